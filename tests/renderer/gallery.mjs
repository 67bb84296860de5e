/**
 * Takes a picture of every screen in every state: `node tests/renderer/gallery.mjs [name ...] [--axe] [--lang en,de]
 * [--theme light,dark] [--size own,900x600] [--every] [--sheets]`. Without options: English, light and dark, each at the
 * size that suits it; `--every`: both languages and themes, at 900x600 and 1400x900; `--sheets`: nine of them on a sheet,
 * in .cache/gallery-sheets. It builds the real renderer, puts the mock bridge in place of preload, and fails on anything
 * that the page complains of. The pictures go to .cache/gallery (not in git).
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { contactSheets } from './contact-sheets.mjs'
import { buildPages } from './gallery-page.mjs'
import { take } from './gallery-take.mjs'
import { pictures } from './pictures.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, '.cache/gallery')
/** Of this run alone: another one may be under way. */
const app = join(root, `.cache/gallery-app-${process.pid}`)
/** Pages at a time. */
const hands = 2

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    axe: { type: 'boolean', default: false },
    every: { type: 'boolean', default: false },
    sheets: { type: 'boolean', default: false },
    lang: { type: 'string' },
    theme: { type: 'string', default: 'light,dark' },
    size: { type: 'string' },
  },
})
const languages = (options.lang ?? (options.every ? 'en,de' : 'en')).split(',')
const sizes = (options.size ?? (options.every ? '900x600,1400x900' : 'own')).split(',')

/** @type {import('./gallery-take.mjs').Look[]} */
const looks = languages.flatMap((lang) =>
  sizes.flatMap((name) => {
    const [width, height] = name.split('x').map(Number)
    const size = height ? { width, height } : null
    // What a picture's name says beside its theme: nothing for English at its own size.
    const variant = [lang === 'en' ? '' : lang, size ? name : ''].filter(Boolean).join('.')
    return options.theme.split(',').map((theme) => ({ lang, theme, size, variant }))
  }),
)
const nameOf = (name, { variant, theme }) => [name, variant, theme, 'png'].filter(Boolean).join('.')

/** Pictures that are no longer taken go; those of other languages and sizes stay. */
function clean() {
  mkdirSync(out, { recursive: true })
  if (names.length > 0) return
  const variants = new Set(looks.map(({ variant }) => variant))
  for (const file of readdirSync(out)) {
    if (variants.has(file.split('.').slice(1, -2).join('.'))) rmSync(join(out, file))
  }
}

const gallery = { app, mock: await buildPages(root, app), withAxe: options.axe }
clean()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const chosen = pictures.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))
/** Where all have one size, the pictures that are there for the sake of theirs would be taken twice. */
const chosenFor = ({ size }) => (size ? chosen.filter(({ name }) => !/^narrow-|-(900|1400)$/.test(name)) : chosen)
const tasks = looks.flatMap((look) => chosenFor(look).map((picture) => ({ look, picture })))
const complaints = []
const waiting = tasks.values()
const work = async () => {
  for (const { look, picture } of waiting) {
    const found = await take(browser, gallery, picture, look, join(out, nameOf(picture.name, look)))
    const what = nameOf(picture.name, look).slice(0, -'.png'.length)
    complaints.push(...found.map((text) => `${what}: ${text}`))
  }
}
await Promise.all(Array.from({ length: hands }, work))
if (options.sheets) {
  const groups = new Map(
    looks.map((look) => [
      [look.variant || 'en', look.theme].join('-'),
      chosenFor(look).map(({ name }) => ({ name, path: join(out, nameOf(name, look)) })),
    ]),
  )
  console.log(
    `${await contactSheets(browser, join(root, '.cache/gallery-sheets'), groups)} sheets in .cache/gallery-sheets`,
  )
}
await browser.close()
rmSync(app, { recursive: true, force: true })
for (const complaint of complaints) console.error(complaint)
console.log(`${tasks.length} pictures in .cache/gallery, ${complaints.length} complaints`)
process.exitCode = complaints.length > 0 ? 1 : 0
