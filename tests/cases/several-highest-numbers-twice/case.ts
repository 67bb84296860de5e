import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'

const conversations = [
  'CREATE TABLE conversations (id TEXT PRIMARY KEY, question TEXT, final_answer TEXT, source_of_truth TEXT)',
  `INSERT INTO conversations VALUES ('a', 'q', 'f', 's')`,
]
const keywords =
  'CREATE TABLE conversation_keywords (id INTEGER, conversation_id TEXT, keyword TEXT, frequency INTEGER)'
const highest = 2n ** 63n - 1n
const rows = (name: string, ids: (bigint | string)[]) =>
  ids.map((id, index) => `INSERT INTO conversation_keywords VALUES (${id}, 'a', '${name}${index}', ${index})`)

export default defineCase({
  title: 'Numbers that leave the new Hive none, twice in tables without a key, in two databases: every row is kept',
  home: (home) => {
    home.old(...conversations, keywords, rows('old', [highest, 1n, highest, highest - 2n ** 32n + 1n, 'NULL']))
    home.database('.hive-ai/hive-ai.db', ...conversations, keywords, rows('new', [highest, highest, 1n, highest - 1n]))
  },
  quick: { validation: 'paranoid' },
  expect: {
    quarantined: 'any',
    look: ({ all, result, value }) => {
      expect(result.totals.same).toBe(true)
      const placed = all('SELECT keyword FROM conversation_keywords ORDER BY keyword').flat()
      expect(new Set(placed).size).toBe(placed.length)
      expect(placed).toEqual(expect.arrayContaining(['new0', 'new2', 'new3', 'old0', 'old1', 'old3']))
      // The new Hive can go on counting.
      expect(value('SELECT max(id) < 9223372032559808512 FROM conversation_keywords')).toBe(1)
    },
  },
})
