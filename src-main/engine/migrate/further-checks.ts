import { settledView } from '../sources/inspect.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesFolder, type Manifest } from '../backup/manifest.js'
import { verifyBackup } from '../backup/verify.js'
import { configCopies } from '../config/from-backup.js'
import type { Run } from '../journal/run.js'
import type { TableBooks, ValidationLevel, VerificationCheck } from '../model/index.js'
import { movesSettings, sourcesOf, type MigrationPlan, type PlannedSource } from '../plan/migration-plan.js'
import { bringsUndated } from '../plan/stage.js'
import { rehearseRollback } from '../rollback/rehearse.js'
import { openReadonly } from '../sqlite/open.js'
import { stagedToml } from '../swap/swap.js'
import { isDatabaseAsBackedUp } from '../swap/unchanged.js'
import { configurationChecks } from '../verify/configuration.js'
import { independentCheck, tryOut } from '../verify/extra-checks.js'
import { depthOf } from '../verify/levels.js'
import { securityChecks } from '../verify/security.js'
import { settingsCheck } from '../verify/settings.js'
import type { Folded } from './folded.js'

type Order = {
  run: Run<MigrationPlan>
  manifest: Manifest
  folded: Folded[]
  books: TableBooks[]
  level: ValidationLevel
  signal: AbortSignal
  tmpdir: string
}

/** The checks of a run beyond the comparison of rows: configuration, security, use, and what paranoid adds. */
export async function furtherChecks(
  order: Order,
  onCheck: (check: VerificationCheck) => void,
): Promise<VerificationCheck[]> {
  const { run, manifest, level, signal } = order
  const checks: VerificationCheck[] = []
  const note = (check: VerificationCheck) => {
    checks.push(check)
    onCheck(check)
  }
  for (const check of settingsChecks(order)) note(check)
  const depth = depthOf(level)
  if (depth.use) await tryOut(run.plan.building, run.plan.building, [], note, signal)
  if (!depth.independent) return checks
  await fromTheOriginals(order, note)
  note(await hashesAgain(run, manifest, signal))
  note(await rehearseRollback(run.plan.backup.path, manifest, run.plan.building, join(run.work, 'rehearsal')))
  return checks
}

/** The second comparison reads each original itself, unless a cut-off transaction must be rolled back in it first. */
async function fromTheOriginals(order: Order, note: (check: VerificationCheck) => void): Promise<void> {
  for (const source of sourcesOf(order.run.plan)) note(await fromTheOriginal(order, source))
}

async function fromTheOriginal(
  { run, folded, books, signal, tmpdir }: Order,
  { realPath, salvage }: PlannedSource,
): Promise<VerificationCheck> {
  const copy = folded.find(({ source }) => source === realPath)?.path ?? realPath
  const unreadable = salvage === true || !existsSync(realPath) || existsSync(`${realPath}-journal`)
  const view = unreadable ? { path: copy, close: () => undefined } : settledView(realPath, tmpdir)
  try {
    // Beside rows of other databases nobody can say from one of them alone that a row is too many.
    const waits = mayWait(run.plan, books, realPath)
    return await independentCheck(view.path, run.plan.building, folded.length > 1, signal, waits, realPath)
  } finally {
    view.close()
  }
}

/** What of a database may be missing after a fresh or staged migration, by the books. */
function mayWait({ stage }: MigrationPlan, books: TableBooks[], database: string) {
  if (!stage) return null
  const [settings, conversations] = [stage.parts.includes('settings'), stage.parts.includes('conversations')]
  const left = books.reduce((sum, book) => sum + (book.database === database ? book.left : 0), 0)
  return { asked: { settings, conversations, undated: bringsUndated(stage) }, left }
}

function settingsChecks({ run, manifest, folded }: Order): VerificationCheck[] {
  const { plan } = run
  const staged = stagedToml(plan, run.id)
  const toml = existsSync(staged) ? staged : plan.toml
  const files = configCopies(plan, manifest)
  const db = openReadonly(plan.building)
  try {
    const texts = ['plan.json', 'journal.ndjson'].map((name) => join(run.folder, name))
    const security = securityChecks(db, {
      privateFiles: [plan.building, staged, run.folder, plan.backup.path],
      texts: [...texts, join(plan.backup.path, 'manifest.json')],
    })
    // Of a stage without the settings nothing was asked of them; that none came is a check of its own.
    if (!movesSettings(plan)) return security
    return [
      ...configurationChecks(db, {
        toml,
        home: plan.home,
        database: plan.target.path,
        files,
        ...tomlBefore(plan, manifest),
      }),
      settingsCheck(db, files, manifest.createdAt, {
        defaultProfile: plan.defaultProfile,
        databases: folded.map(({ path }) => path),
      }),
      ...security,
    ]
  } finally {
    db.close()
  }
}

/** The backup's copy of the `config.toml` that lay there. */
export function tomlBefore(plan: MigrationPlan, manifest: Manifest): { before?: string } {
  const file = manifest.files.find(({ role, state }) => role === 'config-target' && state !== 'absent')
  return file ? { before: join(filesFolder(plan.backup.path), file.file) } : {}
}

async function hashesAgain(
  run: Run<MigrationPlan>,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<VerificationCheck> {
  const started = performance.now()
  await verifyBackup(run.plan.backup.path, signal)
  let same = true
  for (const { realPath, salvage } of sourcesOf(run.plan)) {
    const online = manifest.files.some(({ origin, state }) => origin === realPath && state === 'online')
    const isThere = existsSync(realPath)
    if (!online) same &&= isThere && (await isDatabaseAsBackedUp(run.plan.backup.path, realPath, run.work, salvage))
  }
  const detail = same
    ? 'the backup is what was written, and the old database is what was backed up'
    : 'the old database has changed since it was backed up'
  return {
    layer: 'independent',
    name: 'hashes again',
    passed: same,
    detail,
    ms: Math.round(performance.now() - started),
  }
}
