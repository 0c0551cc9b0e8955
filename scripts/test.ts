import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
  /** What failed, by name and with its message, where the report tells. */
  failures?: string[]
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
  const result = JSON.parse(text) as {
    numPassedTests: number
    numFailedTests: number
    testResults: {
      name: string
      status: string
      message?: string
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
    }[]
  }
  const failures = result.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && tests.length === 0) return [`${name}\n${message}`]
    return tests.map(({ fullName, failureMessages }) => `${name} › ${fullName}\n${failureMessages.join('\n')}`)
  })
  return { passed: result.numPassedTests, failed: result.numFailedTests, failures }
}

/** A group of tests in Playwright's report: a file, or a `describe`. */
interface Suite {
  specs?: {
    file: string
    line: number
    title: string
    tests: { status: string; projectName: string; results: { errors: { message?: string }[] }[] }[]
  }[]
  suites?: Suite[]
}

function failuresOf({ specs = [], suites = [] }: Suite): string[] {
  const own = specs.flatMap(({ file, line, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => {
        const errors = results.flatMap((result) => result.errors.map(({ message = '' }) => message))
        return [`[${projectName}] ${file}:${line} › ${title}`, ...errors].join('\n')
      }),
  )
  return [...own, ...suites.flatMap(failuresOf)]
}

function fromPlaywright(text: string): Counts {
  // The reporter's own format.
  const report = JSON.parse(text) as Suite & { stats: { expected: number; unexpected: number; flaky: number } }
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky, failures: failuresOf(report) }
}

const begins = 2_000

/** Runs a stage, shows what it prints, and returns what of it is told once more at the end if it failed. */
async function run({ name, command, report }: Stage): Promise<Counts> {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const [program = '', ...args] = command
  // A report of the last stage is none of this one.
  rmSync(e2eReport, { force: true })
  const colors = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const child = spawn(program, args, {
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...process.env, ...colors, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
  })
  let printed = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (text: Buffer) => {
      to.write(text)
      printed = `${printed}${text.toString()}`.slice(-6_000)
    })
  }
  child.on('error', (error) => (printed = String(error)))
  const [status] = await once(child, 'close').catch(() => [1])
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  const file = report === fromPlaywright ? e2eReport : unitReport
  const counts = report && existsSync(file) ? report(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 }
  if (status === 0) return report ? counts : { passed: 1, failed: 0 }
  // A stage can fail without a failing test: a file that does not load, an error outside of tests.
  const failures = counts.failures?.length ? counts.failures.map((text) => text.slice(0, begins)) : [printed]
  return { ...counts, failed: Math.max(counts.failed, 1), failures }
}

const total: Counts = { passed: 0, failed: 0 }
const failed: string[] = []
try {
  prepareMachine()
} catch (error) {
  console.error(error)
  total.failed++
  failed.push(`── the machine could not be prepared\n${String(error)}`)
}
for (const stage of stages) {
  const counts = await run(stage)
  total.passed += counts.passed
  total.failed += counts.failed
  if (counts.failures?.length) failed.push(`── ${stage.name}: FAILED`, ...counts.failures)
}
// Who reads only the end of a long record reads this.
if (failed.length) console.log(`\n${failed.join('\n\n')}`)
rmSync(reports, { recursive: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)
