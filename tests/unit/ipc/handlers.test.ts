import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

  it('reads the report of a run that has one, and no other file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hive-report-'))
    try {
      const html = join(folder, 'report.html')
      writeFileSync(html, '<p>Größe</p>')
      const runs = [{ runId: 'r1', target: '/t.db', report: { html, json: '' } }, ...status.runs.slice(1)]
      const { context } = fakeContext({ status: { ...status, runs } })
      const read = createHandlers(context)['report.read']
      expect(await read({ runId: 'r1' })).toEqual({ html: '<p>Größe</p>' })
      expect(await read({ runId: 'r2' })).toEqual({ html: null })
      expect(await read({ runId: 'r3' })).toEqual({ html: null })
      truncateSync(html, 8 * 1024 ** 2 + 1)
      expect(await read({ runId: 'r1' }), 'too large to be read in the app').toEqual({ html: null })
      rmSync(html)
      expect(await read({ runId: 'r1' }), 'removed by the person').toEqual({ html: null })
    } finally {
      rmSync(folder, { recursive: true })
    }
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
      ['analyze', { path: '/old', newest: true }],
      ['preview', { from: '/old', to: undefined, type: 'upgrade' }],
      ['preflight', { from: '/old', to: undefined, type: 'upgrade' }],
      ['verifyBackup', { id: 'b1' }],
      ['createSample', { directory: join('/state', 'sample'), conversations: 77, seed: 1 }],
    ])
  })

  it('about the inside go to the engine with what was asked, and nothing else', async () => {
    const { context, query } = fakeContext()
    const handlers = createHandlers(context)
    await handlers['look.search']({ run: 'r1', text: 'a "word"', after: 'n.7.' })
    await handlers['look.conversation']({ id: 't61' })
    await handlers['look.text']({ from: '/old', id: 'o7', ref: '1.2' })
    expect(query.mock.calls).toEqual([
      ['lookSearch', { run: 'r1', text: 'a "word"', after: 'n.7.' }],
      ['lookConversation', { id: 't61' }],
      ['lookText', { from: '/old', id: 'o7', ref: '1.2' }],
    ])
  })

  it('about the log go to the engine, of one run or of all', async () => {
    const lines = [{ at: '2026-11-22T15:00:00Z', from: 'log', level: 'info', runId: null, event: 'x', detail: '' }]
    const { context, query } = fakeContext({ log: lines })
    const handlers = createHandlers(context)
    expect(await handlers['log.read']({ runId: 'r1' })).toEqual({ lines })
    await handlers['log.read']({})
    expect(query.mock.calls).toEqual([
      ['log', { runId: 'r1' }],
      ['log', {}],
    ])
  })

  it('about preferences are answered with what is kept', async () => {
    const { context } = fakeContext()
    const kept = { theme: 'dark', language: 'de' }
    expect(await createHandlers(context)['preferences.set']({ theme: 'dark' })).toEqual(kept)
    expect(context.preferences.set).toHaveBeenCalledWith({ theme: 'dark' })
  })
})

describe('a folder for backups', () => {
  const request = { from: '/old', type: 'upgrade', validation: 'standard', resume: false } as const

  it('is refused unless the person chose it in the dialog', () => {
    const { context, engine } = fakeContext()
    const handlers = createHandlers(context)
    expect(() => handlers['plan.preflight']({ ...request, backupDir: '/picked' })).toThrow(/chosen in the dialog/)
    expect(() => handlers['migration.start']({ ...request, backupDir: '/picked' })).toThrow(/chosen in the dialog/)
    expect(engine.call).not.toHaveBeenCalled()
  })

  it('is passed on once it was chosen, and no other', async () => {
    const { context, engine, query } = fakeContext()
    const handlers = createHandlers(context)
    expect(await handlers['dialog.pickBackupFolder']({})).toEqual({ path: '/picked' })
    await handlers['plan.preflight']({ ...request, backupDir: '/picked' })
    expect(query).toHaveBeenCalledWith('preflight', expect.objectContaining({ backupDir: '/picked' }))
    void handlers['migration.start']({ ...request, backupDir: '/picked' })
    expect(engine.call).toHaveBeenCalledWith('migrate', expect.objectContaining({ backupDir: '/picked' }))
    expect(() => handlers['plan.preflight']({ ...request, backupDir: '/picked/..' })).toThrow(/chosen in the dialog/)
  })
})

describe('the live test and the measurements', () => {
  it.each([
    ['trials.test', { size: 'small' }, 'liveTest', 'test'],
    ['trials.benchmark', {}, 'benchmark', 'benchmark'],
    ['trials.optimize', {}, 'optimize', 'optimize'],
  ] as const)('%s runs as the one operation, and its answer is kept', async (channel, extra, method, name) => {
    const { context, engine } = fakeContext()
    const handlers = createHandlers(context)
    await handlers[channel]({ from: '/old', size: 'medium', ...extra })
    expect(engine.call).toHaveBeenCalledWith(method, expect.objectContaining({ from: '/old' }))
    expect(context.operation.state).toMatchObject({ kind: 'running', operation: name })
    expect(() => handlers['trials.benchmark']({})).toThrow()
    engine.resolve({ ms: 7 })
    await context.operation.settled
    expect(context.operation.state).toEqual({ kind: 'tried', operation: name })
    const none = { test: null, benchmark: null, optimize: null }
    expect(await handlers['trials.last']({})).toEqual({ ...none, [name]: { ms: 7 } })
  })
})
