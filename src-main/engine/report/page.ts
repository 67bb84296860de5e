import { books, carried, quarantine, repairs, unreadable } from './books.js'
import type { ReportData } from './data.js'
import { html, Markup } from './html.js'
import { checks, configuration, hashes, mismatches } from './proof.js'
import { particulars, timings } from './run.js'
import { style } from './style.js'
import { summary } from './summary.js'
import { wordsFor } from './texts/index.js'

/**
 * The whole report as one HTML file that stands alone: no script, no image, font or style sheet from elsewhere, and a
 * content security policy that would block them.
 * @param locale how the reader writes (`de-CH`); English where it is left out or a language that we do not speak
 */
export function renderReport(data: ReportData, locale?: string): string {
  const words = wordsFor(locale)
  const { t, spoken } = words
  return html`<!doctype html>
    <html lang="${spoken.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="robots" content="noindex" />
        <title>${t('page.title', { run: data.result.runId })}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main>
          ${summary(data, words)} ${unreadable(data, words)} ${mismatches(data, words)} ${books(data, words)}
          ${repairs(data, words)} ${quarantine(data, words)} ${carried(data, words)} ${checks(data, words)}
          ${configuration(data, words)} ${hashes(data, words)} ${timings(data, words)} ${particulars(data, words)}
          <footer>${t('page.footer', { version: data.engineVersion })}</footer>
        </main>
      </body>
    </html> `.text
}
