import { expect } from 'vitest'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { defineCase } from '../../support/case/define.js'

export default defineCase({
  title: 'Nine old databases: more than may be attached at a time',
  home: (home) => {
    const names = [
      'hive-ai-knowledge',
      'hive-ai-context',
      'openrouter-data',
      'secure-pipeline',
      'conversations',
      'hive',
      'database',
      'hive-knowledge',
      'my-memory',
    ]
    for (const [index, name] of names.entries())
      home.database(`.hive-ai/${name}.db`, knowledge({ count: 1, prefix: `${name}-${index}-` }))
  },
  expect: { look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(9) },
})
