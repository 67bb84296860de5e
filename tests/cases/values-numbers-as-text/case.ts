import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { redeclare } from '../../support/old-database.js'

/** Texts that look like numbers, and the ones of them that a column of numbers takes for one. */
const turned = ['007', '1e3', '1.0', ' 5', '+7', '9007199254740993']
const kept = ['', 'x', '0x10', '1_000', '5 apples', '٣', '1e', 'NaN', 'Infinity']

export default defineCase({
  title: 'Numbers as texts, in columns of numbers: each that is turned has a record, every other stays a text',
  traps: ['T16'],
  home: (home) =>
    home.old(
      knowledge({ count: 1 }),
      (db) =>
        redeclare(db, 'conversation_keywords', 'id INTEGER PRIMARY KEY, conversation_id, keyword, frequency, weight'),
      ...[...turned, ...kept].map(
        (text) =>
          `INSERT INTO conversation_keywords (conversation_id, keyword, frequency, weight) VALUES ('conv_001', '${text}', '${text}', '${text}')`,
      ),
    ),
  expect: {
    books: { conversation_keywords: { repaired: turned.length, quarantined: 0 } },
    look: ({ all }) => {
      const texts = (list: string[]) => list.map((text) => [text]).sort()
      // What was meant as a word is a word.
      expect(all(`SELECT keyword FROM conversation_keywords WHERE typeof(keyword) = 'text' AND id > 1`).length).toBeGreaterThanOrEqual(turned.length + kept.length) // prettier-ignore
      for (const column of ['frequency', 'weight']) {
        expect(
          all(`SELECT keyword FROM conversation_keywords WHERE typeof(${column}) = 'text' ORDER BY keyword`).sort(),
        ).toEqual(texts(kept))
        expect(
          all(`SELECT before FROM migration_repairs WHERE table_name = 'conversation_keywords' AND column_name = '${column}' AND typeof(after) IN ('integer', 'real')`).sort(), // prettier-ignore
        ).toEqual(texts(turned))
      }
      expect(all(`SELECT CAST(frequency AS TEXT) FROM conversation_keywords WHERE keyword = '9007199254740993'`)).toEqual([['9007199254740993']]) // prettier-ignore
    },
  },
})
