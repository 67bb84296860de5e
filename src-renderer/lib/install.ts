/** What an install's report comes to, for its card. */
import { t } from '../i18n/index.js'
import type { Install, Issue } from '../../src-preload/contract.js'

export type Holdings = { conversations: number; rows: number; bytes: number; approximate: boolean }

export function holdings(install: Install): Holdings {
  const sum: Holdings = { conversations: 0, rows: 0, bytes: 0, approximate: false }
  for (const database of install.databases) {
    sum.bytes += database.bytes
    for (const table of database.tables) {
      sum.rows += table.rows
      if (table.name === 'conversations') sum.conversations += table.rows
      sum.approximate ||= table.approximate === true
    }
  }
  return sum
}

/** The newest conversation of all its databases; null where none is known. */
export function newestOf(install: Install): { at: string | null; question: string } | null {
  const known = install.databases.flatMap(({ newest }) => newest ?? [])
  return known.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0] ?? null
}

export type Health = { sign: 'done' | 'warning' | 'failed'; word: string; issues: Issue[] }

/** The worst issue decides; the notes that are only information stay out of the way. */
export function health(install: Install, usable: boolean): Health {
  const all = [...install.issues, ...install.databases.flatMap((database) => database.issues)]
  const unique = all.filter((issue, index) => all.findIndex((other) => same(issue, other)) === index)
  const issues = unique.filter((issue) => issue.severity !== 'info')
  if (!usable && issues.some((issue) => issue.code === 'HM-SOURCE-CORRUPT'))
    return { sign: 'failed', word: t('home.healthDamaged'), issues }
  if (issues.some((issue) => issue.severity === 'error')) return { sign: 'failed', word: t('home.healthBad'), issues }
  if (!usable) return { sign: 'warning', word: t('home.healthNothing'), issues }
  if (issues.length > 0) return { sign: 'warning', word: t('home.healthNotes'), issues }
  return { sign: 'done', word: t('home.healthGood'), issues }
}

const same = (a: Issue, b: Issue): boolean => a.code === b.code && a.message === b.message
