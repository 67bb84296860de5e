/** One file at a time: what it is, what is read from it, and what is not guessed at. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseEnvironment } from '../../../../src-main/engine/config/environment.js'
import { inOrder, kindOf } from '../../../../src-main/engine/config/kinds.js'
import { leaves } from '../../../../src-main/engine/config/leaves.js'
import { planConfig } from '../../../../src-main/engine/config/map.js'
import { largestRead, readConfigFile } from '../../../../src-main/engine/config/read.js'
import { scanJson } from '../../../../src-main/engine/config/scan-json.js'
import { parseYaml } from '../../../../src-main/engine/config/yaml.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-files-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function file(name: string, content: string | Buffer) {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return readConfigFile(path)
}

describe('the shape', () => {
  it.each([
    ['config.json', '{"license_key": "x"}', 'J1'],
    ['config.json', '{"consensus_profile": "balanced", "preferences": {}}', 'J2'],
    ['config.json', '{"consensus": {"profile": "balanced"}}', 'J3'],
    ['config.json', '{"providers": {}}', 'J3'],
    ['config.json', '{"generator_model": "gpt-4"}', 'flat'],
    ['config.json', '{"mine": 1}', 'unknown'],
    ['config.json', '[]', 'unknown'],
    ['config.json', '"text"', 'invalid'],
    ['config.json', '', 'invalid'],
    ['config.toml', '[llm]\nx = 1\n', 'J4'],
    ['config.toml', '= 1', 'invalid'],
    ['config.toml', Buffer.from([0x61, 0x3d, 0xff]), 'invalid'],
    ['memory-config.yaml', 'a: 1\n', 'yaml'],
    ['memory-config.yml', 'a: [1\n', 'invalid'],
    ['config/mine.json', '{"a": 1}', 'settings'],
    ['profiles/mine.json', '[]', 'profiles'],
    ['license.json', '{"key": "x"}', 'licence'],
    ['.env', 'A=1', 'environment'],
    ['hooks/run.sh', 'echo', 'hook'],
    ['config.json.backup', '{"license_key": "x"}', 'copy'],
    ['budget.json', '{"a": 1}', 'data'],
  ])('of %s with %j is %s', (name, content, shape) => {
    expect(file(name, content).shape).toBe(shape)
  })

  it.each([
    ['C:\\Users\\ann\\.hive\\profiles\\mine.json', 'profiles'],
    ['C:\\Users\\ann\\AppData\\Roaming\\hive\\config.json', 'settings'],
    ['C:\\Users\\ann\\.hive\\hooks\\run.ps1', 'hook'],
    ['/home/ann/.hive/LICENSE.JSON', 'licence'],
  ])('T39: %s is known by its name on every system', (path, kind) => {
    expect(kindOf(path)).toBe(kind)
  })
})

it('files are believed in one order: settings, the user’s own, TOML, licence, profiles, the rest, the environment', () => {
  const names = ['.env', 'budget.json', 'profiles/a.json', 'license.json', 'x.toml', 'config/a.json', 'current-config.json', 'config.json'] // prettier-ignore
  const files = ['/a', '/b'].flatMap((base) => names.map((name) => ({ path: `${base}/${name}` })))
  expect(inOrder(files).map(({ path }) => path)).toEqual(
    [...names].reverse().flatMap((name) => [`/a/${name}`, `/b/${name}`]),
  )
})

describe('JSON', () => {
  it.each([
    ['{"a": 1, "b": {"a": 2}, "c": [{"a": 1}, {"a": 2}]}', []],
    ['{"a": 1, "b": "\\"a\\": {", "a": 2}', ['/a']],
    ['{"x": {"k/1": 1, "k/1": 2}, "x": 3}', ['/x/k~11', '/x']],
    ['{"\\u0061": 1, "a": 2}', ['/a']],
    ['{"a": ["a", "a"], "b": {"c": "a"}}', []],
    ['[{"a": 1, "a": 2}]', ['/a']],
  ])('%s has these keys twice: %j', (text, twice) => {
    expect(scanJson(text)).toEqual({ deep: false, twice })
  })

  it('an endless number of keys that stand twice names a hundred of them', () => {
    const text = `{${Array.from({ length: 5000 }, (_, n) => `"k${n % 2500}": ${n}`).join(',')}}`
    expect(scanJson(text).twice).toHaveLength(100)
  })

  it.each([
    [200, false],
    [201, true],
  ])('nested %i deep is too deep: %s', (levels, deep) => {
    expect(scanJson(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`).deep).toBe(deep)
  })

  it('that is larger than settings ever are is kept and not read', () => {
    const { shape, value, raw } = file('config.json', `{"license_key": "x", "fill": "${'x'.repeat(largestRead)}"}`)
    expect({ shape, value, length: raw.length }).toMatchObject({
      shape: 'invalid',
      value: {},
      length: largestRead + 32,
    })
  })

  it('a key like any other is one that every object has', () => {
    const read = file('config.json', '{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}')
    expect(leaves(read).map(({ pointer }) => pointer)).toEqual(['/__proto__/a', '/constructor', '/toString'])
  })

  it('values of bytes that are no text, and halves of characters, are carried and not moved', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"license_key": "'),
      Buffer.from([0xe9]),
      Buffer.from('", "preferences": {"a": "b"}}'),
    ])
    const plan = planConfig([file('config.json', bytes), file('config/x.json', '{"half": "\\ud800", "\\udc00": 1}')])
    expect(plan.configurations).toEqual([])
    expect(plan.settings.map(({ key, value }) => [key, value])).toEqual([['preferences.a', 'b']])
    expect(plan.carried.filter(({ pointer }) => pointer !== '').map(({ value }) => value)).toContain('"\\ud800"')
  })
})

describe('YAML', () => {
  it('mappings, quotes, comments and lists on one line; every value is its text', () => {
    const text = `---
# what is kept
retention:
  conversations:
    default: 90d     # days
    "archived":  '1y'
    sensitive: "7 \\u0064"
  context_nodes: {high: 1}
empty:
compression:
  conversations_older_than: 30d
  compression_level: 007
  keep_key_points: yes
'o''clock': a # b
url: https://example.org/x
`
    expect(parseYaml(text.replace('url: https://example.org/x\n', ''))).toEqual({
      retention: {
        conversations: { default: '90d', archived: '1y', sensitive: '7 d' },
        context_nodes: '{high: 1}',
      },
      empty: '',
      compression: { conversations_older_than: '30d', compression_level: '007', keep_key_points: 'yes' },
      "o'clock": 'a',
    })
    expect(parseYaml('url: https://example.org/x\n')).toEqual({ url: 'https://example.org/x' })
  })

  it.each([
    ['a list over lines', 'a:\n  - 1\n'],
    ['a block of text', 'a: |\n  text\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!int 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a text over lines', 'a: one\n  two\n'],
    ['a step to the side', 'a:\n    b: 1\n  c: 2\n'],
    ['tabs', 'a:\n\tb: 1\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['an open quote', 'a: "x\n'],
    ['nothing', '# nothing\n'],
    ['a mapping in a value', 'a: b: c\n'],
    ['a value that begins with a sign', 'a: ,\n'],
    ['a key with braces', 'a{b: c\n'],
    ['a value with an indent below it', 'a: 1\n  b: 2\n'],
  ])('%s is not guessed at', (_, text) => {
    expect(parseYaml(text)).toBeNull()
  })

  it('a key called __proto__ is a key', () => {
    expect(Object.entries(parseYaml('__proto__:\n  polluted: 1\n') ?? {})).toEqual([['__proto__', { polluted: '1' }]])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

it('a .env says one value a line, with or without quotes and export', () => {
  const text = `# no\nA=1\nexport B = "two words"\n C='x'\nD=\n=5\n1X=2\nE="open\r\nF=a=b\n`
  expect(parseEnvironment(text)).toEqual({ A: '1', B: 'two words', C: 'x', D: '', E: '"open', F: 'a=b' })
})

it('every file has a line in the plan, whatever is in it, and no line holds a secret that is the name of a key', () => {
  const given = [
    ...[file('config.json', '{}'), file('profiles/a.json', '[]'), file('budget.json', '[]'), file('hooks/a.sh', '')],
    ...[file('x.toml', ''), file('.env', ''), file('users.json', '{"sk-or-v1-secret-name": 1}')],
    file('config/a.json', '{"sk-or-v1-secret-name": 1, "a": 1, "a": 2}'),
  ]
  const { keys } = planConfig(given)
  for (const { path } of given)
    expect(keys.map(({ from }) => from).filter((from) => from.startsWith(path))).not.toEqual([])
  expect(JSON.stringify(keys)).not.toContain('secret-name')
  expect(keys.map(({ to }) => to)).toContain('settings.preferences.[key]')
})
