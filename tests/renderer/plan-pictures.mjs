/** The plan: made, in stages, open, and when it cannot be made. */
import { plan, small, tall } from './ways.mjs'

/** A stage is chosen; the counts are the mock's. */
const staged = async (page) => {
  await plan(page)
  await page.locator('input[value=staged]').check()
  await page.getByLabel('Begun before').fill('2025-07-01')
}
const stagedInView = async (page) => (
  await staged(page),
  await page.getByRole('status').last().scrollIntoViewIfNeeded()
)

/** The plan was there; then another program locks the old database, and a stage is chosen. */
const failing = async (page) => {
  await plan(page)
  await page.evaluate(`globalThis.hive.fail('plan.preview', globalThis.hive.fixtures.lockedFailure)`)
  await page.locator('input[value=staged]').check()
  await page.getByRole('alert').first().waitFor()
  // The choice is where it was, and has the focus still.
  await page.locator('input[value=staged]:focus').waitFor()
}

export const plans = [
  { name: 'plan-loading', scene: 'planning', way: { go: plan } },
  { name: 'plan', way: { go: plan } },
  { name: 'plan-staged', scene: 'planStaged', size: tall, way: { go: staged } },
  { name: 'plan-staged-900', scene: 'planStaged', size: small, way: { go: stagedInView } },
  {
    name: 'plan-staged-settings',
    scene: 'planStaged',
    size: tall,
    way: { go: async (page) => (await staged(page), await page.locator('input[value=settings]').check()) },
  },
  { name: 'plan-failing', size: tall, way: { go: failing } },
  {
    name: 'plan-failing-900',
    size: small,
    way: { go: failing },
  },
  { name: 'plan-failing-at-once', scene: 'planFails', way: { go: plan } },
  {
    name: 'plan-open',
    size: tall,
    way: {
      go: async (page) => {
        await plan(page)
        await page.getByText('knowledge_base').first().click()
        await page.getByText('Every key and where it goes').click()
      },
    },
  },
]
