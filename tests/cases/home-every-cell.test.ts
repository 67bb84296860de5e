/**
 * A home with every file of facts 1.4 and 1.5, and the built command as a stranger runs it: `analyze` lists every file with
 * its fate, and after `quick` a program that knows only the old databases finds every cell of every table in the new one.
 */
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Analysis, MigrationResult } from '../../src-main/engine/model/index.js'
import { CaseHome, newPath } from '../support/case/home.js'
import { addApp } from '../support/case/shapes/s-k.js'
import { unified } from '../support/case/shapes/s-a.js'
import { everyFile, withOddCells } from '../support/every-file-home.js'
import { changeDatabase } from '../support/old-database.js'
import { hasPython } from '../support/independent-check.js'
import { makeStage, type Stage } from './cli-command.js'

const script = fileURLToPath(new URL('../support/find_every_cell.py', import.meta.url))

/** Twenty databases, twice analysed, and a program in Python: no test of speed. */
const limit = { timeout: 600_000 }

let root: string
let copied = 0
let home: CaseHome
let stage: Stage
beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hive-every-')))
  home = new CaseHome(join(root, 'home'))
  stage = await makeStage(home.folder)
})
afterEach(async () => {
  await home.end()
  await stage.remove()
  rmSync(root, { recursive: true, force: true })
})

/** Private copies of databases, as `SOURCE=COPY`. */
function copies(paths: string[]): string[] {
  return paths.map((path) => {
    const copy = join(root, `copy-${++copied}.db`)
    for (const suffix of ['', '-wal'])
      if (existsSync(home.path(path) + suffix)) copyFileSync(home.path(path) + suffix, copy + suffix)
    return `${realpathSync(home.path(path))}=${copy}`
  })
}

type Found = { rows: number; cells: number; lost: object[]; places: Record<string, number> }

function findCells(sources: string[], target = home.path(newPath)): Found {
  const { stdout, stderr } = spawnSync('python3', [script, target, ...sources], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Found
}

async function analyzeAndMove(databases: string[], files: string[]): Promise<Found> {
  const { installs } = (await stage.run('analyze', '--json')).json<Analysis>()
  const listed = installs.flatMap((install) => install.databases)
  for (const path of [...databases, '.hive-ai/hive-ai-empty.db'])
    expect(listed.find((each) => each.path === home.path(path))?.shape, path).toMatch(/\w/)
  const others = installs.flatMap((install) => install.configFiles)
  for (const path of files) expect(others.find((each) => each.path === home.path(path))?.fate, path).toMatch(/\w/)
  const moved = databases.filter((path) => {
    const shape = listed.find((each) => each.path === home.path(path))?.shape
    return shape !== 'unknown' && shape !== 'empty' && shape !== 'target'
  })
  const before = copies(moved)
  const ran = await stage.run('quick', '--yes', '--json')
  expect(ran.exit, ran.stdout).toBe(0)
  const result = ran.json<MigrationResult>()
  expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
  const found = findCells(before)
  expect(found.lost).toEqual([])
  // The books read what the program read.
  const own = new Set(before.map((pair) => pair.split('=')[0]))
  const read = result.tables.filter(({ database }) => own.has(database)).reduce((sum, table) => sum + table.read, 0)
  expect(read).toBe(found.rows)
  return found
}

it.runIf(hasPython)('every file, as the programs wrote them', limit, async () => {
  const { databases, files } = everyFile(home)
  const { cells } = await analyzeAndMove(databases, files)
  expect(cells).toBeGreaterThan(3000)
  // The program would see a value that is not there: in its place, in a legacy table.
  const sources = copies(['.hive-ai/hive-ai-knowledge.db', '.hive/hive.db'])
  for (const change of [
    `UPDATE stage_outputs SET full_output = full_output || ' ' WHERE rowid = 3`,
    `UPDATE knowledge_base SET relevance_score = 0.875 WHERE rowid = 2`,
    `DELETE FROM legacy_conversation_memory WHERE rowid = 1`,
  ]) {
    const changed = join(root, `changed-${++copied}.db`)
    copyFileSync(home.path(newPath), changed)
    changeDatabase(changed, (db) => db.exec(change))
    expect(findCells(sources, changed).lost.length, change).toBeGreaterThan(0)
  }
})

it.runIf(hasPython)(
  'with odd values all over, and an old Hive at the new one’s own place that has rows in its -wal',
  limit,
  async () => {
    const { databases, files } = everyFile(home, (path) => [withOddCells(path.length)])
    home.database(newPath, unified({ count: 5 }), withOddCells(3))
    await home.crashed(
      newPath,
      'PRAGMA journal_mode = WAL',
      `UPDATE conversations SET total_cost = 0.125 WHERE rowid = 2`,
    )
    await analyzeAndMove([...databases, newPath], files)
  },
)

it.runIf(hasPython)('beside a new Hive that was used', limit, async () => {
  const { databases, files } = everyFile(home, (path) => [withOddCells(path.length + 5)])
  home.appStarted(addApp({ count: 3 }), withOddCells(1))
  const used = copies([newPath])
  await analyzeAndMove(databases, files)
  // What the new Hive had is there, too.
  expect(findCells(used).lost).toEqual([])
})
