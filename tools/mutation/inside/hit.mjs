/** Runs inside the programs under test: notes which test reached which place, at once, because a test may kill its process. */
import { appendFileSync } from 'node:fs'

const { HIVE_MUTATION_HITS: file } = process.env
const seen = new Set()

/** @param {string} place */
export function hit(place) {
  if (!file) return
  // The name in the environment reaches the processes that a test starts, too.
  const line = `${JSON.stringify([process.env.HIVE_MUTATION_FILE ?? '', process.env.HIVE_MUTATION_TEST ?? '', place])}\n`
  if (seen.has(line)) return
  seen.add(line)
  appendFileSync(file, line)
}
