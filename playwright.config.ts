import { defineConfig } from '@playwright/test'

/**
 * The specs start the app themselves (Electron, else the Chromium host) and say which; so there is no web server here, no
 * browser of Playwright's own, and one worker, because one machine runs one migration at a time.
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
