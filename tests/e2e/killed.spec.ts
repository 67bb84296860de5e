/** Every process of the app is killed in the middle of a run, in each of its parts; Home then resumes, or takes it back. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultPoint } from '../../src-main/engine/faults.js'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type Machine, type RunningApp } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { expectAccessible } from './support/accessible.js'
import { buildDyingApp, stopAt, stopped, type DyingApp } from './support/dying-app.js'
import { goToPlan, heading, press, readyHome, waitUntilDone } from './wizard.js'

/** In the order in which a run passes them: backup, copy, index, verification, and just before the swap. */
const places = [
  'backup:file-copied',
  'copy:checkpointed',
  'index:one-made',
  'verify:check-done',
  'swap:before-rename',
] as const satisfies FaultPoint[]

/** Every other place is in tests/crash/give-up.test.ts, without a window. */
const undone = ['copy:checkpointed', 'verify:check-done', 'swap:before-rename'] as const satisfies FaultPoint[]

let dying: DyingApp
// What an installer has put there is what it is.
test.skip(host === 'installed app')

test.beforeAll(async () => {
  dying = await buildDyingApp()
})
test.afterAll(() => {
  dying.remove()
})

const markOf = ({ home }: Machine) => join(home, '..', 'stopped')

/** An app whose engine stops at a place; without one, the app as it is. */
const startUntil = (machine: Machine, place: FaultPoint | undefined): Promise<RunningApp> =>
  place === undefined ? machine.start() : machine.start({ appDir: dying.dir, env: stopAt(place, markOf(machine)) })

/** The run comes to its place, and everything of the app is gone. */
async function die(machine: Machine, app: RunningApp): Promise<void> {
  const engine = await stopped(markOf(machine))
  expect(await app.killAll()).toContain(engine)
}

test(`killed again and again, each time further, Resume goes on to the end (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const target = join(machine.home, '.hive', 'hive-ai.db')
  const old = () => Object.entries(treeOf(machine.home)).filter(([path]) => path.startsWith('.hive-ai'))
  const before = old()
  let app = await startUntil(machine, places[0])
  await goToPlan(app.page)
  await press(app.page, 'Migrate now')
  for (const [at] of places.entries()) {
    await die(machine, app)
    expect(existsSync(target), 'nothing is installed').toBe(false)
    expect(old(), 'the old files are untouched').toEqual(before)
    app = await startUntil(machine, places[at + 1])
    await expect(heading(app.page, 'A migration was interrupted')).toBeVisible()
    if (at === 0) await expectAccessible(app.page)
    await press(app.page, 'Resume')
  }
  await waitUntilDone(app.page)
  expect(problemsOf(target, database)).toEqual([])
  expect(old()).toEqual(before)
})

test(`killed in any part, Undo takes everything back (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const before = treeOf(machine.home)
  let app = await startUntil(machine, undone[0])
  for (const [at, place] of undone.entries()) {
    await goToPlan(app.page)
    await press(app.page, 'Migrate now')
    await die(machine, app)
    app = await startUntil(machine, undone[at + 1])
    await expect(heading(app.page, 'A migration was interrupted')).toBeVisible()
    await press(app.page, 'Undo')
    await app.page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
    // The focus is not lost with the button that had it. What was in place already was moved, and is undone as a move.
    await expect(heading(app.page, readyHome)).toBeFocused()
    expect(treeOf(machine.home), `after ${place}`).toEqual(before)
  }
  await goToPlan(app.page)
  await press(app.page, 'Migrate now')
  await waitUntilDone(app.page)
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])
})
