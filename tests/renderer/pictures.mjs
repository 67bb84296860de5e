/** Every picture of the gallery: its scene (scenes.ts) and the way there, as a person goes it. */
import { logs } from './log-pictures.mjs'
import { looks } from './look-pictures.mjs'
import { plans } from './plan-pictures.mjs'
import { trials } from './trial-pictures.mjs'
import { undoing } from './undo-pictures.mjs'
import { check, find, plan, press, send, small, tall } from './ways.mjs'

const migrate = async (page) => (await plan(page), await press(page, 'Migrate now'))
const copying = async (page) => {
  await migrate(page)
  await send(
    page,
    'operation.progress',
    `(f) => f.progress('preflight', 0.01, { label: 'Checking what could go wrong', elapsedMs: 0 })`,
  )
  await send(page, 'operation.progress', `(f) => f.progress('backup', 0.02, { elapsedMs: 300 })`)
  await send(page, 'operation.progress', `(f) => f.progress('copy', 0.1, { elapsedMs: 5_100 })`)
  await send(page, 'operation.progress', `(f) => f.progress('copy', 0.43)`)
}
const verifying = async (page) => {
  await copying(page)
  await send(page, 'operation.progress', `(f) => f.progress('index', 0.6)`)
  await send(
    page,
    'operation.progress',
    `(f) => f.progress('verify', 0.81, { label: 'Verified: stage outputs', secondsLeft: { low: 8, high: 9 } })`,
  )
}
const swapping = async (page) => {
  await verifying(page)
  await send(
    page,
    'operation.progress',
    `(f) => f.progress('swap', 0.97, { label: 'Putting the new database in place', cancellable: false, secondsLeft: { low: 1, high: 1 } })`,
  )
}
const fail = (name) => `() => ({ kind: 'failed', operation: 'migrate', failure: ${JSON.stringify(name)} })`
const failure = (code, title, detail, exit) => ({
  code,
  title,
  detail,
  exit,
  safe: 'Your old data is untouched and the new Hive was not changed.',
  fix: 'Read the report, then try again; if it happens twice, send us the report.',
})
const proof = async (page) => {
  await swapping(page)
  await send(page, 'operation.state', `(f) => ({ kind: 'migrated', result: f.result })`)
}

/** The person decides to recover; the engine then says what can be read. */
const recover = async (page) => {
  await check(page)
  await page.evaluate(`(({ answer, fixtures }) => {
    answer('plan.preflight', fixtures.salvageChecks)
    answer('plan.preview', fixtures.salvagePreview)
  })({ answer: (...a) => globalThis.hive.answer(...a), fixtures: globalThis.hive.fixtures })`)
  await press(page, 'Recover what can be read')
  await page.getByText('Nothing stands in the way').waitFor()
}

