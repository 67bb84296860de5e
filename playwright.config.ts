import { defineConfig } from '@playwright/test'

// The specs go by English names, whatever the machine speaks; language.spec.ts chooses German in the app.
Object.assign(process.env, { LANGUAGE: 'en_US', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' })

/**
 * The specs start the app themselves (Electron, else the Chromium host) and say which; so there is no web server here, no
 * browser of Playwright's own. Each has a home of its own; one worker unless the caller knows that no windows share a focus.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
})
