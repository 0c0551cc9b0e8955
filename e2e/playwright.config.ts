import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './chromium.ts'

const port = Number(process.env['E2E_PORT'] ?? 5199)
// With the address of a console over a live cluster, only what suits any cluster runs.
const live = process.env['LIVE_URL']

export default defineConfig({
  testDir: 'journeys',
  outputDir: '../test-results',
  // Two cores: a second worker makes each test twice as slow and the whole no faster.
  workers: 1,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  forbidOnly: Boolean(process.env['CI']),
  ...(live && { grep: /@live/ }),
  use: {
    baseURL: live ?? `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    launchOptions: chromiumOptions,
    trace: 'retain-on-failure',
  },
  ...(!live && {
    webServer: {
      command: `node scripts/serve.ts --scenario healthy --dist dist --port ${port}`,
      cwd: '..',
      url: `http://127.0.0.1:${port}`,
      reuseExistingServer: false,
    },
  }),
})
