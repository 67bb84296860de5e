/** T33: the new Hive's backend deletes what is older than 90 days. Nothing of ours starts it, and a person is told not to. */
import { spawn } from 'node:child_process'
import { once as event } from 'node:events'
import { expect, it } from 'vitest'
import { engineOf, makeWorld } from '../support/engine.js'

it.runIf(process.platform === 'linux').each(['websocket-backend', 'hive-backend-server-enhanced'])(
  'T33: %s runs: it is named before the migration, and is not to be started again',
  async (argv0) => {
    const world = await makeWorld({ conversations: 1 })
    const program = spawn('sleep', ['600'], { argv0, stdio: 'ignore' })
    await event(program, 'spawn')
    try {
      const { checks } = await engineOf({ ...world.environment, homeGiven: false }).preflight({})
      const check = checks.find(({ name }) => name === 'target-quiet')
      expect(check?.detail).toContain(`backend (process ${program.pid}) is running.`)
      expect(check).toMatchObject({
        status: 'warning',
        fix: expect.stringMatching(/do not start it again.*90 days/) as string,
      })
    } finally {
      program.kill('SIGKILL')
      await event(program, 'close')
      world.remove()
    }
  },
)
