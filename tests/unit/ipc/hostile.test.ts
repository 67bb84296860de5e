/** Every channel against callers that mean harm: wrong shapes, wrong order, wrong senders, payloads that pollute or swell. */
import { describe, expect, it } from 'vitest'
import { requests, type Channel } from '../../../src-preload/contract.js'
import type { Sender } from '../../../src-main/ipc/index.js'
import { channels, ours, setUp } from './watched.js'

/** The smallest request that each channel takes. */
const proper: Partial<Record<Channel, Record<string, unknown>>> = {
  'migration.pause': { on: true },
  'backups.verify': { id: 'b1' },
  'backups.rollback': { id: 'b1' },
  'backups.remove': { id: 'b1' },
  'backups.copy': { id: 'b1' },
  'look.search': { text: 'word' },
  'look.conversation': { id: 't6331' },
  'look.text': { id: 't6331', ref: '0.0' },
  'settings.set': { keepBackups: 3 },
  'dialog.pickSource': { kind: 'folder' },
  'shell.reveal': { path: '/x' },
  'shell.openReport': { runId: 'r1' },
  'report.read': { runId: 'r1' },
  'log.read': { runId: 'r1' },
  'preferences.set': { theme: 'dark' },
}
const requestOf = (channel: Channel) => proper[channel] ?? {}

/** Fields that take a number: some numbers are none of theirs. */
const numbered = ['keepBackups', 'database']

const wrong: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'app.info'],
  ['a number', Number.NaN],
  ['a list', []],
  ['a list with fields', Object.assign([], { id: 'b1', on: true })],
  ['a Map', new Map([['id', 'b1']])],
  ['a Date', new Date()],
  ['bytes', new Uint8Array(8)],
  ['more than was asked for', { unexpected: 1 }],
  ['a field that reaches every object', JSON.parse('{"__proto__":{"polluted":true},"unexpected":1}')],
  ['a constructor', { constructor: { prototype: { polluted: true } } }],
  ['a text of 20 MB in an unknown field', { unexpected: 'x'.repeat(20_000_000) }],
]

describe.each(channels)('%s', (channel) => {
  it.each(wrong)('refuses %s before its handler sees it', async (_, request) => {
    const { registry, calls } = setUp()
    expect(await registry.answer(ours, channel, request)).toMatchObject({ ok: false, failure: { code: 'HM-USAGE' } })
    expect(calls).not.toHaveBeenCalled()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('refuses each of its fields with a value of another kind, a huge one, and bytes that no path has', async () => {
    const { registry, calls } = setUp()
    const fields = Object.keys((requests[channel] as { entries: Record<string, unknown> }).entries)
    for (const field of fields) {
      const number = numbered.includes(field) ? -7.5 : 7
      for (const value of [null, number, {}, [], () => 1, 'x'.repeat(1_000_000), { toString: () => 'b1' }, '']) {
        // The one field for which nothing is an answer.
        if (field === 'keepBackups' && value === null) continue
        const request = { ...requestOf(channel), [field]: value }
        expect((await registry.answer(ours, channel, request)).ok, `${field} = ${typeof value}`).toBe(false)
      }
    }
    expect(calls).not.toHaveBeenCalled()
  })

  it.each<[string, Partial<Sender>]>([
    ['another page', { url: 'https://hive/index.html' }],
    ['a page below another host', { url: 'app://hive.evil/index.html' }],
    ['a page with a name in front', { url: 'app://user:hive@evil/' }],
    ['a data page', { url: 'data:text/html,app://hive' }],
    ['a blob', { url: 'blob:app://hive/1' }],
    ['a frame', { isMainFrame: false }],
    ['another window', { isOurWindow: false }],
    ['a frame that is gone', { url: undefined }],
  ])('refuses %s, whatever it asks', async (_, sender) => {
    const { registry, calls } = setUp()
    const answer = await registry.answer({ ...ours, ...sender }, channel, requestOf(channel))
    expect(answer).toMatchObject({ ok: false, failure: { code: 'HM-USAGE' } })
    expect(calls).not.toHaveBeenCalled()
  })

  it('gets an object of its own: nothing of the caller’s prototype comes along', async () => {
    const { registry, calls } = setUp()
    const inherited = Object.assign(
      Object.create({ from: '/etc', id: '../x', kind: 'file' }) as object,
      requestOf(channel),
    )
    await registry.answer(ours, channel, inherited)
    for (const [, request] of calls.mock.calls as [Channel, object][])
      expect(Object.getPrototypeOf(request)).toBe(Object.prototype)
  })
})

describe('calls out of order', () => {
  it('cancelling and pausing nothing does nothing', async () => {
    const { registry, engine } = setUp()
    expect(await registry.answer(ours, 'migration.cancel', {})).toEqual({ ok: true, value: { cancelling: false } })
    expect(await registry.answer(ours, 'migration.pause', { on: true })).toEqual({ ok: true, value: { done: false } })
    expect(engine.call).not.toHaveBeenCalled()
  })

  it('a second migration, or a rollback in the middle of one, is refused and does not disturb it', async () => {
    const { registry, engine, context } = setUp()
    expect(await registry.answer(ours, 'migration.start', {})).toMatchObject({ ok: true })
    for (const [channel, request] of [
      ['migration.start', {}],
      ['backups.rollback', { id: 'b1' }],
    ] as const) {
      expect(await registry.answer(ours, channel, request)).toMatchObject({ ok: false, failure: { code: 'HM-LOCKED' } })
    }
    expect(engine.call).toHaveBeenCalledOnce()
    expect(context.operation.state).toMatchObject({ kind: 'running', operation: 'migrate' })
  })
})

it('ids and paths that would leave their folder are refused', async () => {
  const { registry, query, engine } = setUp()
  for (const id of ['..', '../x', '/etc', 'a/b', 'a\\b', 'a\u0000b', 'C:', '~', '%2e%2e', 'x'.repeat(81), '']) {
    for (const channel of ['backups.verify', 'backups.rollback'] as const) {
      expect((await registry.answer(ours, channel, { id })).ok).toBe(false)
    }
    for (const channel of ['shell.openReport', 'report.read'] as const) {
      expect((await registry.answer(ours, channel, { runId: id })).ok).toBe(false)
    }
  }
  expect(query).not.toHaveBeenCalled()
  expect(engine.call).not.toHaveBeenCalled()
})
