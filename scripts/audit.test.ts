import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowed, manifest } from '../src/lib/registryLogTesting.ts'

const script = fileURLToPath(new URL('audit.ts', import.meta.url))
const samples = fileURLToPath(new URL('../mocks/data/samples/', import.meta.url))

interface Outcome {
  code: number
  stdout: string
  stderr: string
}
const run = async (...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
/** The report of files that hold these logs. */
async function audit(...logs: (string | Uint8Array)[]): Promise<unknown> {
  const files = logs.map((_, index) => join(directory, `${index}.log`))
  await Promise.all(logs.map(async (log, index) => writeFile(files[index] ?? '', log)))
  const outcome = await run(...files)
  expect(outcome).toMatchObject({ code: 0, stderr: '' })
  return JSON.parse(outcome.stdout)
}

let directory = ''
let sample = ''
let expected: unknown
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-'))
  sample = await readFile(join(samples, 'registry.log'), 'utf8')
  const { about: _, ...report } = JSON.parse(await readFile(join(samples, 'registry.expected.json'), 'utf8'))
  expected = report
})
afterAll(async () => rm(directory, { recursive: true }))

const push = manifest({
  at: 1,
  id: 'p',
  method: 'PUT',
  repository: 'demo/app',
  reference: 'v1',
  user: 'alice',
  status: 201,
})
const pushed = { user: 'alice', repository: 'demo/app', reference: 'v1' }
const none = { pushes: [], deniedFor: [], badToken: 0, pulls: [], notFound: [] }

test('the sample gives what is expected of it, to the order of the keys', async () => {
  const { code, stdout } = await run(join(samples, 'registry.log'))
  expect(code).toBe(0)
  expect(stdout).toBe(`${JSON.stringify(expected, null, 2)}\n`)
})

test('however its lines are written', async () => {
  const lines = sample.trimEnd().split('\n')
  const stamped = lines.map((line) => `${/"([^"]*)"/.exec(line)?.[1]} ${line}`)
  expect(await audit(stamped.join('\n'))).toEqual(expected)
  expect(await audit(stamped.map((line) => line.replace('Z ', '+00:00 stderr F ')).join('\r\n'))).toEqual(expected)
  const halves = stamped.map((line) => {
    const middle = line.length >> 1
    const begin = line.slice(0, middle).replace('Z ', 'Z stderr P ')
    return `${begin}\n${line.split(' ')[0]} stderr F ${line.slice(middle)}`
  })
  expect(await audit(halves.join('\n'))).toEqual(expected)
  expect(await audit(lines.map((line) => `[pod/image-registry-1/registry] ${line}`).join('\n'))).toEqual(expected)
  expect(await audit(Buffer.from(`\ufeff${sample}`, 'utf16le'))).toEqual(expected)
  expect(await audit(gzipSync(sample))).toEqual(expected)
})

test('in files of pods, or cut in the middle of a request', async () => {
  const lines = sample.split('\n')
  expect(await audit(lines.slice(150).join('\n'), lines.slice(0, 150).join('\n'))).toEqual(expected)
  const everyThird = [0, 1, 2].map((rest) => lines.filter((_, index) => index % 3 === rest).join('\n'))
  expect(await audit(...everyThird)).toEqual(expected)
})

test('files that overlap', async () => {
  const lines = sample.split('\n')
  expect(await audit(lines.slice(0, 300).join('\n'), lines.slice(100).join('\n'))).toEqual(expected)
})

test('pods that use the same ids', async () => {
  const other = manifest({ ...push, at: 0, repository: 'demo/app', reference: 'v0', user: 'bob' })
  expect(await audit(allowed(push).join('\n'), allowed(other).join('\n'))).toEqual({
    ...none,
    pushes: [{ user: 'bob', repository: 'demo/app', reference: 'v0' }, pushed],
  })
})

test('bytes that are no text, lines of 1 MB, and nothing', async () => {
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919 + (index >> 8)) % 256)
  const long = `time="2026-11-20T23:00:00Z" level=info msg="${'\\"x'.repeat(400_000)}\n`
  expect(await audit(Buffer.concat([bytes, Buffer.from(`\n${long}${allowed(push).join('\n')}`)]))).toEqual({
    ...none,
    pushes: [pushed],
  })
  expect(await audit('', '\n')).toEqual(none)
})

test('a file that is not there, a directory, no file', async () => {
  const missing = await run(join(samples, 'registry.log'), join(directory, 'missing.log'))
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('missing.log cannot be read: ENOENT')
  const broken = join(directory, 'broken.gz')
  await writeFile(broken, gzipSync(sample).subarray(0, 5000))
  expect(await run(broken)).toMatchObject({ code: 1, stdout: '' })
  expect(await run(directory)).toMatchObject({ code: 1, stdout: '' })
  expect(await run()).toMatchObject({ code: 1, stderr: 'error: no file given: npm run -s audit -- FILE…\n' })
})
