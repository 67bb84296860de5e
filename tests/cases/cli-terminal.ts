/**
 * Runs the built `hive-migrate` on a real terminal of its own: Python makes one, or `script` of util-linux. Where neither
 * is, tests skip, and say so.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import type { TestContext } from 'vitest'

const launcher = fileURLToPath(new URL('../../out/cli/hive-migrate.js', import.meta.url))
const rows = 40

/** Runs its arguments on a terminal of their own, so many columns wide, and passes stdin and stdout on. */
const ofPython = `
import fcntl, os, pty, select, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', ${rows}, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
def copy():
    while True:
        ready, _, _ = select.select([0, fd], [], [])
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

type Maker = (line: string[], columns: number) => [program: string, args: string[]]

const runs = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

/** The first way to a terminal that this machine has; `HIVE_TEST_TERMINAL` names one to try it alone. */
const makers: [name: string, isThere: () => boolean, make: Maker][] = [
  [
    'python3',
    () => runs('python3', '-c', 'import pty, os; os.waitstatus_to_exitcode'),
    (line, columns) => ['python3', ['-c', ofPython, String(columns), ...line]],
  ],
  [
    'script',
    () => process.platform === 'linux' && runs('script', '-qefc', 'true', '/dev/null'),
    (line, columns) => [
      'script',
      ['-qefc', `stty rows ${rows} cols ${columns}; exec ${line.map(quoted).join(' ')}`, '/dev/null'],
    ],
  ],
]
const { HIVE_TEST_TERMINAL: wanted } = process.env
const found =
  process.platform === 'win32'
    ? undefined
    : makers.find(([name, isThere]) => (wanted === undefined || wanted === name) && isThere())

/** For `beforeEach`: skips a test where no terminal can be made, with the reason. */
export function needsTerminal({ skip }: TestContext): void {
  skip(found === undefined, 'no program here makes a terminal (python3, or script of util-linux)')
}

export type Screen = {
  /** Waits for the words, then types the keys. */
  at(words: string, keys: string): Promise<void>
  type(keys: string): void
  /** Everything shown so far, as text. */
  text(): string
  raw(): string
  exited: Promise<number | null>
  child: ChildProcess
}

/** Starts a command on a terminal. The end of its input (`child.stdin.destroy()`) hangs up. */
export function onTerminal(args: string[], env: Record<string, string>, columns = 100): Screen {
  if (!found) throw new Error('There is no terminal: see needsTerminal')
  const [program, words] = found[2]([process.execPath, launcher, ...args], columns)
  const child = spawn(program, words, {
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  let read = 0
  child.stdout.on('data', (data: Buffer) => (shown += data.toString()))
  let gone = false
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve))
  void exited.then(() => (gone = true))
  const text = () => stripVTControlCharacters(shown).replaceAll('\r', '')
  return {
    at: async (wanted, keys) => {
      while (!text().slice(read).includes(wanted)) {
        if (gone) throw new Error(`It ended before "${wanted}":\n${text()}`)
        await sleep(20)
      }
      read = text().length
      child.stdin.write(keys)
    },
    type: (keys) => child.stdin.write(keys),
    text,
    raw: () => shown,
    exited,
    child,
  }
}

export const enter = '\r'
export const down = '\u001b[B'
export const ctrlC = '\u0003'
