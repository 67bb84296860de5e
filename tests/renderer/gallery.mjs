/**
 * Takes a picture of every screen in every state: `node tests/renderer/gallery.mjs [name] [--axe] [--lang de]
 * [--theme light|dark] [--size 900x600]`. Without options: English, light and dark, each at the size that suits it.
 * It builds the real renderer, serves it with the product's content security policy, puts the mock bridge in place of
 * preload, and fails on anything that the page complains of. The pictures go to .cache/gallery (not in git).
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { pictures } from './pictures.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, '.cache/gallery')
const app = join(root, '.cache/gallery-app')
const origin = 'https://hive.test'
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'"
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    axe: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'en' },
    theme: { type: 'string', default: 'light,dark' },
    size: { type: 'string', default: '' },
  },
})
const [only] = positionals
const withAxe = options.axe
const themes = options.theme.split(',')
/** One size for all, or null where each has its own. */
const [width, height] = options.size.split('x').map(Number)
const oneSize = height ? { width, height } : null
/** What a picture's name says beside its theme: nothing for English at its own size. */
const variant = [options.lang === 'en' ? '' : options.lang, options.size]
  .filter(Boolean)
  .map((part) => `${part}.`)
  .join('')
const AxeBuilder = withAxe ? (await import('@axe-core/playwright')).default : null

async function buildPages() {
  const quiet = { configFile: false, logLevel: 'warn' }
  await build({
    ...quiet,
    root: join(root, 'src-renderer'),
    base: './',
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: app,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
  const mock = await build({
    ...quiet,
    root,
    build: { write: false, lib: { entry: join(root, 'tests/renderer/mock-page.ts'), formats: ['iife'], name: 'mock' } },
  })
  return mock[0].output[0].code
}

function serve(route) {
  const path = new URL(route.request().url()).pathname
  const file = join(app, path === '/' ? 'index.html' : path)
  const contentType = types[extname(file)]
  try {
    const body = readFileSync(file)
    return route.fulfill({ body, contentType, headers: { 'content-security-policy': policy } })
  } catch {
    return route.fulfill({ status: 404 })
  }
}

const complaints = []

/** The ways go by English names; then the system changes its language, and every word on the page must follow. */
async function speak(page, lang) {
  await page.evaluate((tag) => {
    Object.defineProperty(navigator, 'languages', { configurable: true, get: () => [tag] })
    dispatchEvent(new Event('languagechange'))
  }, lang)
  await page.locator(`html[lang="${lang}"]`).waitFor()
}

/** One picture: its own page, its scene, its way, and nothing clipped or complained of. */
async function take(browser, mock, { name, scene = '', way, size = { width: 1100, height: 760 } }, theme) {
  const context = await browser.newContext({
    viewport: oneSize ?? size,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    bypassCSP: withAxe,
  })
  const page = await context.newPage()
  const complain = (text) => complaints.push(`${name} (${variant}${theme}): ${text}`)
  page.on('pageerror', (error) => complain(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text())
  })
  await page.route(`${origin}/**`, serve)
  await page.addInitScript(`globalThis.scene = ${JSON.stringify(scene)};${mock}`)
  await page.goto(`${origin}/${way?.hash ?? ''}`)
  await page.locator('h1').waitFor()
  await way?.go?.(page)
  if (options.lang !== 'en') await speak(page, options.lang)
  await page.waitForTimeout(60)
  const wide = await page.evaluate(() => {
    return [...document.querySelectorAll('body *')]
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
      )
      .filter(
        (element) => !element.closest('.visually-hidden, svg') && getComputedStyle(element).textOverflow !== 'ellipsis',
      )
      .map((element) => `${element.tagName}.${element.className} is wider than its place`)
  })
  wide.forEach(complain)
  const harm = await page.evaluate(() => {
    const shown = document.body.innerText
    return [
      ...('hacked' in globalThis ? ['text from data ran as a script'] : []),
      ...(document.querySelector('main img, main script, main iframe') ? ['text from data became an element'] : []),
      ...(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(shown) ? ['a character that misleads is shown'] : []),
      ...(/\S{2000}/.test(shown) ? ['a name fills the page'] : []),
    ]
  })
  harm.forEach(complain)
  await page.screenshot({ path: join(out, `${name}.${variant}${theme}.png`) })
  if (AxeBuilder) {
    // The report's frame runs no script, not even axe's: it would wait for ever.
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
    for (const { id, nodes } of violations)
      complain(`axe ${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`)
  }
  await context.close()
}

const mock = await buildPages()
mkdirSync(out, { recursive: true })
// Pictures that are no longer taken go; those of other languages and sizes stay.
const own = (file) => file.split('.').slice(1, -2).join('.') === variant.slice(0, -1)
if (!only) for (const file of readdirSync(out).filter(own)) rmSync(join(out, file))
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const chosen = pictures.filter(({ name }) => !only || name.includes(only))
for (const picture of chosen) {
  for (const theme of themes) {
    await take(browser, mock, picture, theme).catch((error) => complaints.push(`${picture.name}: ${error.message}`))
  }
}
await browser.close()
for (const complaint of complaints) console.error(complaint)
console.log(`${chosen.length * themes.length} pictures in .cache/gallery, ${complaints.length} complaints`)
process.exitCode = complaints.length > 0 ? 1 : 0
