/**
 * The boundary of the page, with requests made by chance from the contract's own schemas: right ones, right ones with one
 * fault, anything at all, and long sequences of them from callers of every kind. A failing case prints its seed.
 */
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { requests, type Channel } from '../../../src-preload/contract.js'

import { channels, ours, setUp } from './watched.js'

/** The parts of a valibot schema that the contract uses. */
type Schema = {
  type: string
  entries?: Record<string, Schema>
  options?: readonly string[]
  wrapped?: Schema
  item?: Schema
  pipe?: readonly { type: string; requirement?: unknown }[]
}

/** Values that a schema takes. A kind of schema that is not known here fails: then the contract has a new one. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const requirement = (type: string) => schema.pipe?.find((action) => action.type === type)?.requirement
  switch (schema.type) {
    case 'strict_object': {
      const entries = Object.entries(schema.entries ?? {})
      const fields = Object.fromEntries(entries.map(([name, each]) => [name, valuesOf(each.wrapped ?? each)]))
      const requiredKeys = entries.filter(([, { type }]) => type !== 'optional').map(([name]) => name)
      return fc.record(fields, { requiredKeys, noNullPrototype: true })
    }
    case 'string': {
      const pattern = requirement('regex')
      if (pattern instanceof RegExp) return fc.stringMatching(pattern)
      return fc.string({
        minLength: Number(requirement('min_length') ?? 0),
        maxLength: Math.min(50, Number(requirement('max_length') ?? 50)),
        unit: 'binary',
      })
    }
    case 'number':
      return fc.integer({ min: Number(requirement('min_value')), max: Number(requirement('max_value')) })
    case 'boolean':
      return fc.boolean()
    case 'picklist':
      return fc.constantFrom(...(schema.options ?? []))
    case 'array': {
      const bounds = { minLength: Number(requirement('min_length')), maxLength: Number(requirement('max_length')) }
      return fc.array(valuesOf(schema.item ?? schema), bounds)
    }
    case 'nullable':
      return fc.option(valuesOf(schema.wrapped ?? schema), { nil: null })
    default:
      throw new Error(`The fuzz knows no schema of type ${schema.type}`)
  }
}

const requestsOf = (channel: Channel) => valuesOf(requests[channel])

/** What crosses to the page in every case: a value or a failure in words, with nothing of an exception. */
function expectAnswer(answer: unknown): void {
  const shape = v.variant('ok', [
    v.object({ ok: v.literal(true) }),
    v.strictObject({
      ok: v.literal(false),
      failure: v.strictObject({
        code: v.pipe(v.string(), v.regex(/^HM-[A-Z-]+$/)),
        title: v.string(),
        detail: v.string(),
        safe: v.string(),
        fix: v.string(),
        exit: v.number(),
      }),
    }),
  ])
  expect(v.is(shape, answer), JSON.stringify(answer)).toBe(true)
  expect(() => structuredClone(answer)).not.toThrow()
}

describe.each(channels)('%s', (channel) => {
  it('takes whatever its schema says, and its handler gets just that', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOf(channel), async (request) => {
        const { registry, calls } = setUp()
        expectAnswer(await registry.answer(ours, channel, request))
        expect(calls).toHaveBeenCalledOnce()
        expect(calls.mock.calls[0]?.[1]).toMatchObject(request as object)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses it with one fault: a field too many, a field of another kind', async () => {
    const entries = Object.keys((requests[channel] as unknown as Schema).entries ?? {})
    const extra = fc.string({ minLength: 1 }).filter((name) => !entries.includes(name) && name !== '__proto__')
    // A list fits no field of the contract, whatever it holds.
    const fault = entries.length === 0 ? extra : fc.oneof(extra, fc.constantFrom(...entries))
    await fc.assert(
      fc.asyncProperty(requestsOf(channel), fault, fc.array(fc.anything()), async (request, field, value) => {
        const { registry, calls } = setUp()
        const answer = await registry.answer(ours, channel, { ...(request as object), [field]: value })
        expect(answer).toMatchObject({ ok: false, failure: { code: 'HM-USAGE' } })
        expect(calls).not.toHaveBeenCalled()
      }),
      { numRuns: 50 },
    )
  })

  it('answers anything at all, and acts on it only where its schema takes it', async () => {
    const anything = fc.anything({
      ...{ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withSet: true },
      ...{ withNullPrototype: true, withObjectString: true, withTypedArray: true, withSparseArray: true },
    })
    await fc.assert(
      fc.asyncProperty(anything, async (request) => {
        const { registry, calls } = setUp()
        expectAnswer(await registry.answer(ours, channel, request))
        if (!v.safeParse(requests[channel], request).success) expect(calls).not.toHaveBeenCalled()
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })
})

const senders = fc.oneof(
  { weight: 4, arbitrary: fc.constant(ours) },
  fc.record({
    url: fc.option(fc.oneof(fc.webUrl(), fc.string(), fc.constant('app://hive/'), fc.constant('app://hive.evil/')), { nil: undefined }), // prettier-ignore
    isMainFrame: fc.boolean(),
    isOurWindow: fc.boolean(),
  }),
)
const calls = fc.constantFrom(...channels).chain((channel) =>
  fc.record({
    channel: fc.oneof(
      { weight: 9, arbitrary: fc.constant<string>(channel) },
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString'),
    ),
    request: fc.oneof({ weight: 4, arbitrary: requestsOf(channel) }, fc.anything()),
    sender: senders,
    /** The operation that runs ends before the call. */
    ends: fc.boolean(),
  }),
)

it('in any order, from anybody: one operation at a time, strangers change nothing, and everything is answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { maxLength: 30 }), async (sequence) => {
      const { registry, engine, context, calls: handled } = setUp()
      const { operation } = context
      for (const { channel, request, sender, ends } of sequence) {
        if (ends && operation.running) {
          engine.resolve({ runId: 'r' })
          await operation.settled
        }
        const before = { state: operation.state, started: engine.call.mock.calls.length }
        const reached = handled.mock.calls.length
        const answer = await registry.answer(sender, channel, request)
        expectAnswer(answer)
        const trusted = sender.isMainFrame && sender.isOurWindow && /^app:\/\/hive(?:[/?#]|$)/i.test(sender.url ?? '')
        if (!trusted) {
          expect(handled.mock.calls.length).toBe(reached)
          expect(operation.state).toBe(before.state)
        }
        // What runs is not started over: a second start is refused until the first has ended.
        if (before.state.kind === 'running') expect(engine.call.mock.calls.length).toBe(before.started)
      }
    }),
    { numRuns: 300 },
  )
})
