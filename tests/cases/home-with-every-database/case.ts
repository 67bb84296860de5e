import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

/** Every database name of facts 1.4, where it is said to lie. */
const names = [
  ...[
    'hive-ai-knowledge.db',
    'hive-ai-context.db',
    'openrouter-data.db',
    'secure-pipeline.db',
    'conversations.db',
    'consensus.db',
  ].map((name) => `.hive-ai/${name}`),
  ...[
    'hive-ai.db',
    'hive.db',
    'conversations_v2.db',
    'conversations_old.db',
    'index.db',
    'analytics.db',
    'ai-tools.db',
    'hive-knowledge.db',
    'my-memory.db',
  ].map((name) => `.hive/${name}`),
  ...[
    '.hive/data/hive.db',
    '.hive/data/conversations.db',
    '.config/hive/hive-ai.db',
    '.config/hive/database.db',
    '.hive.backup/hive-ai.db',
  ],
]

export default defineCase({
  title: 'Every database name of facts 1.4 at once: each arrives; what is no Hive’s is left where it is',
  traps: ['T6', 'T31'],
  home: (home) => {
    for (const [index, name] of names.entries()) {
      // Two of them are empty, as in the wild (facts 1.4).
      if (index % 10 === 5) home.write(name, '')
      else home.database(name, knowledge({ count: 1, prefix: `of-${index}-` }))
    }
    home.database('.hive/security.db', 'CREATE TABLE trust (path TEXT); INSERT INTO trust VALUES (1)')
  },
  expect: {
    sources: names.filter((_, index) => index % 10 !== 5),
    look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(names.length - 2),
  },
})
