import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { filesFolder, type Manifest } from '../backup/manifest.js'
import type { Examined } from '../detect/analyze.js'
import type { ExaminedDatabase } from '../detect/database-report.js'
import { makePrivateFolder } from '../files/private-folder.js'
import { inspectDatabase } from '../sources/inspect.js'
import type { Issue } from '../model/index.js'
import { copyDamaged, type DamagedFiles } from './damaged-copy.js'
import { salvage, type Losses } from './salvage.js'

/** A sound twin of a damaged source, and what a person must know of it. */
export type Salvaged = Losses & { path: string }

/** Makes the twin of a damaged database, as a backup holds it, in a run's work folder. Starts over when it is there. */
export function salvageBackup(backup: string, manifest: Manifest, source: string, work: string): Salvaged {
  const find = (path: string) => {
    const file = manifest.files.find(({ origin, state }) => origin === path && state !== 'absent')
    return file && file.bytes > 0 ? join(filesFolder(backup), file.file) : null
  }
  const main = find(source)
  if (main === null) throw new Error(`The backup holds no ${source}`)
  mkdirSync(work, { recursive: true, mode: 0o700 })
  return makeTwin({ main, wal: find(`${source}-wal`), journal: find(`${source}-journal`) }, work, source)
}

/**
 * Looks at what a salvage would bring: databases that are damaged are examined by a twin that is gone afterwards, so that
 * preview and pre-flight say what will be. Throws HM-SOURCE-CORRUPT when nothing can be read.
 */
export function examineSalvaged(examined: Examined, tmpdir: string): Examined {
  const databases = examined.databases
    .map((database) => (database.error?.code === 'HM-SOURCE-CORRUPT' ? salvaged(database, tmpdir) : database))
    .filter(({ report, salvage: losses }) => !losses || (report.shape !== 'target' && report.shape !== 'new-hive'))
  const reports = databases.map(({ report }) => report)
  const before = new Set(examined.databases.flatMap(({ report }) => report.issues))
  const installs = examined.analysis.installs.map((install) => ({
    ...install,
    databases: reports,
    issues: [...reports.flatMap(({ issues }) => issues), ...install.issues.filter((issue) => !before.has(issue))],
  }))
  return { ...examined, databases, analysis: { ...examined.analysis, installs } }
}

function salvaged(database: ExaminedDatabase, tmpdir: string): ExaminedDatabase {
  const { realPath } = database.report
  const folder = makePrivateFolder(tmpdir, 'view')
  try {
    const twin = makeTwin(filesOf(realPath), folder, realPath)
    const inspection = inspectDatabase(twin.path, tmpdir, true)
    const tables = inspection.tables.map(({ table, rows }) => ({ name: table.name, rows }))
    const issues = salvageIssues(twin)
    const report = { ...database.report, shape: inspection.shape, tables, issues }
    return { report, inspection, error: null, salvage: twin }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeTwin(files: DamagedFiles, folder: string, named: string): Salvaged {
  const copy = copyDamaged(files, folder)
  const path = join(folder, 'salvaged.db')
  const losses = salvage(copy, path, named)
  rmSync(copy.path, { force: true })
  return { path, ...losses }
}

function filesOf(main: string): DamagedFiles {
  const side = (suffix: string) => (statSync(main + suffix, { throwIfNoEntry: false })?.size ? main + suffix : null)
  return { main, wal: side('-wal'), journal: side('-journal') }
}

function salvageIssues(losses: Losses): Issue[] {
  const fix = 'A backup of the old database from before the damage would have everything.'
  return salvageWarnings(losses).map((message) => ({
    severity: 'warning',
    code: 'HM-SOURCE-CORRUPT',
    message,
    fix,
  }))
}

/** What a person is told of a salvage: that it was one, what it could not bring, and what it found on its own. */
export function salvageWarnings({ unreadable, notes }: Pick<Losses, 'unreadable' | 'notes'>): string[] {
  const all = 'The old database is damaged; every row that it names could be read.'
  const lost = unreadable.map(({ table, rows, detail }) => {
    // A part of the file and no table of it.
    if (table.startsWith('(') && rows === 0) return `The old database is damaged: ${detail}.`
    const what = rows === null ? 'an unknown number of rows' : rows === 1 ? '1 row' : `${rows} rows`
    return `The old database is damaged: ${rows === 0 ? 'a part' : what} of ${table} could not be read (${detail}).`
  })
  return [...(unreadable.length === 0 ? [all] : lost), ...notes]
}
