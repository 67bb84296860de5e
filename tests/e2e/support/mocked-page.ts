/** The built page with a mock of the contract in place of main (tests/renderer/mock-bridge.ts), in the system's Chromium. */
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page, Route } from '@playwright/test'
import { chromium, type Browser } from 'playwright-core'
import * as v from 'valibot'
import { build, type Rolldown } from 'vite'
import { requests } from '../../../src-preload/contract.js'
import { findChromium } from '../../../tools/find-chromium.mjs'
import type { MockBridge } from '../../renderer/mock-bridge.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const origin = 'https://hive.test'
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

export type Mocked = {
  /** A page of its own, with the mock set up as a scene (tests/renderer/scenes.ts). */
  open(scene: string, hash?: string): Promise<Page>
  close(): Promise<void>
}

/** Null where there is no Chromium. */
export async function mockedPages(): Promise<Mocked | null> {
  const executablePath = await findChromium()
  if (!executablePath) return null
  const mock = await buildMock()
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser: Browser = await chromium.launch({ executablePath, args })
  return {
    async open(scene, hash = '') {
      const context = await browser.newContext({
        viewport: { width: 900, height: 600 },
        locale: 'en-GB',
        timezoneId: 'UTC',
        bypassCSP: true,
      })
      const page = await context.newPage()
      await page.route(`${origin}/**`, serve)
      await page.addInitScript(`globalThis.scene = ${JSON.stringify(scene)};${mock}`)
      await page.goto(`${origin}/${hash}`)
      return page
    },
    close: () => browser.close(),
  }
}

async function buildMock(): Promise<string> {
  const entry = join(root, 'tests/renderer/mock-page.ts')
  const built = await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'mock' } },
  })
  const [output] = built as Rolldown.RolldownOutput[]
  const code = output?.output[0].code
  if (code === undefined) throw new Error('The mock was not built')
  return code
}

async function serve(route: Route): Promise<void> {
  const path = new URL(route.request().url()).pathname
  const file = join(root, 'out/renderer', path === '/' ? 'index.html' : path)
  if (!existsSync(file)) return route.fulfill({ status: 404 })
  return route.fulfill({ body: readFileSync(file), contentType: types[extname(file)] ?? 'text/plain' })
}

/** Every call that the page has made so far which main would have refused, by the contract's own schema. */
export async function wrongCalls(page: Page): Promise<string[]> {
  const calls = await page.evaluate(() => (globalThis as unknown as { hive: MockBridge }).hive.calls)
  return calls.flatMap(({ channel, request }) => {
    const { success } = v.safeParse(requests[channel], request)
    return success ? [] : [`${channel} ${JSON.stringify(request)}`]
  })
}
