import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const only = (...names: string[]) =>
  unified().filter((statement) =>
    names.some((name) => new RegExp(`^(CREATE TABLE|INSERT INTO) "${name}"`).test(statement)),
  )

export default defineCase({
  title: 'The files that the unified database was made of, each with its own tables',
  home: (home) => {
    home.database('.hive-ai/hive-ai-context.db', only('consensus_profiles', 'conversations', 'messages'))
    home.database('.hive-ai/openrouter-data.db', only('openrouter_providers', 'openrouter_models', 'sync_metadata'))
    home.database('.hive-ai/secure-pipeline.db', only('pipeline_profiles'))
    home.old(knowledge({ count: 3 }))
  },
  expect: { look: ({ value }) => expect(value('SELECT count(*) FROM conversations')).toBe(3) },
})
