/** The wizard of the built command, stopped in mid-run on a real terminal or out of room: what it says, and the ways on. */
import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Status, Validation } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { canMount, folderOn, mountVolume, type Volume } from '../support/volume.js'
import { createSample } from '../../src-main/engine/sample/index.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'
import { ctrlC, down, enter, needsTerminal, onTerminal, type Screen } from './cli-terminal.js'

const started: ChildProcess[] = []
afterEach(() => {
  // What a failed test left waiting: the end of its input ends the wizard.
  for (const child of started.splice(0)) child.stdin?.destroy()
})

/** The wizard, led to the beginning of the migration. */
async function migrating(home: string, state: string): Promise<Screen> {
  const screen = wizard(home, state)
  for (const question of ['Which way?', 'How much shall be proved', 'Is this right?']) await screen.at(question, enter)
  return screen
}

function wizard(home: string, state: string): Screen {
  const screen = onTerminal(['wizard', '--home', home], { HIVE_MIGRATE_HOME: state })
  started.push(screen.child)
  return screen
}

/** Words as a person reads them, wherever the lines were broken. */
const said = (screen: Screen) => screen.text().replaceAll(/\s+/g, ' ')

describe('Ctrl-C in mid-run', () => {
  let sample: SampleHome
  let stage: Stage
  let before: Record<string, string>
  beforeEach(async (context) => {
    needsTerminal(context)
    // Small enough that the backup is sealed before anything is copied: a run that dies before that begins anew.
    sample = await makeSampleHome({ conversations: 1500 })
    stage = await makeStage(sample.home)
    before = treeOf(sample.home)
    return async () => {
      await stage.remove()
      await sample.remove()
    }
  })
  const status = async () => (await stage.run('status', '--json')).json<Status>()

  it('once: says what is kept; the wizard again takes it back to the byte', async () => {
    const screen = await migrating(sample.home, stage.state)
    await screen.at('Copying', ctrlC)
    expect(await screen.exited).toBe(6)
    expect(said(screen)).toContain('Stopping at the next safe point')
    expect(said(screen)).toContain('What was done so far is kept.')
    expect((await status()).state).toBe('interrupted')

    const again = wizard(sample.home, stage.state)
    await again.at('What shall be done?', `${down}${down}${enter}`)
    expect(await again.exited).toBe(0)
    expect(said(again)).toContain('everything is as it was before that migration')
    expect(treeOf(sample.home)).toEqual(before)
    expect(await status()).toMatchObject({ state: 'not-migrated', backups: [] })
  })

  it('twice: ends at once, nothing half done; the wizard again goes on to the end', async () => {
    const screen = await migrating(sample.home, stage.state)
    await screen.at('Copying', ctrlC + ctrlC)
    expect(await screen.exited).toBe(6)
    const target = join(sample.home, '.hive', 'hive-ai.db')
    expect(statSync(target, { throwIfNoEntry: false })).toBeUndefined()

    const again = wizard(sample.home, stage.state)
    await again.at('What shall be done?', enter)
    await again.at('Look for faster settings', enter)
    expect(await again.exited).toBe(0)
    const checked = await stage.run('validate', '--json')
    expect(checked.json<Validation>()).toMatchObject({ passed: true })
  })

  it('before the backup is whole: nothing is left of it', async () => {
    const screen = await migrating(sample.home, stage.state)
    await screen.at('Step 4 of 6', '')
    await screen.at('Backing up', ctrlC)
    expect(await screen.exited).toBe(6)
    // A fast machine may have the backup by then: what is said must be what is so.
    const { state } = await status()
    const words = state === 'interrupted' ? 'What was done so far is kept.' : 'nothing is left of this run'
    expect(said(screen)).toContain(words)
    if (state !== 'interrupted') expect(treeOf(sample.home)).toEqual(before)
  })
})

describe.runIf(canMount)('a disk that becomes full in mid-run', () => {
  let volume: Volume
  let stage: Stage
  let home: string
  beforeEach(async (context) => {
    needsTerminal(context)
    volume = mountVolume(160 << 20)!
    home = folderOn(volume, 'home')
    stage = await makeStage(home)
    await createSample({ directory: home, conversations: 2000 })
    return async () => {
      await stage.remove()
      volume.remove()
    }
  })

  /** The migration at the moment when it finds no room; answers how to make some. Paused, it does not race us to it. */
  async function withoutRoom(): Promise<[Screen, makeRoom: () => void]> {
    const screen = await migrating(home, stage.state)
    await screen.at('Copying', 'p')
    await screen.at('p goes on', '')
    const makeRoom = volume.fillUpTo(4 << 20)
    screen.type('p')
    await screen.at('The disk is full', '')
    return [screen, makeRoom]
  }

  it('says what is short, waits, and goes on when there is room', async () => {
    const [screen, makeRoom] = await withoutRoom()
    await screen.at('waiting for room  Ctrl-C stops', '')
    expect(said(screen)).toMatch(/The disk is full: [0-9.]+ MB must be free in \S+, and .+ are\. Make room there/)
    makeRoom()
    await screen.at('Look for faster settings', enter)
    expect(await screen.exited).toBe(0)
    expect(said(screen)).toContain('There is room again: it goes on.')
    const checked = await stage.run('validate', '--json')
    expect(checked.json<Validation>()).toMatchObject({ passed: true })
  })

  it('is cancelled while it waits: exit 6, and nothing is installed', async () => {
    const [screen, makeRoom] = await withoutRoom()
    screen.type(ctrlC)
    expect(await screen.exited).toBe(6)
    expect(statSync(join(home, '.hive', 'hive-ai.db'), { throwIfNoEntry: false })).toBeUndefined()
    makeRoom()
    expect((await stage.run('quick', '--yes', '--resume', '--json')).exit).toBe(0)
  })
})
