/** docs/traps.md names every trap of hive-facts 3.9 with a case or a reason, and no case that is not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { switches } from '../../tools/traps/switches.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(`${root}docs/traps.md`, 'utf8')
const row = (trap: string) => page.split('\n').find((line) => line.startsWith(`| ${trap} |`)) ?? ''
const folders = readdirSync(`${root}tests/cases`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${root}tests/cases/${entry.name}/case.ts`))
  .map(({ name }) => name)

it.each(Array.from({ length: 45 }, (_, index) => `T${index + 1}`))('%s has a case or a reason', (trap) => {
  expect(row(trap).split('|')[3]?.trim()).not.toBe('')
})

it('every case that is named is there', () => {
  const named = [...page.matchAll(/\.\.\/tests\/cases\/([\w-]+)\/case\.ts/g)].map(([, name]) => name!)
  expect(named.filter((name) => !folders.includes(name))).toEqual([])
})

it('every switch names cases and tests that are there', () => {
  expect(switches.flatMap(({ cases = [] }) => cases).filter((name) => !folders.includes(name))).toEqual([])
  expect(switches.flatMap(({ tests = [] }) => tests).filter((file) => !existsSync(root + file))).toEqual([])
})

it('what a switch turns off stands in its file, once', () => {
  const times = (file: string, text: string) => readFileSync(root + file, 'utf8').split(text).length - 1
  const stale = switches.filter(({ file, find }) => !existsSync(root + file) || times(file, find) !== 1)
  expect(stale.map(({ trap, file, find }) => `${trap}: ${file}: ${find.split('\n')[0]}`)).toEqual([])
})

it('every trap of hive-facts 3.9 has a switch, but the one that SQLite itself keeps from doing harm', () => {
  const all = Array.from({ length: 45 }, (_, index) => `T${index + 1}`)
  expect(all.filter((trap) => !switches.some((entry) => entry.trap === trap))).toEqual(['T40'])
})

it('what was shown is of the switches that there are', () => {
  const shown = [...page.matchAll(/^\| (.+?) \| .* \| shown\s*\|$/gm)].map(([, trap]) => trap!.trim())
  expect(shown).toEqual(switches.map(({ trap }) => trap))
})
