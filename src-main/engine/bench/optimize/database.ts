/** Makes a migrated database quicker for the programs that use it, where that can be measured. */
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyStable } from '../../backup/copy-file.js'
import { foldInPlace } from '../../backup/fold.js'
import { defaultTarget } from '../../detect/places.js'
import { codeOf } from '../../errors.js'
import { fsyncFile, fsyncFolder } from '../../files/durable.js'
import { realTarget, sideSuffixes } from '../../files/paths.js'
import { makePrivateFolder, removeAbandonedFolders } from '../../files/private-folder.js'
import { usersOf } from '../../files/users.js'
import type { DatabaseTuning, Environment } from '../../model/index.js'
import { openWritable, type Connection } from '../../sqlite/open.js'
import { inspectTarget } from '../../target/inspect.js'
import { beats, median } from '../measure/statistics.js'
import { appQueries, timeQueries } from './queries.js'
import { hasSameContent } from './same-content.js'

type Action = DatabaseTuning['actions'][number]['name']

const actions: Record<Action, (db: Connection) => void> = {
  statistics: (db) => {
    db.pragma('main.analysis_limit = 4000')
    db.exec('ANALYZE main')
  },
  search: (db) => {
    for (const fts of ['conversations_fts', 'curator_truths_fts']) {
      db.exec(`INSERT INTO main.${fts} (${fts}) VALUES ('optimize')`)
    }
  },
  compaction: (db) => {
    db.exec('VACUUM main')
  },
}

const rounds = 5

/**
 * Tries each action on a copy that lies beside the database; what makes the app's queries quicker beyond chance is kept, and
 * only then, after every value was compared, the copy takes the database's place by one rename. The lock must be held.
 * Answers null when there is no database of ours. `announce` gets what is being done, and a fraction.
 */
export async function tuneDatabase(
  environment: Environment,
  announce: (label: string, fraction: number) => void,
  time = timeQueries,
): Promise<DatabaseTuning | null> {
  const path = realTarget(defaultTarget(environment))
  if (inspectTarget(path, environment.tmpdir).kind !== 'ours') return null
  const beforeBytes = statSync(path).size
  const untried = (skipped: string): DatabaseTuning => {
    return { path, skipped, actions: [], queries: [], beforeBytes, afterBytes: beforeBytes }
  }
  const why = reasonNotTo(path)
  if (why !== null) return untried(why)
  removeAbandonedFolders(dirname(path))
  const folder = makePrivateFolder(dirname(path), 'trial')
  try {
    const stamp = stampOf(path)
    const original = join(folder, 'original.db')
    if (!(await copyStable([[path, original]]))) return untried('It changed while it was copied.')
    foldInPlace(original, path)
    const tried = tryActions(original, folder, announce, time)
    const { kept, result } = tried
    if (kept === original) return { path, skipped: null, ...result, beforeBytes, afterBytes: beforeBytes }
    announce('Comparing every value', 0.9)
    if (!hasSameContent(original, kept)) throw new Error('A tuned copy of the database is not the same as before')
    chmodSync(kept, statSync(path).mode & 0o777)
    fsyncFile(kept)
    const late = stampOf(path) === stamp ? reasonNotTo(path) : 'It changed meanwhile.'
    if (late !== null) return untried(late)
    renameSync(kept, path)
    fsyncFolder(dirname(path))
    return { path, skipped: null, ...result, beforeBytes, afterBytes: statSync(path).size }
  } catch (error) {
    if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))) return untried('There is not enough room to try.')
    // Of the copy: the tables are the new Hive's, which may have changed them since.
    if (/^SQLITE_(ERROR|CORRUPT)/.test(codeOf(error))) return untried('It is not as the migration made it any more.')
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tryActions(
  original: string,
  folder: string,
  announce: (label: string, fraction: number) => void,
  time: typeof timeQueries,
) {
  let kept = original
  let first: number[][] | null = null
  let best: number[][] = []
  const taken: DatabaseTuning['actions'] = []
  for (const [index, name] of (Object.keys(actions) as Action[]).entries()) {
    announce(`Trying ${name} on a copy of the new database`, index / 3)
    const candidate = join(folder, `${name}.db`)
    copyFileSync(kept, candidate)
    const db = openWritable(candidate)
    try {
      actions[name](db)
    } finally {
      db.close()
    }
    const [before, after] = inTurn(kept, candidate, time)
    first ??= before
    const better = beats(sums(after), sums(before), 0.05)
    taken.push({ name, kept: better, beforeMs: median(sums(before)), afterMs: median(sums(after)) })
    best = better ? after : before
    if (better) kept = candidate
    else rmSync(candidate, { force: true })
  }
  const queries = appQueries.map(({ name }, index) => {
    const at = (all: number[][]) => median(all.map((times) => times[index] ?? 0))
    return { name, beforeMs: at(first ?? best), afterMs: at(best) }
  })
  return { kept, result: { actions: taken, queries } }
}

/** The queries' times on both, several times and in turn; the first time, which fills the system's cache, does not count. */
function inTurn(one: string, other: string, time: typeof timeQueries): [number[][], number[][]] {
  for (const path of [one, other]) time(path)
  const times: [number[][], number[][]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    times[0].push(time(one))
    times[1].push(time(other))
  }
  return times
}

const sums = (all: number[][]) => all.map((times) => times.reduce((sum, ms) => sum + ms, 0))

function reasonNotTo(path: string): string | null {
  const files = [path, ...sideSuffixes.map((suffix) => path + suffix)].filter((each) => existsSync(each))
  const users = usersOf(files)
  if (users.length > 0) return `${users.map(({ name }) => name).join(', ')} has it open.`
  if (files.length > 1)
    return 'The new Hive left changes beside it that it has not taken in yet: start and quit it first.'
  const { bavail, bsize } = statfsSync(dirname(path))
  return bavail * bsize < 3 * statSync(path).size + 16e6 ? 'There is not enough room to try.' : null
}

function stampOf(path: string): string {
  const { size, mtimeMs, ino } = statSync(path)
  return `${size} ${mtimeMs} ${ino}`
}
