/** The report of a run in the language of the machine that it was made on; what programs read is the same in every language. */
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { engineOf, makeWorld, plainRun, type World } from '../support/engine.js'

let world: World
afterEach(() => {
  world.remove()
})

/** The report of a strict run of the same sample. */
async function reportIn(locale: string | undefined) {
  world = await makeWorld({ conversations: 5 })
  const engine = engineOf({ ...world.environment, locale })
  const { report } = await engine.migrate({ ...plainRun, validation: 'paranoid' })
  const json = readFileSync(report!.json, 'utf8')
  return { page: readFileSync(report!.html, 'utf8'), json, data: JSON.parse(json) as { result: object } }
}

/** Text that a person reads, without what comes from the data: paths, names of tables and columns. */
const prose = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<(code|span class="path")[^>]*>.*?<\/(code|span)\s*>/gs, '')
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')

it('is German where the machine is, to the last sentence', async () => {
  const { page } = await reportIn('de-DE')
  expect(page).toContain('<html lang="de">')
  const english =
    /\b(the|and|your|you|of|were|is|are|it|every|with|rows|values?|nothing|checks?|works|same|found|missing)\b/i
  const left = prose(page)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => english.test(line))
  expect(left).toEqual([])
})

it.each([undefined, 'en-GB', 'fr-FR'])('is English for %s', async (locale) => {
  const { page } = await reportIn(locale)
  expect(page).toContain('<html lang="en">')
  expect(prose(page)).toContain('Where every row went')
})

it('report.json has the engine’s own words in every language', async () => {
  const { json } = await reportIn('de-DE')
  expect(json).toContain('"name": "file structure')
  expect(json).not.toMatch(/Zeilen|Prüfung|geprüft/)
})
