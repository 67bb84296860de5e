import { describe, expect, it, vi } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import { createHandlers, IpcRegistry, type Sender } from '../../../src-main/ipc/index.js'
import { fakeContext } from './fakes.js'

const ours: Sender = { url: 'app://hive/index.html#/backups', isMainFrame: true, isOurWindow: true }

function setUp(answers: Record<string, unknown> = {}) {
  const fakes = fakeContext(answers)
  const log = vi.fn()
  return { ...fakes, log, registry: new IpcRegistry(createHandlers(fakes.context), log) }
}

describe('a sender', () => {
  it('is our own page in our own window', async () => {
    expect(await setUp().registry.answer(ours, 'app.info', {})).toMatchObject({ ok: true, value: { version: '1.0.0' } })
  })

  it.each<[string, Partial<Sender>]>([
    ['a web page', { url: 'https://example.com/' }],
    ['a page that only looks like ours', { url: 'app://hive.example.com/index.html' }],
    ['a host of ours with another scheme', { url: 'https://hive/index.html' }],
    ['a file', { url: 'file:///app://hive/index.html' }],
    ['a frame without an address', { url: undefined }],
    ['a frame whose address is none', { url: '' }],
    ['a frame inside our page', { isMainFrame: false }],
    ['another window', { isOurWindow: false }],
  ])('is refused when it is %s', async (_, change) => {
    const { registry, engine } = setUp()
    const answer = await registry.answer({ ...ours, ...change }, 'migration.start', {})
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'HM-USAGE', detail: 'This page may not call the app.' },
    })
    expect(engine.call).not.toHaveBeenCalled()
  })
})

describe('a channel', () => {
  it.each([['no.such'], ['toString'], ['__proto__'], [''], [null], [7], [{ toString: () => 'app.info' }]])(
    'that is not of the contract is refused: %j',
    async (channel) => {
      expect(await setUp().registry.answer(ours, channel, {})).toMatchObject({
        ok: false,
        failure: { code: 'HM-USAGE', detail: 'There is no such call.' },
      })
    },
  )
})

describe('a request', () => {
  it.each<[string, unknown]>([
    ['app.info', undefined],
    ['app.info', { more: 1 }],
    ['detect.analyze', { path: 7 }],
    ['detect.analyze', { path: '' }],
    ['plan.preview', { type: 'sideways' }],
    ['migration.start', { resume: 'yes' }],
    ['migration.start', []],
    ['backups.rollback', { id: '../../etc' }],
    ['backups.rollback', {}],
    ['shell.openReport', { runId: 'a/b' }],
    ['report.read', { runId: 'a/b' }],
    ['shell.reveal', { path: 'x'.repeat(5000) }],
    ['preferences.set', { theme: 'pink' }],
    ['preferences.set', { language: 'klingon' }],
  ])('of %s with the wrong shape never reaches its handler: %j', async (channel, request) => {
    const { registry, query, engine, context } = setUp()
    const answer = await registry.answer(ours, channel, request)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'HM-USAGE' } })
    expect([query, engine.call, context.preferences.set].every((fake) => fake.mock.calls.length === 0)).toBe(true)
  })

  it('arrives parsed, with its defaults', async () => {
    const { registry, engine } = setUp()
    await registry.answer(ours, 'migration.start', { from: '/old' })
    expect(engine.call).toHaveBeenCalledWith('migrate', {
      from: '/old',
      type: 'upgrade',
      validation: 'standard',
      resume: false,
      onDiskFull: 'wait',
    })
  })
})

describe('a failure', () => {
  it('of the engine crosses in its own words', async () => {
    const { registry } = setUp({ analyze: new HiveError('HM-SOURCE-MISSING', 'Nothing at /x') })
    expect(await registry.answer(ours, 'detect.analyze', { path: '/x' })).toMatchObject({
      ok: false,
      failure: { code: 'HM-SOURCE-MISSING', detail: 'Nothing at /x' },
    })
  })

  it('of any other kind crosses without a word of its exception, which goes to the log', async () => {
    const { registry, log } = setUp({ analyze: new TypeError('sk-secret is not a function') })
    const answer = await registry.answer(ours, 'detect.analyze', {})
    expect(answer).toMatchObject({ ok: false, failure: { code: 'HM-INTERNAL' } })
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(log).toHaveBeenCalledOnce()
  })
})
