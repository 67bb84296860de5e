/** Undoing the move: the question wherever it is asked, what came of it, and how the backups stand then. */
import { small, tall } from './ways.mjs'

const compared = async (page) => {
  await page.evaluate(`globalThis.hive.answer('look.search', globalThis.hive.fixtures.lookPutAway)`)
  await page.getByRole('button', { name: 'Compare with the new database' }).click()
  await page.locator('button:focus', { hasText: 'as it is now' }).waitFor()
}

export const undoing = [
  { name: 'after-undo-home', scene: 'undoneIdle' },
  { name: 'after-undo-home-900', scene: 'undoneIdle', size: small },
  { name: 'after-undo-home-not-kept', scene: 'undoneNotKept' },
  { name: 'after-undo-home-damaged', scene: 'undoneDamaged' },
  { name: 'after-undo-home-nothing', scene: 'undoneNothing' },
  {
    name: 'after-undo-bring-back',
    scene: 'undoneIdle',
    way: { go: (page) => page.getByRole('button', { name: 'Restore…' }).click() },
  },
  { name: 'after-undo-look', scene: 'undoneIdle', way: { hash: '#/look' } },
  { name: 'after-undo-look-compared', scene: 'undoneIdle', way: { hash: '#/look', go: compared } },
  { name: 'after-undo-look-not-kept', scene: 'undoneNotKept', way: { hash: '#/look' } },
  { name: 'hostile-after-undo', scene: 'hostileUndone' },
  {
    name: 'rollback-confirm-900',
    size: small,
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Undo the move' }).click() },
  },
  {
    name: 'undone',
    scene: 'undone',
    way: { hash: '#/backups', go: (page) => page.getByText('You went back to this one').waitFor() },
    size: tall,
  },
  {
    name: 'undone-again-question',
    scene: 'undone',
    way: { hash: '#/backups', go: (page) => page.getByRole('button', { name: 'Restore again' }).click() },
  },
  {
    name: 'undone-history',
    scene: 'undone',
    way: { hash: '#/history', go: (page) => page.getByText('What changed').click() },
  },
  {
    name: 'history-undo-question',
    scene: 'migrated',
    way: { hash: '#/history', go: (page) => page.getByRole('button', { name: 'Undo the move' }).click() },
  },
]
