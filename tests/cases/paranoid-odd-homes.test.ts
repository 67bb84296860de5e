/**
 * Homes that a search found: sound, but the second comparison or the books once refused them. Each is a few old databases
 * with odd cells all over; paranoid passes, and every value is found by the oracle of the cases, too.
 */
import { expect, it } from 'vitest'
import { runCase } from '../support/case/run.js'
import { someDatabases } from '../support/every-file-home.js'

it.each([
  ['a model of an old profile that is a text with a NUL', { '.hive.backup/hive-ai.db': 341 }],
  [
    'a moment that nobody can read, in a table that goes by its conversation',
    { '.hive/analytics.db': 452, '.hive/conversations_v2.db': 569 },
  ],
  ['the same, where the moment is infinite', { '.hive/ai-tools.db': 948, '.hive/conversations_v2.db': 992 }],
  ['rows of two databases under the same numbers', { '.hive-ai/hive-ai.db': 997, '.hive/data/hive.db': 928 }],
  [
    'profiles of three databases, one of which is carried whole',
    {
      '.hive/conversations_old.db': 437,
      '.hive-ai/hive-ai-context.db': 806,
      '.hive-ai/hive-ai-knowledge.db': 31,
      '.hive-ai/hive-ai.db': 239,
    },
  ],
])('%s', async (title, seeds) => {
  await runCase({
    title,
    home: (home) => {
      someDatabases(home, seeds)
    },
    quick: { validation: 'paranoid' },
    expect: {
      quarantined: 'any',
      look: ({ result }) => {
        const names = result.verification.checks.map(({ name }) => name)
        expect(names.filter((name) => name === 'second comparison')).toHaveLength(Object.keys(seeds).length)
      },
    },
  })
})
