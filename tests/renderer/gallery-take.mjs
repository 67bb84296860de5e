/** One picture of the gallery: its own page, its scene, its way, and nothing clipped or complained of. */
import { AxeBuilder } from '@axe-core/playwright'
import { origin, serve } from './gallery-page.mjs'

/**
 * How a picture is taken: `size` null where each has its own.
 *
 * @typedef {{ lang: string, theme: string, size: { width: number, height: number } | null, variant: string }} Look
 */

/** The ways go by English names; then the system changes its language, and every word on the page must follow. */
async function speak(page, lang) {
  await page.evaluate((tag) => {
    Object.defineProperty(navigator, 'languages', { configurable: true, get: () => [tag] })
    dispatchEvent(new Event('languagechange'))
  }, lang)
  await page.locator(`html[lang="${lang}"]`).waitFor()
}

/** What is wider than its place, on the page as it stands. */
const tooWide = () =>
  [...document.querySelectorAll('body *')]
    .filter(
      (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
    )
    .filter(
      (element) => !element.closest('.visually-hidden, svg') && getComputedStyle(element).textOverflow !== 'ellipsis',
    )
    .map((element) => `${element.tagName}.${element.className} is wider than its place`)

/** What hostile data did to the page, or shows on it. */
const harmDone = () => {
  const shown = document.body.innerText
  return [
    ...('hacked' in globalThis ? ['text from data ran as a script'] : []),
    ...(document.querySelector('main img, main script, main iframe') ? ['text from data became an element'] : []),
    ...(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(shown) ? ['a character that misleads is shown'] : []),
    ...(/\S{2000}/.test(shown) ? ['a name fills the page'] : []),
  ]
}

async function axe(page) {
  // The report's frame runs no script, not even axe's: it would wait for ever.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`)
}

/**
 * Takes a picture into `path`; answers what there is to complain of.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ app: string, mock: string, withAxe: boolean }} gallery
 * @param {{ name: string, scene?: string, way?: { hash?: string, go?: (page: object) => Promise<void> }, size?: object }} picture
 * @param {Look} look
 * @param {string} path
 */
export async function take(browser, { app, mock, withAxe }, picture, look, path) {
  const { scene = '', way, size = { width: 1100, height: 760 } } = picture
  const complaints = []
  const context = await browser.newContext({
    viewport: look.size ?? size,
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    bypassCSP: withAxe,
  })
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    await page.route(`${origin}/**`, (route) => serve(route, app))
    await page.addInitScript(`globalThis.scene = ${JSON.stringify(scene)};${mock}`)
    await page.goto(`${origin}/${way?.hash ?? ''}`)
    await page.locator('h1').waitFor()
    await way?.go?.(page)
    if (look.lang !== 'en') await speak(page, look.lang)
    await page.waitForTimeout(60)
    complaints.push(...(await page.evaluate(tooWide)), ...(await page.evaluate(harmDone)))
    await page.screenshot({ path })
    if (withAxe) complaints.push(...(await axe(page)))
  } catch (error) {
    complaints.push(error.message)
  } finally {
    await context.close()
  }
  return complaints
}
