// npm run -s supply [-- --must-ask]: the lock file, what is known against the packages that ship, and what the last build says of itself.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { lockProblems, type LockFile, type Manifest } from './supply/lockFile.ts'
import { auditResult } from './supply/npmAudit.ts'
import { sbomProblem } from './supply/sbom.ts'

const problems: string[] = []
// Both files are this project's own, and npm's.
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
problems.push(...lockProblems(lock, manifest))
console.log(`lock file: ${Object.keys(lock.packages).length - 1} packages`)

// A mirror that is slow must not hold up everything else.
const patience = ['--fetch-retries=0', '--fetch-timeout=10000']
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--loglevel=silent', ...patience], {
  encoding: 'utf8',
})
const audit = auditResult(stdout ?? '')
if (audit.kind === 'clean') console.log('npm audit: nothing is known against the packages that ship')
if (audit.kind === 'vulnerable') problems.push('npm audit: something is known against what ships', ...audit.packages)
if (audit.kind === 'failed') problems.push(`npm audit failed: ${audit.why}`)
if (audit.kind === 'unasked') {
  console.warn(`npm audit COULD NOT ASK, so nothing is known either way: ${audit.why}`)
  // For a release: run where the registry answers.
  if (process.argv.includes('--must-ask')) problems.push('npm audit could not ask')
}

const SBOM = 'dist/sbom.cdx.json'
if (existsSync(SBOM)) {
  const problem = await sbomProblem(readFileSync(SBOM, 'utf8'))
  if (problem) problems.push(`${SBOM} is not CycloneDX 1.6: ${problem}`)
  else console.log(`${SBOM}: CycloneDX 1.6`)
} else console.log(`${SBOM}: not built`)

for (const problem of problems) console.error(problem)
process.exit(problems.length ? 1 : 0)
