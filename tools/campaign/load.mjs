/** Loads the TypeScript of tests/crash as it is. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../lib/project.mjs'

/** The functions of tests/crash/support that a campaign needs. */
export async function loadCrashTests() {
  const { module } = await runnerImport(join(root, 'tests/crash/support/index.ts'), {
    ...{ root, configFile: false, logLevel: 'warn' },
  })
  return module
}
