/** Puts the pictures of the gallery on sheets of nine, to be looked at: .cache/gallery-sheets. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const perSheet = 9

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} folder where the sheets go; what was there before is removed
 * @param {Map<string, { name: string, path: string }[]>} groups pictures that belong together, by the name of the group
 * @returns {Promise<number>} how many sheets there are
 */
export async function contactSheets(browser, folder, groups) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const page = await browser.newPage({ viewport: { width: 1500, height: 1100 } })
  let sheets = 0
  for (const [group, pictures] of groups) {
    for (let first = 0; first < pictures.length; first += perSheet) {
      await page.setContent(sheet(pictures.slice(first, first + perSheet)))
      const number = String(first / perSheet + 1).padStart(2, '0')
      await page.screenshot({ path: join(folder, `${group}-${number}.png`), fullPage: true })
      sheets++
    }
  }
  await page.close()
  return sheets
}

function sheet(pictures) {
  const figures = pictures.map(({ name, path }) => {
    const data = readFileSync(path).toString('base64')
    return `<figure><img src="data:image/png;base64,${data}" alt=""><figcaption>${name}</figcaption></figure>`
  })
  return `<!doctype html><style>
    body { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin: 8px; font: 14px sans-serif; background: #888 }
    figure { margin: 0 } img { width: 100%; display: block } figcaption { padding: 2px }
  </style>${figures.join('')}`
}
