/** Undoing the move: the question wherever it is asked, what came of it, and how the backups stand then. */
import { small, tall } from './ways.mjs'

export const undoing = [
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
