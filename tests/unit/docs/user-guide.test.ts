/** docs/user-guide.md has one row for every error code, with the exit status, title and fix that the product shows. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { failureCodes, HiveError } from '../../../src-main/engine/errors.js'

const guide = readFileSync(fileURLToPath(new URL('../../../docs/user-guide.md', import.meta.url)), 'utf8')

function row(code: (typeof failureCodes)[number]): string {
  const { exit, title, fix } = new HiveError(code, '').toFailure()
  const cells = [`\`${code}\``, exit, title, fix].map((cell) => String(cell).replaceAll('|', '\\|'))
  return `| ${cells.join(' | ')} |`
}

it('lists every error code as the product shows it, and no other', () => {
  const rows = guide.split('\n').filter((line) => line.startsWith('| `HM-'))
  expect(rows.toSorted()).toEqual(failureCodes.map(row).toSorted())
})

it('says every exit status that an error has', () => {
  const said = [...guide.matchAll(/^\| (\d) \| /gm)].map(([, exit]) => Number(exit))
  for (const code of failureCodes) expect(said).toContain(new HiveError(code, '').toFailure().exit)
})
