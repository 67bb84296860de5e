/**
 * Every folder of tests/cases is one situation; what must hold of each is checked the same way (tests/support/case).
 * `HIVE_CASES=a,b` runs these folders only. How to add one: README.md beside this file.
 */
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { Case } from '../support/case/define.js'
import { runCase } from '../support/case/run.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.env.HIVE_CASES?.split(',')
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${here}${entry.name}/case.ts`))
  .map(({ name }) => name)
  .filter((name) => !wanted || wanted.includes(name))
  .sort()

const waiting: string[] = []
afterAll(() => {
  if (waiting.length > 0) console.log(`${waiting.length} cases wait:\n${waiting.join('\n')}`)
})

describe('cases', () => {
  it.for(names)('%s', async (name, { skip }) => {
    const { default: definition } = (await import(`./${name}/case.ts`)) as { default: Case }
    if (definition.pending === undefined) return runCase(definition)
    const failure = await runCase(definition).then(
      () => null,
      (error: unknown) => String(error instanceof Error ? error.message : error),
    )
    expect(failure, `no longer pending (${definition.pending}): take the line out`).not.toBeNull()
    const why = `${definition.pending}: ${failure!.split('\n')[0]!.slice(0, 160)}`
    waiting.push(`  ${name} waits for ${why}`)
    skip(why)
  })
})
