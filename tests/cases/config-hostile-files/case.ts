import { mkdirSync } from 'node:fs'
import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const bytes = Buffer.from([
  ...Buffer.from('{"user_preferences": {"ok": "yes", "bad": "'),
  0xff,
  0xc3,
  ...Buffer.from('"}}'),
])

const files: Record<string, string | Buffer> = {
  '.hive-ai/config.json':
    '\uFEFF{"user_preferences": {"twice": 1, "twice": 2, "__proto__": {"polluted": 1}}, "": {"": 5}}',
  '.hive/config.json': bytes,
  '.hive/profiles/deep.json': `${'['.repeat(5000)}${']'.repeat(5000)}`,
  '.hive/profiles/odd.json': '[null, 5, [], {"models": 3}, {"name": "\\ud800", "models": {"__proto__": "x"}}]',
  '.hive/license.json': '["HIVE-AB12-CD34-EF56-7890"]',
  '.hive/budget.json': '',
  '.hive/teams.json': 'null',
  '.hive/memory-config.yaml': 'a: &anchor [1]\nb: *anchor\n',
  '.hive/other.yml': Buffer.from([0x61, 0x3a, 0x20, 0xff]),
  '.hive/other.toml': '[a]\n__proto__ = 1\nday = 1979-05-27\nbig = 9007199254740993\n',
  '.hive/broken.toml': 'a = = 1',
  '.hive/.env': '=\nA\nB=\nC="\n\u0000',
  '.hive/hooks/blob.bin': Buffer.from([0, 1, 2, 255]),
}

export default defineCase({
  title: 'Settings with every kind of nonsense in them: kept to the byte, nothing guessed, nothing polluted',
  traps: ['T14'],
  home: (home) => {
    home.old(knowledge({ count: 1 }))
    for (const [path, content] of Object.entries(files)) home.write(path, content)
    for (const path of ['.hive/rbac.json', '.hive/x.toml', '.hive/hooks/f.json']) mkdirSync(home.path(path))
  },
  expect: {
    look: async ({ home, engine, all, value }) => {
      for (const [path, content] of Object.entries(files)) {
        const kept = value(
          `SELECT CAST(value AS BLOB) FROM legacy_config WHERE pointer = '' AND file = ?`,
          home.path(path),
        )
        expect(Buffer.from(kept as Buffer).equals(Buffer.from(content)), path).toBe(true)
      }
      expect(all('SELECT key, value FROM settings ORDER BY key')).toEqual([
        ['preferences.__proto__.polluted', '1'],
        ['preferences.ok', 'yes'],
        ['preferences.twice', '2'],
      ])
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      expect(all('SELECT * FROM consensus_profiles')).toEqual([])
      expect(all('SELECT * FROM configurations')).toEqual([])
      const carried = (pointer: string) => value('SELECT value FROM legacy_config WHERE pointer = ?', pointer)
      expect(['/a/big', '/a/__proto__', '//'].map(carried)).toEqual(['9007199254740993', '1', '5'])
      const { config } = await engine.preview({})
      expect(
        config.find(({ from }) => from.endsWith(':/user_preferences/twice') && /more than once/.test(from)),
      ).toBeUndefined()
      expect(config.filter(({ reason }) => reason?.includes('more than once')).map(({ from }) => from.split(':').at(-1))).toEqual(['/user_preferences/twice']) // prettier-ignore
    },
  },
})