export const pictures = [
  ...looks,
  ...plans,
  ...undoing,
  ...trials,
  { name: 'home-loading', scene: 'loading' },
  { name: 'home-found' },
  { name: 'home-found-900', size: small },
  { name: 'home-found-1400', size: { width: 1400, height: 900 } },
  { name: 'home-nothing', scene: 'nothing' },
  { name: 'home-several', scene: 'several', size: tall },
  { name: 'home-failed', scene: 'analyzeFailed' },
  { name: 'home-interrupted', scene: 'interrupted' },
  {
    name: 'home-undo-confirm',
    scene: 'interrupted',
    way: { go: (page) => press(page, 'Undo') },
  },
  {
    name: 'home-undone',
    scene: 'interrupted',
    way: {
      go: async (page) => {
        await press(page, 'Undo')
        await page.evaluate(`globalThis.hive.answer('status.get', globalThis.hive.fixtures.notMigrated)`)
        await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
        // What had the focus is gone: it is on the heading.
        await page.locator('h1:focus', { hasText: 'ready' }).waitFor()
      },
    },
  },
  { name: 'home-elsewhere', scene: 'elsewhere' },
  { name: 'home-stage', scene: 'migratedInPart' },
  { name: 'home-fresh', scene: 'migratedFresh' },
  { name: 'done-stage', scene: 'stageDone', way: { hash: '#/migrate/done' } },
  { name: 'done-fresh', scene: 'freshDone', way: { hash: '#/migrate/done' } },
  { name: 'home-rollback-interrupted', scene: 'rollbackInterrupted' },
  { name: 'home-migrated', scene: 'migrated' },
  {
    name: 'home-migrated-900',
    scene: 'migrated',
    size: small,
  },
  {
    name: 'home-browse-nothing',
    scene: 'nothing',
    way: { go: (page) => press(page, 'Browse…') },
  },
  { name: 'find', scene: 'several', way: { go: find } },
  { name: 'check-running', scene: 'checksRunning', way: { go: check } },
  { name: 'check-passed', way: { go: check } },
  { name: 'check-900', way: { go: check }, size: small },
  { name: 'check-failed', scene: 'checksFailed', way: { go: check } },
  { name: 'home-damaged', scene: 'damaged' },
  { name: 'find-damaged', scene: 'damaged', way: { go: find } },
  { name: 'find-damaged-besides', scene: 'damagedBesides', way: { go: find } },
  {
    name: 'check-damaged',
    scene: 'damaged',
    size: { width: 1100, height: 900 },
    way: { go: async (page) => (await check(page), await page.getByText('What is damaged').click()) },
  },
  { name: 'check-damaged-900', scene: 'damaged', size: small, way: { go: check } },
  { name: 'check-salvage', scene: 'damaged', size: { width: 1100, height: 900 }, way: { go: recover } },
  {
    name: 'plan-salvage',
    scene: 'damaged',
    way: { go: async (page) => (await recover(page), await press(page, 'Continue')) },
  },
  {
    name: 'migrate-damaged',
    way: {
      go: async (page) => {
        await copying(page)
        await page.evaluate(
          `globalThis.hive.emit('operation.state', { kind: 'failed', operation: 'migrate', failure: globalThis.hive.fixtures.tornFailure })`,
        )
      },
    },
  },
  {
    name: 'verify-salvage',
    way: {
      go: async (page) => {
        await swapping(page)
        await send(page, 'operation.state', `(f) => ({ kind: 'migrated', result: f.salvaged })`)
      },
    },
  },
  { name: 'done-salvage', scene: 'salvaged', size: tall, way: { hash: '#/migrate/done' } },
  { name: 'check-low-battery', scene: 'lowBattery', way: { go: check }, size: { width: 1100, height: 900 } },
  { name: 'migrate-low-battery', scene: 'lowBattery', way: { go: copying } },
  {
    name: 'plan-by-keyboard',
    way: {
      go: async (page) => {
        for (const step of ['ready', 'Find', 'Check']) {
          await page.getByRole('heading', { level: 1, name: step }).waitFor()
          await page.locator('[data-primary]:enabled').waitFor()
          await page.keyboard.press('Enter')
        }
        await page.locator('h1:focus', { hasText: 'Plan' }).waitFor()
      },
    },
  },
  {
    name: 'cancel-by-keyboard',
    way: {
      go: async (page) => {
        await check(page)
        await page.keyboard.press('Escape')
        await page.locator('h1:focus', { hasText: 'ready' }).waitFor()
      },
    },
  },
  {
    name: 'rollback-declined-by-keyboard',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.getByRole('button', { name: 'Undo the move' }).press('Enter')
        // The safe answer has the focus, so Enter declines; the focus comes back to where it was.
        await page.locator('dialog button:focus', { hasText: 'Cancel' }).waitFor()
        await page.keyboard.press('Enter')
        await page.locator('button:focus', { hasText: 'Undo the move' }).waitFor()
      },
    },
  },
  { name: 'plan-900', way: { go: plan }, size: small },
  { name: 'migrate-starting', way: { go: migrate } },
  { name: 'migrate-copying', way: { go: copying } },
  { name: 'migrate-copying-900', way: { go: copying }, size: small },
  { name: 'migrate-reloaded', scene: 'reloaded' },
  { name: 'migrate-paused', scene: 'paused' },
  { name: 'migrate-disk-full', scene: 'diskFull' },
  {
    name: 'migrate-cancelling',
    way: { go: async (page) => (await copying(page), await press(page, 'Cancel')) },
  },
  {
    name: 'migrate-cancelled',
    way: {
      go: async (page) => {
        await copying(page)
        const why = failure('HM-CANCELLED', 'Cancelled', 'Stopped after 104,112 rows.', 6)
        await send(page, 'operation.state', fail(why))
      },
    },
  },
  {
    name: 'migrate-failed',
    way: {
      go: async (page) => {
        await copying(page)
        await send(page, 'operation.state', fail(failure('HM-DISK-FULL', 'The disk became full', 'ENOSPC: write', 6)))
        await page.getByText('Details', { exact: true }).click()
      },
    },
  },
  { name: 'verify-running', way: { go: verifying } },
  { name: 'verify-swap', way: { go: swapping } },
  {
    name: 'verify-failed',
    way: {
      go: async (page) => {
        await verifying(page)
        const why = failure('HM-VERIFY-FAILED', 'Not every value arrived', 'stage_outputs: 3 rows differ', 5)
        await send(page, 'operation.state', fail(why))
      },
    },
  },
  { name: 'verify-proof', way: { go: proof } },
  { name: 'verify-proof-900', way: { go: proof }, size: small },
  { name: 'done', scene: 'done', way: { hash: '#/migrate/done' } },
  {
    name: 'done-open',
    scene: 'done',
    size: tall,
    way: { hash: '#/migrate/done', go: (page) => page.getByText('Table by table').click() },
  },
  { name: 'done-900', scene: 'done', way: { hash: '#/migrate/done' }, size: small },
  { name: 'done-tuned', scene: 'doneTuned', way: { hash: '#/migrate/done' }, size: tall },
  { name: 'done-nothing', scene: 'nothingToDo', way: { hash: '#/migrate/done' } },
  { name: 'backups', way: { hash: '#/backups' } },
  { name: 'backups-empty', scene: 'noBackups', way: { hash: '#/backups' } },
  {
    name: 'backups-verified',
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Verify' }).first().click() },
  },
  {
    name: 'remove-confirm',
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Remove' }).first().click() },
  },
  {
    name: 'rollback-confirm',
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Undo the move' }).click() },
  },
  {
    name: 'rollback-running',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.getByRole('button', { name: 'Undo the move' }).click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
        await send(
          page,
          'operation.progress',
          `(f) => f.progress('restore', 0.5, { label: 'Putting everything back', cancellable: false })`,
        )
      },
    },
  },
  {
    name: 'rollback-preparing',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.getByRole('button', { name: 'Undo the move' }).click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
        await send(
          page,
          'operation.progress',
          `(f) => f.progress('backup', 0.3, { label: 'Keeping what is taken out' })`,
        )
      },
    },
  },
  {
    name: 'rollback-cancelling',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.getByRole('button', { name: 'Undo the move' }).click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
        await send(
          page,
          'operation.progress',
          `(f) => f.progress('preflight', 0.05, { label: 'Verifying the backup' })`,
        )
        await press(page, 'Cancel')
      },
    },
  },
  {
    name: 'rollback-cancelled',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.locator('h1').waitFor()
        const why = failure('HM-CANCELLED', 'Cancelled', 'You cancelled the rollback.', 6)
        await send(
          page,
          'operation.state',
          `() => ({ kind: 'failed', operation: 'rollback', failure: ${JSON.stringify(why)} })`,
        )
      },
    },
  },
  {
    name: 'rollback-done',
    way: {
      hash: '#/backups',
      go: async (page) => {
        await page.locator('h1').waitFor()
        await send(page, 'operation.state', `(f) => ({ kind: 'rolled-back', result: f.rolledBack })`)
        await page.getByText('What changed').click()
      },
    },
  },
  { name: 'hostile-home', scene: 'hostile', size: tall },
  { name: 'hostile-nothing', scene: 'hostileNothing' },
  { name: 'hostile-migrated', scene: 'hostileMigrated', size: tall },
  { name: 'hostile-interrupted', scene: 'hostileInterrupted' },
  { name: 'hostile-find', scene: 'hostile', way: { go: find } },
  { name: 'hostile-check', scene: 'hostileChecks', way: { go: check }, size: tall },
  {
    name: 'hostile-damage',
    scene: 'hostileDamage',
    way: { go: async (page) => (await check(page), await page.getByText('What is damaged').click()) },
  },
  {
    name: 'hostile-plan',
    scene: 'hostile',
    size: tall,
    way: {
      go: async (page) => {
        await plan(page)
        for (const part of await page.locator('main summary').all()) await part.click()
      },
    },
  },
  { name: 'hostile-running', scene: 'hostileRunning' },
  {
    name: 'hostile-failed',
    scene: 'hostile',
    way: {
      go: async (page) => {
        await copying(page)
        await send(
          page,
          'operation.state',
          `(f) => ({ kind: 'failed', operation: 'migrate', failure: { ...f.hostile(f.tornFailure), code: 'HM-DISK-FULL', exit: 6 } })`,
        )
        await page.getByText('Details', { exact: true }).click()
      },
    },
  },
  { name: 'hostile-mismatch', scene: 'hostileMismatch', way: { hash: '#/migrate/run' } },
  {
    name: 'hostile-done',
    scene: 'hostileDone',
    size: tall,
    way: { hash: '#/migrate/done', go: (page) => page.getByText('Table by table').click() },
  },
  { name: 'hostile-backups', scene: 'hostile', way: { hash: '#/backups' } },
  {
    name: 'hostile-roll-back',
    scene: 'hostile',
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Undo the move' }).click() },
  },
  {
    name: 'hostile-rolled-back',
    scene: 'hostileRolledBack',
    way: { hash: '#/backups', go: (page) => page.getByText('What changed').click() },
  },
  { name: 'hostile-history', scene: 'hostileMigrated', way: { hash: '#/history' } },
  { name: 'hostile-settings', scene: 'hostile', way: { hash: '#/settings' } },
  { name: 'history', scene: 'migrated', way: { hash: '#/history' } },
  ...logs,
  {
    name: 'report',
    scene: 'migrated',
    way: { go: async (page) => (await press(page, 'Open report'), await page.locator('iframe').waitFor()) },
  },
  { name: 'settings', way: { hash: '#/settings' } },
]
