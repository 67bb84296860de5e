/** The real renderer, built once and served with the product's content security policy, and the mock bridge's script. */
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'

export const origin = 'https://hive.test'
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'"
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/**
 * Builds the page into `app`; answers the script that puts the mock bridge in place of preload.
 *
 * @param {string} root the repository @param {string} app
 */
export async function buildPages(root, app) {
  const quiet = { configFile: false, logLevel: 'warn' }
  await build({
    ...quiet,
    root: join(root, 'src-renderer'),
    base: './',
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: app,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
  const mock = await build({
    ...quiet,
    root,
    build: { write: false, lib: { entry: join(root, 'tests/renderer/mock-page.ts'), formats: ['iife'], name: 'mock' } },
  })
  return mock[0].output[0].code
}

/** Answers a request of the page from the folder `app`. */
export function serve(route, app) {
  const path = new URL(route.request().url()).pathname
  const file = join(app, path === '/' ? 'index.html' : path)
  const contentType = types[extname(file)]
  try {
    const body = readFileSync(file)
    return route.fulfill({ body, contentType, headers: { 'content-security-policy': policy } })
  } catch {
    return route.fulfill({ status: 404 })
  }
}
