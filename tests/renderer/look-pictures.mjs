/** Look inside, in every state: the list, a conversation, one side alone, nothing, damage, and texts that mean harm. */
import { small, tall } from './ways.mjs'

const way = { hash: '#/look' }
const open = (number) => ({
  ...way,
  go: async (page) => {
    await page.locator('main .lines button').nth(number).click()
    await page.locator('h1:focus').waitFor()
  },
})
const openAll = {
  ...way,
  go: async (page) => {
    await open(2).go(page)
    for (const part of await page.locator('main summary').all()) await part.click()
    await page.getByRole('button', { name: 'Show all of Output' }).click()
    await page.getByRole('button', { name: 'Show all of Output' }).waitFor({ state: 'detached' })
  },
}
const longest = { width: 1400, height: 3600 }

export const looks = [
  { name: 'look-list', scene: 'look', way },
  { name: 'look-list-900', scene: 'look', way, size: small },
  { name: 'look-several', scene: 'lookSeveral', way },
  { name: 'look-several-900', scene: 'lookSeveral', way, size: small },
  {
    name: 'look-several-one',
    scene: 'lookSeveral',
    way: { ...way, go: (page) => page.getByLabel('Old database').selectOption('1') },
  },
  { name: 'look-twice', scene: 'lookSeveral', way: open(1), size: tall },
  { name: 'look-before', scene: 'lookBefore', way },
  { name: 'look-before-open', scene: 'lookBefore', way: open(0), size: tall },
  { name: 'look-none', scene: 'lookNone', way },
  { name: 'look-nothing', scene: 'lookNothing', way },
  { name: 'look-damaged', scene: 'lookDamaged', way },
  { name: 'look-loading', scene: 'lookLoading', way },
  { name: 'look-failed', scene: 'lookFailed', way },
  {
    name: 'look-running',
    scene: 'lookRunning',
    way: { go: (page) => page.getByRole('button', { name: 'Look inside' }).click() },
  },
  { name: 'look-conversation', scene: 'look', way: open(2), size: tall },
  { name: 'look-conversation-all', scene: 'look', way: openAll, size: longest },
  { name: 'look-conversation-900', scene: 'look', way: open(2), size: small },
  { name: 'look-differs', scene: 'lookDiffers', way: open(4) },
  { name: 'look-gone', scene: 'lookGone', way: open(0) },
  {
    name: 'look-back-by-keyboard',
    scene: 'look',
    way: {
      ...way,
      go: async (page) => {
        await page.locator('main .lines button').nth(1).press('Enter')
        await page.locator('h1:focus', { hasText: 'Which index' }).waitFor()
        await page.keyboard.press('Escape')
        await page.locator('.lines button:focus', { hasText: 'write-ahead' }).waitFor()
      },
    },
  },
  { name: 'narrow-look', scene: 'look', way: open(2), size: { width: 400, height: 1600 } },
  { name: 'hostile-look', scene: 'hostileLook', way, size: tall },
  {
    name: 'hostile-look-open',
    scene: 'hostileLook',
    size: longest,
    way: {
      ...way,
      go: async (page) => {
        await page.locator('main .lines button').nth(2).click()
        await page.locator('main summary').first().waitFor()
        for (const part of await page.locator('main summary').all()) await part.click()
      },
    },
  },
]
