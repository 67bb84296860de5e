import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'Tables and columns in capitals are the same tables and columns',
  home: (home) =>
    home.old(
      `CREATE TABLE Conversations (ID TEXT PRIMARY KEY, Question TEXT, FINAL_ANSWER TEXT, source_of_truth TEXT, Created_At TEXT);
       INSERT INTO Conversations VALUES ('a', 'q', 'f', 's', '1700000000'), ('b', 'q2', 'f2', 's2', '2025-01-01')`,
    ),
  expect: {
    repairs: { timestamp: 1 },
    look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(2),
  },
})
