import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareMachine } from './prepareMachine.ts'

/** A stage of the tests. With a report its tests are counted one by one, else it counts as one. */
interface Stage {
  name: string
  command: string[]
  report?: (text: string) => Counts
}

interface Counts {
  passed: number
  failed: number
}

const reports = mkdtempSync(join(tmpdir(), 'registry-console-'))
const unitReport = join(reports, 'vitest.json')
const e2eReport = join(reports, 'playwright.json')

const stages: Stage[] = [
  { name: 'lint', command: ['oxlint', '--type-aware', '.'] },
  { name: 'types', command: ['node', 'node_modules/typescript-7/bin/tsc', '-p', '.'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'unused', command: ['knip'] },
  {
    name: 'unit and component',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    report: fromVitest,
  },
  { name: 'build', command: ['node', 'scripts/checkBuild.ts'] },
  { name: 'supply', command: ['node', 'scripts/supply.ts'] },
  { name: 'firefox', command: ['node', 'e2e/firefox/run.ts'], report: fromPlaywright },
  // The same seed each time: what it finds was changed since. Others are tried by the long form, `npm run soak`.
  {
    name: 'faults',
    command: ['node', 'scripts/soak.ts', '--dist', 'dist', '--seed', '1', '--minutes', '3', '--leaks', '40'],
  },
  { name: 'end to end', command: ['playwright', 'test', '-c', 'e2e/playwright.config.ts'], report: fromPlaywright },
]

function fromVitest(text: string): Counts {
  // The reporter's own format.
  const result = JSON.parse(text) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }
  return { passed: result.numPassedTests, failed: result.numFailedTests }
}

function fromPlaywright(text: string): Counts {
  // The reporter's own format.
  const { stats } = JSON.parse(text) as { stats: { expected: number; unexpected: number; flaky: number } }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

function run({ name, command, report }: Stage, only: Counts): Counts {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const [program = '', ...args] = command
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
  })
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  const file = report === fromPlaywright ? e2eReport : unitReport
  const counts = report && existsSync(file) ? report(readFileSync(file, 'utf8')) : only
  // A stage can fail without a failing test: a file that does not load, an error outside of tests.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const total: Counts = { passed: 0, failed: 0 }
try {
  prepareMachine()
} catch (error) {
  console.error(error)
  total.failed++
}
for (const stage of stages) {
  const { passed, failed } = run(stage, { passed: stage.report ? 0 : 1, failed: 0 })
  // A stage that counts as one has either passed or failed.
  total.passed += stage.report || !failed ? passed : 0
  total.failed += failed
}
rmSync(reports, { recursive: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)
