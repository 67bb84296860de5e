/** The built command, paused by a key on a real terminal (Python makes one) and by signals. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MigrationResult, ProgressEvent } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, type Stage } from './cli-command.js'

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

/** Runs its arguments on a terminal of their own, and passes stdin and stdout on. */
const onTerminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'

it.runIf(process.platform !== 'win32')('p pauses and goes on, and Ctrl-C still cancels', async () => {
  const launcher = fileURLToPath(new URL('../../out/cli/hive-migrate.js', import.meta.url))
  const args = ['-c', onTerminal, process.execPath, launcher, 'quick', '--yes', '--home', sample.home]
  const env = { ...process.env, HIVE_MIGRATE_HOME: stage.state, NO_COLOR: '1', TERM: 'xterm' }
  const child = spawn('python3', args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let shown = ''
  child.stdout.on('data', (data: Buffer) => (shown += data.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const says = async (text: string, from = 0) => {
    while (!shown.slice(from).includes(text)) await sleep(20)
    return shown.length
  }
  await says('p pauses')
  child.stdin.write('p')
  await says('p goes on')
  await stillness(() => shown.length)
  const at = shown.length
  child.stdin.write('p')
  await says('p pauses', at)
  child.stdin.write('\u0003')
  expect(await exited).toBe(6)
  expect(shown).toContain('Cancelled')
  expect((await stage.run('quick', '--yes', '--resume', '--json')).exit).toBe(0)
})
