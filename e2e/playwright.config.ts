import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './chromium.ts'
import { missingSoftware } from './real/software.ts'

const port = Number(process.env['E2E_PORT'] ?? 5199)
// Which build is served, so that journeys can run while another one is made.
const dist = process.env['E2E_DIST'] ?? 'dist'
// With the address of a console over a live cluster, only what suits any cluster runs.
const live = process.env['LIVE_URL']
// The demonstration is a build of its own, whose mock cluster runs in the browser: on a host that knows nothing but files, under a path.
const demoPort = port + 1
const demoPath = '/demo/'
const demonstration = /demonstration\.spec\.ts/

const missing = live ? [] : missingSoftware()
// Workers read this file too.
if (missing.length && process.env['TEST_WORKER_INDEX'] === undefined)
  console.log(`The tests against real servers are left out: ${missing.join(', ')} missing.`)

export default defineConfig({
  testDir: 'journeys',
  outputDir: '../test-results',
  // Two cores: a second worker makes each test slower and the whole a quarter faster.
  workers: 2,
  // A machine that is busy with other things is slow, and not wrong.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  forbidOnly: Boolean(process.env['CI']),
  ...(live && { grep: /@live/ }),
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    // What moves only costs time here; it is looked at in Firefox, where it moves.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: chromiumOptions,
    // Recording every test costs a tenth of the time: `--trace on` when one fails.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'console', testIgnore: demonstration, use: { baseURL: live ?? `http://127.0.0.1:${port}` } },
    ...(live
      ? []
      : [
          {
            name: 'demonstration',
            testMatch: demonstration,
            use: { baseURL: `http://127.0.0.1:${demoPort}${demoPath}` },
          },
          // One Prometheus, which has seen something by the time its charts are looked at.
          { name: 'real', testDir: 'real', workers: 1 },
        ]),
  ],
  ...(!live && {
    webServer: [
      {
        command: `node scripts/serve.ts --scenario healthy --dist ${dist} --port ${port}`,
        cwd: '..',
        url: `http://127.0.0.1:${port}`,
        reuseExistingServer: false,
      },
      {
        command: `npm run --silent build:demo && node e2e/staticHost.ts --dist dist-demo --port ${demoPort}`,
        cwd: '..',
        url: `http://127.0.0.1:${demoPort}${demoPath}`,
        reuseExistingServer: false,
      },
    ],
  }),
})
