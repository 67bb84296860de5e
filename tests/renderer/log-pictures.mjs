/** Pictures of the log: of one run, of everything, and of words that mean harm. */
import { press } from './ways.mjs'

export const logs = [
  {
    name: 'log-of-run',
    scene: 'migrated',
    way: { hash: '#/history', go: (page) => page.getByRole('button', { name: 'Log' }).first().click() },
  },
  { name: 'log', scene: 'migrated', way: { hash: '#/settings', go: (page) => press(page, 'Open log') } },
  { name: 'hostile-log', scene: 'hostileMigrated', way: { hash: '#/settings', go: (page) => press(page, 'Open log') } },
]
