/** What of a report goes into its frame: everything but what the page's content security policy would refuse. */
import { expect, it } from 'vitest'
import { renderReport } from '../../../src-main/engine/report/page.js'
import { style } from '../../../src-main/engine/report/style.js'
import { reportParts } from '../../../src-renderer/lib/report-parts.js'
import { sampleReport } from '../report/sample.js'

it('a report comes apart into markup without inline style, and its style sheet', () => {
  const html = renderReport(sampleReport())
  const parts = reportParts(html)
  expect(parts.style.trim()).toBe(style.trim())
  expect(parts.markup).not.toMatch(/<style|<[^>]* style=|http-equiv/)
  const bars = html.match(/<i [^>]*style=/g)?.length ?? 0
  expect(bars).toBeGreaterThan(0)
  expect(parts.markup.match(/data-style="(?:flex-grow|width):/g)).toHaveLength(bars)
})

it('a style that is not a length of ours stays, for the policy to refuse', () => {
  const { markup } = reportParts('<i style="background:url(x)"></i><p style="width:5%">')
  expect(markup).toBe('<i style="background:url(x)"></i><p style="width:5%">')
})
