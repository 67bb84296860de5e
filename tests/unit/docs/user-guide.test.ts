/** docs/user-guide.md has one row for every error code, with the exit status, title and fix that the product shows. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

it('names every code that any part of the product says, and each has something to say', () => {
  const sources = ['src-main', 'src-renderer'].flatMap((folder) => {
    const root = fileURLToPath(new URL(`../../../${folder}/`, import.meta.url))
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file))
    return files.map((file) => readFileSync(join(root, file), 'utf8'))
  })
  const codes = new Set(sources.join('\n').match(/\bHM-[A-Z]+(?:-[A-Z]+)*\b(?!-)/g))
  expect(codes.size).toBeGreaterThan(failureCodes.length)
  expect([...codes].filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
})

it('says every exit status that an error has', () => {
  const said = [...guide.matchAll(/^\| (\d) \| /gm)].map(([, exit]) => Number(exit))
  for (const code of failureCodes) expect(said).toContain(new HiveError(code, '').toFailure().exit)
})
