/** The wizard of the built command on a real terminal as a person would go through it. */
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Status, Validation } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'
import { ctrlC, down, enter, needsTerminal, onTerminal, type Screen } from './cli-terminal.js'

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

function wizard(args: string[], env: Record<string, string> = {}, columns = 100): Screen {
  const screen = onTerminal(
    ['wizard', ...args, '--home', sample.home],
    { HIVE_MIGRATE_HOME: stage.state, ...env },
    columns,
  )
  started.push(screen.child)
  return screen
}

describe('on a terminal', () => {
  beforeEach(needsTerminal)

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
    await back.at('What would you like to do?', `${down.repeat(4)}${enter}`)
    await back.at('Take the migration back now?', `${down}${enter}`)
    expect(await back.exited).toBe(0)
    expect(back.text()).toContain('Everything is back as it was.')
    expect(treeOf(sample.home)).toEqual(before)
  })

  it('Ctrl-C at a question changes nothing, and leaves the terminal as it was', async () => {
    const screen = wizard([])
    await screen.at('Which way?', ctrlC)
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
