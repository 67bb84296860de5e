/** WCAG on a page of the real app, as it stands. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '../app.js'

/** Without its second page, which the app would not let open. */
export async function expectAccessible(page: Page): Promise<void> {
  // The report's frame runs no script, not even axe's, which would wait there for ever.
  const framed = page.frames().length > 1
  const builder = new AxeBuilder({ page }).setLegacyMode(!framed)
  const { violations } = await (framed ? builder.exclude('iframe') : builder)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
  expect(found, page.url()).toEqual([])
}
