/** The wizard of the built command on a real terminal (Python makes one), as a person would go through it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Status, Validation } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let sample: SampleHome
let stage: Stage
let before: Record<string, string>
const started: ChildProcess[] = []
beforeEach(async () => {
  sample = await makeSampleHome({ conversations: 12 })
  stage = await makeStage(sample.home)
  before = treeOf(sample.home)
})
afterEach(async () => {
  // What a failed test left waiting: the end of its input ends the wizard.
  for (const child of started.splice(0)) child.stdin?.destroy()
  await stage.remove()
  await sample.remove()
})

/** Runs its arguments on a terminal of their own, so many columns wide, and passes stdin and stdout on. */
const onTerminal = `
import fcntl, os, pty, struct, sys, termios
def begin(fd):
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 40, int(sys.argv[1]), 0, 0))
pid, fd = pty.fork()
if pid == 0:
    begin(1)
    os.execvp(sys.argv[2], sys.argv[2:])
def copy():
    import select
    inputs = [0, fd]
    while True:
        ready, _, _ = select.select(inputs, [], [])
        for one in ready:
            try:
                data = os.read(one, 65536)
            except OSError:
                data = b''
            if one == fd and not data:
                return
            if one == 0 and not data:
                os.close(fd)
                return
            elif data:
                os.write(fd if one == 0 else 1, data)
copy()
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
`

type Screen = {
  /** Waits for the words, then types the keys. */
  at(words: string, keys: string): Promise<void>
  /** Everything shown so far, as text. */
  text(): string
  raw(): string
  exited: Promise<number | null>
}

function wizard(args: string[], env: Record<string, string> = {}, columns = 100): Screen {
  const launcher = fileURLToPath(new URL('../../out/cli/hive-migrate.js', import.meta.url))
  const line = [process.execPath, launcher, 'wizard', ...args, '--home', sample.home]
  const child = spawn('python3', ['-c', onTerminal, String(columns), ...line], {
    env: { ...process.env, HIVE_MIGRATE_HOME: stage.state, TERM: 'xterm', NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  started.push(child)
  let shown = ''
  let read = 0
  child.stdout.on('data', (data: Buffer) => (shown += data.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  let gone = false
  void exited.then(() => (gone = true))
  const text = () => stripVTControlCharacters(shown).replaceAll('\r', '')
  return {
    at: async (words, keys) => {
      while (!text().slice(read).includes(words)) {
        if (gone) throw new Error(`The wizard ended before "${words}":\n${text()}`)
        await sleep(20)
      }
      read = text().length
      child.stdin.write(keys)
    },
    text,
    raw: () => shown,
    exited,
  }
}

const enter = '\r'
const down = '\u001b[B'

describe.runIf(process.platform !== 'win32')('on a terminal', () => {
  it('goes from Find to Done, says what it did, and takes it back', async () => {
    const screen = wizard([])
    await screen.at('Which way?', enter)
    await screen.at('How much shall be proved', down + enter)
    await screen.at('Is this right?', enter)
    await screen.at('Look for faster settings', enter)
    expect(await screen.exited).toBe(0)
    for (const words of ['Step 1 of 6: Find', '12 conversations', 'Step 6 of 6: Done', 'report.html', 'To go back'])
      expect(screen.text()).toContain(words)
    // eslint-disable-next-line no-control-regex
    expect(screen.raw()).not.toMatch(/\u001b\[[0-9;]*3[0-9]m/)
    const checked = await stage.run('validate', '--json')
    expect(checked.json<Validation>()).toMatchObject({ passed: true })

    const back = wizard([])
    await back.at('What would you like to do?', `${down}${down}${down}${enter}`)
    await back.at('Take the migration back now?', `${down}${enter}`)
    expect(await back.exited).toBe(0)
    expect(back.text()).toContain('Everything is back as it was.')
    expect(treeOf(sample.home)).toEqual(before)
  })

  it('Ctrl-C at a question changes nothing, and leaves the terminal as it was', async () => {
    const screen = wizard([])
    await screen.at('Which way?', '\u0003')
    expect(await screen.exited).toBe(6)
    expect(screen.text()).toContain('nothing was started')
    // The cursor is shown again.
    expect(screen.raw().lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.raw().lastIndexOf('\u001b[?25l'))
    expect(treeOf(sample.home)).toEqual(before)
    expect((await stage.run('status', '--json')).json<Status>()).toMatchObject({ state: 'not-migrated', runs: [] })
  })

  it('in 40 columns, for a screen reader: plain lines, nothing drawn twice', async () => {
    const screen = wizard(['--professional'], { HIVE_ACCESSIBLE: '1' }, 40)
    await screen.at('Type a number', '1\r')
    await screen.at('Type y or n', '\r')
    expect(await screen.exited).toBe(0)
    expect(screen.raw()).not.toContain('\u001b')
    expect(screen.raw()).not.toMatch(/\r(?!\n|\r)/)
    expect(existsSync(join(sample.home, '.hive', 'hive-ai.db'))).toBe(true)
  })
})
