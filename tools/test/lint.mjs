/** ESLint without a single warning, and Prettier. */
import { captureTool } from '../lib/project.mjs'
import { tally } from './tally.mjs'

/** Two checks: lint and format. */
export async function checkLint() {
  const lint = await captureTool('eslint/bin/eslint.js', ['--max-warnings', '0', '.'], { seconds: 480 })
  const format = await captureTool('prettier/bin/prettier.cjs', ['--check', '.'], { seconds: 240 })
  return tally([
    { name: 'eslint', ok: lint.status === 0, output: lint.output },
    { name: 'prettier', ok: format.status === 0, output: format.output },
  ])
}
