/** docs/man/hive-migrate.1 is what tools/man makes of the program as it is today, and roff that man understands. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { examples } from '../../src-main/cli/examples.js'
import { createProgram } from '../../src-main/cli/program.js'
import { exitCodes, manPage } from '../../tools/man/page.mjs'

const text = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
const { version } = JSON.parse(text('package.json')) as { version: string }
const program = createProgram({ version, color: false, show: () => undefined, choose: () => undefined })
const guide = text('docs/user-guide.md')

test('the man page is up to date: npm run man makes it anew', () => {
  expect(text('docs/man/hive-migrate.1')).toBe(manPage({ program, examples, guide, version }))
})

test('it has every command, every option and every exit status', () => {
  const page = text('docs/man/hive-migrate.1').replaceAll('\\-', '-')
  for (const command of program.commands) {
    expect(page).toContain(`.SS \\fB${command.name()}\\fR`)
    for (const { long } of command.options) expect(page).toContain(long)
  }
  for (const { long } of program.options) expect(page).toContain(long)
  for (const { exit } of exitCodes(guide)) expect(page).toContain(`.TP\n\\fB${exit}\\fR\n`)
})

test('no line is a request by accident', () => {
  const requests = /^\.(\\"|TH|SH|SS|TP|PP|RS|RE|nf|fi)( |$)/
  const odd = text('docs/man/hive-migrate.1')
    .split('\n')
    .filter((line) => /^[.']/.test(line) && !requests.test(line))
  expect(odd).toEqual([])
})
