import { toFailure } from '../../engine/errors.js'
import type { Analysis, DatabaseReport, Install } from '../../engine/model/index.js'
import { formatBytes, formatInstant, formatNoun } from '../../engine/report/format.js'
import { clean } from '../output/clean.js'
import { issueLines } from '../output/words.js'
import { goOn, whenMigrated } from './before.js'
import { failed, sayFailure, type Pass, type Turn } from './pass.js'
import { typedPath } from './typed-path.js'

const notSources: ReadonlySet<string> = new Set([
  ...['target', 'new-hive', 'unknown', 'empty', 'not-a-database', 'unreadable'],
])
const isDamaged = ({ issues }: DatabaseReport) => issues.some(({ code }) => code === 'HM-SOURCE-CORRUPT')
const isSource = (database: DatabaseReport) => !notSources.has(database.shape) || isDamaged(database)
const rowsOf = ({ tables }: DatabaseReport) => tables.reduce((sum, table) => sum + table.rows, 0)

/** Step 1: what is there, and in which state the world is. Fills in `choices`. */
export async function find(pass: Pass): Promise<Turn> {
  const { session, options } = pass
  pass.begin('Find', 'Looks for your old Hive in the usual places. It only reads.')
  const status = await session.call('status', {})
  if (status.state === 'interrupted') {
    const turn = await goOn(pass, status)
    if (turn || pass.choices.resume) return turn
  }
  const isMigrated = status.state === 'migrated'
  if (isMigrated && options.from === undefined) {
    const turn = await whenMigrated(pass, status)
    if (turn !== 'again') return turn
  }
  const analysis = await session.call('analyze', { path: options.from })
  if (isMigrated && options.from !== undefined && analysis.target.migrated) {
    const turn = await whenMigrated(pass, status)
    if (turn !== 'again') return turn
  }
  return choose(pass, analysis)
}

async function choose(pass: Pass, found: Analysis): Promise<Turn> {
  const { session, talk } = pass
  let analysis = found
  for (;;) {
    const installs = clean(analysis.installs)
    const sources = analysis.installs.flatMap(({ databases }) => databases.filter(isSource))
    talk.say(installs.flatMap((install) => installLines(install, pass)))
    if (sources.length > 0) break
    talk.say([
      session.paint.bold(installs.length === 0 ? 'No old Hive was found.' : 'Nothing of it can be migrated.'),
      ...(pass.options.professional ? [] : ['Looked in:', ...clean(analysis.looked).map((place) => `  ${place}`)]),
    ])
    const typed = await talk.type('Folder or database file of the old Hive; nothing to stop')
    if (typed.trim() === '') {
      const fix = 'Name it with `hive-migrate wizard --from PATH`, or try `hive-migrate wizard --sample`.'
      return failed('HM-SOURCE-MISSING', 'There is no old Hive to migrate.', fix)
    }
    const path = typedPath(typed)
    try {
      analysis = await session.call('analyze', { path })
      pass.choices.from = path
    } catch (error) {
      const failure = toFailure(error)
      if (failure.exit === 6) throw error
      sayFailure(pass, failure)
      analysis = { ...analysis, installs: [] }
    }
  }
  return null
}

function installLines(install: Install, { session, options }: Pass): string[] {
  const { paint, columns } = session
  const facts = [
    ...(install.version === null ? [] : [`version ${install.version}`]),
    ...(install.lastUsed === null ? [] : [`last used ${formatInstant(install.lastUsed)}`]),
  ]
  const shown = options.professional ? install.databases : install.databases.filter(isSource)
  return [
    `${paint.good('✓')} Hive in ${paint.bold(install.path)}`,
    ...(facts.length > 0 ? [`  ${paint.soft(facts.join(', '))}`] : []),
    ...shown.flatMap((database) => [
      `  ${database.path}`,
      `    ${paint.soft(`${formatBytes(database.bytes)}, ${formatNoun(rowsOf(database), 'row')}${conversationsOf(database)}`)}`,
      ...issueLines(database.issues, paint, columns - 4, 4),
    ]),
    ...install.configFiles.map(
      (file) => `  ${file.path}  ${paint.soft(file.shape === 'other' ? file.fate : 'settings')}`,
    ),
    ...issueLines(install.issues, paint, columns - 4),
    '',
  ]
}

function conversationsOf({ tables }: DatabaseReport): string {
  const rows = tables.find(({ name }) => name === 'conversations')?.rows ?? 0
  return rows > 0 ? `, ${formatNoun(rows, 'conversation')}` : ''
}
