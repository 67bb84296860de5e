/** What must hold after a death and after what follows it. Each check answers what is wrong, in words. */
import { copyFileSync, existsSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, dirname, join, relative } from 'node:path'
import Database from 'better-sqlite3'
import { parse } from 'smol-toml'
import { verifyAudit } from '../../../src-main/engine/journal/audit.js'
import { stateHome } from '../../../src-main/engine/journal/state-home.js'
import { APPLICATION_ID } from '../../../src-main/engine/target/schema/index.js'
import { lostCells } from '../../support/account-for.js'
import { snapshot } from '../../support/engine.js'
import { changeDatabase, privateCopy } from '../../support/old-database.js'
import { findValues } from '../../support/case/oracle/find.js'
import { readDatabase } from '../../support/case/oracle/read.js'
import { hasPython, independentCheck } from '../../support/independent-check.js'
import { environmentOf } from './perform.js'
import type { Scenario } from './world.js'

export type Tree = Record<string, string>

const sides = ['-wal', '-shm', '-journal']

/** The tree of a world's home; what another running program changes by reading is left out. */
export function homeTree(root: string, scenario: Scenario): Tree {
  const tree = snapshot(join(root, 'home'))
  const { name, source } = scenario
  const changing =
    name === 'in-use' ? [`${source}-shm`] : name === 'changing' ? ['', ...sides].map((s) => source + s) : []
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !changing.includes(path)))
}

/** How two trees differ, path by path. */
export function treeDifferences(before: Tree, after: Tree, ignore: (path: string) => boolean = () => false): string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => !ignore(path))
  return paths
    .filter((path) => before[path] !== after[path])
    .map((path) => `${path}: was ${before[path] ?? 'absent'}, is ${after[path] ?? 'absent'}`)
}

/** The paths that a run may touch: the target, its side files, its configuration, its folders, and its working files. */
function touched(scenario: Scenario): (path: string) => boolean {
  const { target, toml } = scenario
  const own = new Set([target, ...sides.map((side) => target + side), toml])
  for (let folder = dirname(target); folder !== '.' && scenario.to !== null; folder = dirname(folder)) own.add(folder)
  return (path) => own.has(path) || isWorking(path)
}

const isWorking = (path: string) => /\.(migrating|restoring)-[^/]+$/.test(path)

/** After a death: everything else is as it was, the target is the old one or the complete new one, never a part. */
export function deathViolations(root: string, scenario: Scenario, before: Tree): string[] {
  const after = homeTree(root, scenario)
  const wrong = treeDifferences(before, after, touched(scenario)).map((words) => `touched ${words}`)
  const target = join(root, 'home', scenario.target)
  const parts = ['', '-wal', '-journal'].map((side) => scenario.target + side)
  if (parts.some((part) => after[part] !== before[part])) {
    if (!existsSync(target)) wrong.push(...(before[scenario.target] === undefined ? [] : ['the target is gone']))
    else if (isOurs(target)) wrong.push(...newViolations(target, scenario))
    else if (contentHash(target, root) !== contentHash(join(scenario.template, 'home', scenario.target), root)) {
      wrong.push('the target is neither the old one nor a new one')
    }
  }
  const toml = join(root, 'home', scenario.toml)
  if (existsSync(toml) && after[scenario.toml] !== before[scenario.toml]) wrong.push(...tomlViolations(toml))
  else if (!existsSync(toml) && before[scenario.toml] !== undefined) wrong.push('the configuration is gone')
  return wrong
}

/** A new database that is in place is complete: every value, sound, no side file. */
export function newViolations(target: string, scenario: Scenario): string[] {
  const wrong = scenario.several.length > 0 ? lostTogether(target, scenario) : lostOf(oldNow(target, scenario), target)
  if (scenario.sound && hasPython) {
    const { differences, passed } = independentCheck(scenario.old, target)
    if (!passed) wrong.push(`the independent program finds: ${JSON.stringify(differences.slice(0, 3))}`)
  } else {
    wrong.push(...soundness(target))
  }
  for (const side of sides) if (existsSync(target + side)) wrong.push(`a ${side} lies beside the new database`)
  return wrong
}

/** The old database as it must be found in the new one: with what was written to it before that was put in place. */
function oldNow(target: string, scenario: Scenario): string {
  if (scenario.name !== 'changing') return scenario.old
  const home = target.slice(0, -scenario.target.length)
  const copy = join(home, '..', 'old-now.db')
  for (const side of ['', ...sides]) rmSync(copy + side, { force: true })
  privateCopy(join(home, scenario.source), copy)
  changeDatabase(copy, (db) => db.pragma('journal_mode = DELETE'))
  return copy
}

const lostOf = (old: string, target: string) => lostCells(old, target).map((cell) => `lost: ${cell}`)

