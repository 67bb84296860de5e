/** Pausing a run of the command line: keys, signals, and a terminal that is left as it was. */
import { describe, expect, it } from 'vitest'
import { groupHasTerminal } from '../../../src-main/cli/foreground.js'
import { event, migrated, run, type Terminal } from './fakes.js'

/** Runs a migration that goes on until the test has done `act` on the terminal. */
function runWith(args: string[], act: (terminal: Terminal) => void, more: Parameters<typeof run>[1] = {}) {
  const pauses: boolean[] = []
  let finish = () => {}
  const ran = run(args, {
    tty: true,
    events: [event()],
    answers: { migrate: () => new Promise((resolve) => (finish = () => resolve(migrated()))) },
    onCallTerminal: (terminal) => {
      setImmediate(() => {
        act(terminal)
        finish()
      })
    },
    pause: (on) => {
      pauses.push(on)
      return true
    },
    ...more,
  })
  return { ran, pauses }
}

describe('p on the terminal', () => {
  it('pauses, and p again goes on; the terminal is as it was afterwards', async () => {
    let seen: Terminal | null = null
    const { ran, pauses } = runWith(['quick', '--yes'], (terminal) => {
      seen = terminal
      terminal.type('p')
      terminal.type('x')
      terminal.type('pP')
    })
    expect(await ran).toMatchObject({ exit: 0 })
    expect(pauses).toEqual([true, false, true])
    expect(seen!.raw).toEqual([true, false])
  })

  it('is named beside the progress', async () => {
    const { ran } = runWith(['quick', '--yes'], () => undefined)
    expect((await ran).stderr).toContain('p pauses')
  })

  it('leaves Ctrl-C, Ctrl-Z and Ctrl-\\ what they are', async () => {
    let cancelled = 0
    let seen: Terminal | null = null
    const { ran } = runWith(
      ['quick', '--yes'],
      (terminal) => {
        seen = terminal
        terminal.type('\u001a')
        terminal.continue()
        terminal.type('\u001c\u0003')
      },
      { cancel: () => (cancelled += 1) > 0 },
    )
    await ran
    expect(seen!.raised).toEqual(['SIGTSTP', 'SIGQUIT', 'SIGINT'])
    expect(seen!.raw).toEqual([true, false, true, false])
    expect(cancelled).toBe(1)
  })

  it.each<[string, string[], Parameters<typeof run>[1]]>([
    ['no terminal', ['quick', '--yes', '--json'], { tty: false }],
    ['a command in the background', ['quick', '--yes'], { background: true }],
    ['progress as JSON', ['quick', '--yes', '--progress', 'json'], {}],
  ])('is not read with %s', async (_, args, more) => {
    let seen: Terminal | null = null
    const { ran, pauses } = runWith(
      args,
      (terminal) => {
        seen = terminal
        terminal.type('p')
      },
      more,
    )
    const { stderr } = await ran
    expect(seen!.raw).toEqual([])
    expect(pauses).toEqual([])
    expect(stderr).not.toContain('p pauses')
  })

  it('is said when it cannot be done at the moment', async () => {
    const { ran } = runWith(['quick', '--yes'], (terminal) => terminal.type('p'), { pause: () => false })
    expect((await ran).stderr).toContain('It cannot be paused at this moment.')
  })
})

it('SIGUSR1 pauses and SIGUSR2 goes on, without a terminal too; twice the same is once', async () => {
  const { ran, pauses } = runWith(
    ['quick', '--yes', '--json'],
    (terminal) => [true, true, false, false].forEach((on) => terminal.signalPause(on)),
    { tty: false },
  )
  expect(await ran).toMatchObject({ exit: 0, stderr: '' })
  expect(pauses).toEqual([true, false])
})

it.each([
  ['123 (node) S 1 123 100 34816 123 4194304 0', true],
  ['123 (node) S 1 123 100 34816 100 4194304 0', false],
  ['123 (a b) c) S 1 123 100 34816 123 4194304 0', true],
  ['123 (node) S 1 123 123 0 -1 4194304 0', false],
  ['', false],
])('a process has the keyboard when its group is in front: %s', (stat, expected) => {
  expect(groupHasTerminal(stat)).toBe(expected)
})
