import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHandlers } from '../../../src-main/ipc/index.js'
import { fakeContext } from './fakes.js'

const status = {
  target: { path: '/home/a/.hive/hive-ai.db' },
  backups: [{ path: '/state/backups/b1' }],
  runs: [
    {
      runId: 'r1',
      target: '/t.db',
      report: { html: '/state/runs/r1/report.html', json: '/state/runs/r1/report.json' },
    },
    { runId: 'r2', target: '/t.db', report: null },
  ],
}

describe('shell', () => {
  it.each(['/home/a/.hive/hive-ai.db', '/state/backups/b1', '/state/runs/r1/report.html', '/state/x/../backups/b1'])(
    'reveals %s, which we made',
    async (path) => {
      const { context } = fakeContext({ status })
      expect(await createHandlers(context)['shell.reveal']({ path })).toEqual({ shown: true })
      expect(context.desktop.reveal).toHaveBeenCalledWith(resolve(path))
    },
  )

  it.each(['/etc/passwd', '/state/backups', '/state/backups/b1/../../../etc', 'backups/b1'])(
    'does not reveal %s',
    async (path) => {
      const { context } = fakeContext({ status })
      await expect(createHandlers(context)['shell.reveal']({ path })).rejects.toMatchObject({ code: 'HM-USAGE' })
      expect(context.desktop.reveal).not.toHaveBeenCalled()
    },
  )

  it('opens the report of a run that has one', async () => {
    const { context } = fakeContext({ status })
    const handlers = createHandlers(context)
    expect(await handlers['shell.openReport']({ runId: 'r1' })).toEqual({ opened: true })
    expect(context.desktop.open).toHaveBeenCalledWith('/state/runs/r1/report.html')
    expect(await handlers['shell.openReport']({ runId: 'r2' })).toEqual({ opened: false })
    expect(await handlers['shell.openReport']({ runId: 'r3' })).toEqual({ opened: false })
  })
})

describe('questions', () => {
  it('go to the engine as its methods', async () => {
    const { context, query } = fakeContext({ createSample: { path: '/state/sample' } })
    const handlers = createHandlers(context)
    await handlers['detect.analyze']({ path: '/old' })
    await handlers['plan.preview']({ from: '/old', type: 'upgrade', validation: 'standard' })
    await handlers['plan.preflight']({ from: '/old', type: 'upgrade', validation: 'standard' })
    await handlers['backups.verify']({ id: 'b1' })
    await handlers['sample.create']({})
    expect(query.mock.calls).toEqual([
      ['analyze', { path: '/old' }],
      ['preview', { from: '/old', to: undefined, type: 'upgrade' }],
      ['preflight', { from: '/old', to: undefined, type: 'upgrade' }],
      ['verifyBackup', { id: 'b1' }],
      ['createSample', { directory: join('/state', 'sample'), conversations: 77, seed: 1 }],
    ])
  })

  it('about preferences are answered with what is kept', async () => {
    const { context } = fakeContext()
    expect(await createHandlers(context)['preferences.set']({ theme: 'dark' })).toEqual({ theme: 'dark' })
    expect(context.preferences.set).toHaveBeenCalledWith({ theme: 'dark' })
  })
})
