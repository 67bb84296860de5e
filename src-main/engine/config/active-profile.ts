import type { Connection } from '../sqlite/open.js'
import type { ConfigPlan } from './map.js'
import { slugOf, type ProfileRow } from './profiles.js'

/**
 * The id of the profile that is to be active (facts 3.8): the database's own `active_profile_id`, then the profile that its
 * `active_profile` names, then what the files and the environment name, most believed first. A name without a profile is
 * passed over: an id without a row would keep the app from answering at all. Null when `active_profile_id` is there, or
 * when nothing names a profile.
 */
export function activate(db: Connection, wishes: ConfigPlan['active'], ids: Map<ProfileRow, string>): string | null {
  const setting = db.prepare('SELECT value FROM main.consensus_settings WHERE key = ?').pluck()
  if (setting.get('active_profile_id') !== undefined) return null
  const named = setting.get('active_profile')
  const all = [...(typeof named === 'string' ? [{ name: named }] : []), ...wishes]
  for (const wish of all) {
    const id = 'name' in wish ? byName(db, wish.name) : ids.get(wish.profile)
    if (id !== undefined) return id
  }
  return null
}

/** A profile by its id, else by its name as it is written, else by what both mean without case and signs. */
function byName(db: Connection, name: string): string | undefined {
  const find = (condition: string) =>
    db.prepare(`SELECT id FROM main.consensus_profiles WHERE ${condition} ORDER BY rowid`).pluck().get(name)
  const exact = find('id = ?') ?? find('profile_name = ?')
  if (typeof exact === 'string') return exact
  const rows = db.prepare('SELECT id, profile_name FROM main.consensus_profiles ORDER BY rowid').raw().all()
  const alike = (rows as [unknown, unknown][]).find(([id, called]) => {
    return typeof id === 'string' && (slugOf(id) === slugOf(name) || slugOf(String(called)) === slugOf(name))
  })
  return alike?.[0] as string | undefined
}
