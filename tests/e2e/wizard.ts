/** The wizard as a person goes through it; each function ends on the heading it leads to. */
import type { Page } from '@playwright/test'
import { expect } from './app.js'

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Home with an old Hive to move: for the first time, or again after a move that was undone. */
export const readyHome = /^(Your old Hive is ready to move|You are back with your old Hive)$/

/** From a Home that has found an old Hive to the plan, with the checks passed. */
export async function goToPlan(page: Page, seen: (step: string) => Promise<void> = () => Promise.resolve()) {
  await expect(heading(page, readyHome)).toBeVisible()
  await seen('home')
  await page.getByRole('button', { name: /^(Start|Migrate again)$/ }).click()
  await expect(heading(page, 'Find your old Hive')).toBeVisible()
  await seen('find')
  await press(page, 'Continue')
  await expect(heading(page, 'Check before anything happens')).toBeVisible()
  await expect(page.getByText('Nothing stands in the way')).toBeVisible()
  await seen('check')
  await press(page, 'Continue')
  await expect(heading(page, 'Plan: what will happen')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await seen('plan')
}

/** From a running migration to Done. */
export async function waitUntilDone(page: Page, seen: (step: string) => Promise<void> = () => Promise.resolve()) {
  const end = heading(page, /everything arrived|it stopped|cancelled|nothing runs/)
  await expect(end).toBeVisible({ timeout: 120_000 })
  // Says, when it is not, what the window says instead.
  const text = await page.getByRole('main').innerText()
  await expect(end, text).toHaveText('Verify: everything arrived')
  await seen('verify')
  await press(page, 'Continue')
  await expect(heading(page, 'Done: your data has moved')).toBeVisible()
  await seen('done')
}

/** Every figure of "12,345 of 12,345 rows identical": both numbers. */
export async function identicalRows(page: Page): Promise<[number, number]> {
  const text = await page.getByText(/rows identical/).innerText()
  const [, identical, compared] = /([\d,.\s]+) of ([\d,.\s]+) rows identical/.exec(text) ?? []
  const number = (figure: string | undefined) => Number((figure ?? '').replace(/\D/g, ''))
  return [number(identical), number(compared)]
}
