/** A setup file of vitest: says in the environment which test runs. What runs outside of any counts for its whole file. */
import { afterEach, beforeEach, expect } from 'vitest'

process.env.HIVE_MUTATION_FILE = expect.getState().testPath ?? ''
process.env.HIVE_MUTATION_TEST = ''
beforeEach(({ task }) => {
  process.env.HIVE_MUTATION_TEST = task.fullTestName
})
afterEach(() => {
  process.env.HIVE_MUTATION_TEST = ''
})
