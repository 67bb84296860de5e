/** Ctrl-C, a reader that goes away: the run ends or goes on as it should, and --resume finishes it. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MigrationResult } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let sample: SampleHome
let stage: Stage
beforeEach(async () => {
  sample = await makeSampleHome({ conversations: 2000 })
  stage = await makeStage(sample.home)
})
afterEach(async () => {
  await stage.remove()
  await sample.remove()
})

it.each(['backup', 'copy', 'verify'])(
  'Ctrl-C during %s: exit 6, nothing installed, and --resume finishes',
  async (phase) => {
    const before = treeOf(sample.home)
    const { child, finished } = stage.start(['quick', '--yes', '--json', '--progress', 'json'])
    let sent = false
    child.stderr?.on('data', (data: Buffer) => {
      // Once: a second one would end it at once.
      if (!sent && data.toString().includes(`"phase":"${phase}"`)) sent = child.kill('SIGINT')
    })
    const stopped = await finished
    expect(stopped.json()).toMatchObject({ status: 'cancelled', error: { code: 'HM-CANCELLED' } })
    expect(stopped.exit).toBe(6)
    const installed = Object.keys(treeOf(sample.home)).filter((path) => !(path in before) && /hive-ai\.db$/.test(path))
    expect(installed).toEqual([])

    const resumed = await stage.run('quick', '--yes', '--resume', '--json')
    expect(resumed.exit).toBe(0)
    expect(resumed.json<MigrationResult>()).toMatchObject({ status: 'migrated', totals: { same: true } })
  },
)

it('goes on when the reader of its output goes away', async () => {
  const { child, finished } = stage.start(['quick', '--yes'])
  child.stderr?.once('data', () => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  })
  expect((await finished).exit).toBe(0)
  expect((await stage.run('status', '--json')).json()).toMatchObject({ state: 'migrated' })
})
