/** The built command, paused by a key on a real terminal and by signals. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MigrationResult, ProgressEvent } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, type Stage } from './cli-command.js'
import { ctrlC, needsTerminal, onTerminal } from './cli-terminal.js'

let sample: SampleHome
let stage: Stage
beforeEach(async () => {
  sample = await makeSampleHome({ conversations: 3000 })
  stage = await makeStage(sample.home)
})
afterEach(async () => {
  await stage.remove()
  await sample.remove()
})

/** Resolves when `length` has stood still for half a second. */
async function stillness(length: () => number): Promise<void> {
  let before: number
  do {
    before = length()
    await sleep(500)
  } while (length() > before)
}

it.runIf(process.platform !== 'win32')('SIGUSR1 makes it wait, SIGUSR2 lets it go on to the same end', async () => {
  const { child, finished } = stage.start(['quick', '--yes', '--json', '--progress', 'json'])
  const events: ProgressEvent[] = []
  let rest = ''
  child.stderr?.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n')
    rest = lines.pop() ?? ''
    events.push(...lines.map((line) => JSON.parse(line) as ProgressEvent))
    if (events.some(({ phase }) => phase === 'copy') && !events.some(({ paused }) => paused)) child.kill('SIGUSR1')
  })
  while (!events.some(({ paused }) => paused)) await sleep(20)
  await stillness(() => events.length)
  expect(events.at(-1)?.paused).toEqual({ reason: 'user' })
  expect(child.exitCode).toBe(null)
  child.kill('SIGUSR2')
  const done = await finished
  expect(done.exit).toBe(0)
  expect(done.json<MigrationResult>()).toMatchObject({ status: 'migrated', totals: { same: true } })
  expect(events.at(-1)?.paused).toBeUndefined()
})

it('p pauses and goes on, and Ctrl-C still cancels', async (context) => {
  needsTerminal(context)
  const screen = onTerminal(['quick', '--yes', '--home', sample.home], { HIVE_MIGRATE_HOME: stage.state })
  await screen.at('p pauses', 'p')
  await screen.at('p goes on', '')
  await stillness(() => screen.text().length)
  screen.type('p')
  await screen.at('p pauses', ctrlC)
  expect(await screen.exited).toBe(6)
  expect(screen.text()).toContain('Cancelled')
  expect((await stage.run('quick', '--yes', '--resume', '--json')).exit).toBe(0)
})
