/** The stand-in for Electron must not be more lenient than Electron where the app would come to rely on it. */
import { describe, expect, test } from 'vitest'
import { toExternal, toInternal } from '../../tools/chromium-host/addresses.mjs'
import { decode, encode } from '../../tools/chromium-host/wire.mjs'

describe('what crosses between page and main', () => {
  test('arrives as it was, when it is JSON-safe', () => {
    const value = { text: 'a\u0000b', list: [1, null, true, { deep: [] }], missing: undefined }
    expect(decode(encode(value))).toEqual({ text: 'a\u0000b', list: [1, null, true, { deep: [] }] })
  })

  test.each([
    ['a function', () => 1],
    ['a function inside', { callback: () => 1 }],
    ['a Map', new Map([[1, 2]])],
    ['a Date inside', { at: new Date(0) }],
    ['a Set in a list', [new Set()]],
    ['bytes', { bytes: new Uint8Array(2) }],
    ['a bigint', { big: 1n }],
  ])('is refused when JSON would lose it: %s', (_, value) => {
    expect(() => encode(value)).toThrow()
  })
})

describe('addresses', () => {
  test.each([
    ['app://hive/index.html#/backups', 'https://hive.app.chromium-host.invalid/index.html#/backups'],
    ['app://hive/', 'https://hive.app.chromium-host.invalid/'],
  ])('%s is %s inside of Chromium, and back', (external, internal) => {
    expect([toInternal(external), toExternal(internal)]).toEqual([internal, external])
  })

  test.each(['https://example.com/', 'https://hive/', 'about:blank', 'data:text/plain,x'])(
    '%s stays as it is',
    (url) => {
      expect([toInternal(url), toExternal(url)]).toEqual([url, url])
    },
  )
})
