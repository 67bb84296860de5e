import { books, carried, quarantine, repairs, unreadable } from './books.js'
import type { ReportData } from './data.js'
import { html, Markup } from './html.js'
import { checks, configuration, hashes, mismatches, particulars, timings } from './proof.js'
import { style } from './style.js'
import { summary } from './summary.js'

/**
 * The whole report as one HTML file that stands alone: no script, no image, font or style sheet from elsewhere, and a
 * content security policy that would block them.
 */
export function renderReport(data: ReportData): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="robots" content="noindex" />
        <title>Hive migration ${data.result.runId}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main>
          ${summary(data)} ${unreadable(data)} ${mismatches(data)} ${books(data)} ${repairs(data)} ${quarantine(data)}
          ${carried(data)} ${checks(data)} ${configuration(data)} ${hashes(data)} ${timings(data)} ${particulars(data)}
          <footer>
            Made by Hive Migration Assistant ${data.engineVersion}, on this computer. Nothing was sent anywhere.
          </footer>
        </main>
      </body>
    </html> `.text
}