/** The cells of several databases that are nowhere in the one that they came together in. */
function lostTogether(target: string, { several, target: relativeTarget }: Scenario): string[] {
  const home = target.slice(0, -relativeTarget.length)
  const sources = several.map(({ path, copy }) => {
    return { name: path, realPath: join(home, path), tables: readDatabase(copy) }
  })
  return findValues(sources, readDatabase(target)).lost.map((cell) => `lost: ${cell}`)
}

function soundness(target: string): string[] {
  const db = new Database(target, { readonly: true })
  try {
    const problems = db.pragma('integrity_check') as { integrity_check: string }[]
    const orphans = db.pragma('foreign_key_check') as unknown[]
    return [
      ...problems.map((row) => row.integrity_check).filter((words) => words !== 'ok'),
      ...(orphans.length > 0 ? [`${orphans.length} references point to nothing`] : []),
    ]
  } finally {
    db.close()
  }
}

function isOurs(path: string): boolean {
  const bytes = readFileSync(path)
  return bytes.length > 100 && bytes.readUInt32BE(68) === APPLICATION_ID
}

/** The hash of what a database holds with its side files: of a private copy that SQLite has made one file. */
function contentHash(path: string, root: string): string {
  const copy = join(root, `content-${createHash('sha1').update(path).digest('hex').slice(0, 8)}.db`)
  for (const side of ['', ...sides]) rmSync(copy + side, { force: true })
  for (const side of ['', '-wal', '-journal']) if (existsSync(path + side)) copyFileSync(path + side, copy + side)
  const db = new Database(copy)
  try {
    db.pragma('journal_mode = DELETE')
    const names = db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .pluck()
      .all() as string[]
    const hash = createHash('sha256')
    for (const name of names) {
      hash.update(name)
      for (const row of db.prepare(`SELECT * FROM "${name}"`).raw().iterate()) hash.update(JSON.stringify(row))
    }
    return hash.digest('hex')
  } finally {
    db.close()
  }
}

function tomlViolations(path: string): string[] {
  try {
    parse(readFileSync(path, 'utf8'))
    return []
  } catch (error) {
    return [`config.toml is broken: ${String(error)}`]
  }
}

/** Nothing of a run stays behind: no working file, no open run, no half backup, no temporary folder, no open file. */
export function strayViolations(root: string): string[] {
  const { backups, runs } = stateHome(environmentOf(root))
  const strays = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => {
    return isWorking(path) || /\.(partial|tmp|holder)$/.test(path) || /folded\.db/.test(path)
  })
  const wrong = strays.map((path) => `stray file ${path}`)
  wrong.push(...readdirSync(join(root, 'tmp')).map((name) => `stray temporary ${name}`))
  for (const id of existsSync(runs) ? readdirSync(runs) : []) {
    const names = readdirSync(join(runs, id))
    if (!names.includes('plan.json') || !names.includes('journal.ndjson'))
      wrong.push(`run ${id} holds only ${names.join(', ')}`)
    else wrong.push(...runViolations(join(runs, id)))
  }
  for (const id of existsSync(backups) ? readdirSync(backups) : []) {
    if (!existsSync(join(backups, id, 'manifest.json'))) wrong.push(`backup ${id} has no manifest`)
  }
  return [...wrong, ...openFiles(root).map((path) => `still open: ${path}`)]
}

function runViolations(folder: string): string[] {
  const lines = readFileSync(join(folder, 'journal.ndjson'), 'utf8').split('\n').filter(Boolean)
  const last = (JSON.parse(lines.at(-1) ?? '{}') as { state?: string }).state ?? 'nothing'
  const wrong = ['done', 'undone', 'failed'].includes(last) ? [] : [`run ${basename(folder)} ends with ${last}`]
  if (existsSync(join(folder, 'work'))) wrong.push(`run ${basename(folder)} keeps its work folder`)
  return wrong
}

/** Files of a world that this process has open; empty where the system does not tell. */
function openFiles(root: string): string[] {
  if (!existsSync('/proc/self/fd')) return []
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(`${root}/`) ? [relative(root, path)] : []
    } catch {
      // Closed between the listing and now.
      return []
    }
  })
}

/** The audit trail is whole, and every run that is done stands there exactly once. */
export function auditViolations(root: string): string[] {
  const home = stateHome(environmentOf(root))
  const { brokenAt } = verifyAudit(home)
  const wrong = brokenAt === null ? [] : [`the audit trail is broken at line ${brokenAt}`]
  const lines = existsSync(home.audit) ? readFileSync(home.audit, 'utf8').split('\n').filter(Boolean) : []
  const noted = lines.map((line) => JSON.parse(line) as { runId: string; outcome: string })
  for (const id of existsSync(home.runs) ? readdirSync(home.runs) : []) {
    const journal = join(home.runs, id, 'journal.ndjson')
    const done = existsSync(journal) && readFileSync(journal, 'utf8').includes('"state":"done"')
    const times = noted.filter(({ runId, outcome }) => runId === id && outcome === 'done').length
    if (done && times !== 1) wrong.push(`run ${id} is done and stands ${times} times in the audit trail`)
  }
  return wrong
}
