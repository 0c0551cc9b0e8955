import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const script = fileURLToPath(new URL('prune.ts', import.meta.url))
const data = fileURLToPath(new URL('../mocks/data/prune/', import.meta.url))
const now = ['--now', '2026-11-20T23:15:50Z']
const state1 = ['--state', join(data, 'state-1.json')]
const nothing = { images: [], streamItems: {}, layerLinks: [], manifestLinks: [], blobs: [] }

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

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'prune-'))
})
afterAll(async () => rm(directory, { recursive: true }))
const fileWith = async (text: string) => {
  const file = join(directory, 'state.json')
  await writeFile(file, text)
  return file
}

interface Recorded {
  options: string[]
  now: string
  state: string
  exitCode: number
  expected: { other: string[] }
}
test.each(readdirSync(data).filter((name) => !name.startsWith('state-')))('%s, by the script', async (name) => {
  // A recorded case has this form.
  const recorded = JSON.parse(readFileSync(join(data, name), 'utf8')) as Recorded
  const { other, ...expected } = recorded.expected
  const outcome = await run('--state', join(data, recorded.state), `--now=${recorded.now}`, ...recorded.options)
  expect(JSON.parse(outcome.stdout)).toEqual(expected)
  expect(outcome.code).toBe(recorded.exitCode)
  expect(outcome.stderr).toBe(outcome.code === 0 ? '' : `${other.join('\n')}\n`)
})

test('options as oc takes them', async () => {
  const quick = ['--keep-younger-than', '0s', '--keep-tag-revisions', '1']
  const all = await run(...quick, '--confirm', '--registry-url=https://r:5000', ...now, '--num-workers=2', ...state1)
  const equal = await run('--keep-younger-than=0s', '--keep-tag-revisions=1', ...state1, ...now)
  expect(all).toEqual(equal)
  const one = await run(...state1, ...now, ...quick, '-npayments')
  expect(JSON.parse(one.stdout)).toMatchObject({
    images: [],
    blobs: [],
    streamItems: { 'payments/api': 3, 'payments/worker': 4 },
  })
})

test('lists that are missing are empty', async () => {
  const outcome = await run('--state', await fileWith('{"image.openshift.io/v1/images":{"items":null}}'), ...now)
  expect(outcome).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(outcome.stdout)).toEqual(nothing)
})

test('the metadata of images that cannot be told end the run in its middle', async () => {
  const metadata = { name: 'sha256:1', creationTimestamp: '2020-01-01T00:00:00Z' }
  const images = { items: [{ metadata, dockerImageMetadata: null }] }
  const file = await fileWith(JSON.stringify({ 'image.openshift.io/v1/images': images }))
  expect(await run('--state', file, ...now)).toMatchObject({
    code: 1,
    stderr: 'error: image sha256:1: failed to read metadata for image sha256:1\n',
  })
})

test.each([
  [[...state1], '--now is missing'],
  [[...now], '--state is missing'],
  [[...state1, '--now'], 'flag needs an argument: --now'],
  [[...state1, '--now', 'yesterday'], '--now must be a time like 2026-11-20T23:15:50Z, not "yesterday"'],
  [
    [...state1, '--now=2026-13-20T23:15:50Z'],
    '--now must be a time like 2026-11-20T23:15:50Z, not "2026-13-20T23:15:50Z"',
  ],
  [[...state1, ...now, '--keep-tag-revisions=-1'], '--keep-tag-revisions must be greater than or equal to 0'],
  [[...state1, ...now, 'images'], 'no arguments are allowed to this command'],
  [[...state1, ...now, '--what'], 'unknown flag: --what'],
])('%s is refused', async (args, message) => {
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` })
})

test.each([
  ['{', 'cannot be read: '],
  ['[]', 'holds no lists'],
  ['{"v1/pods":{"items":[{}]}}', 'cannot be read: '],
])('the file %s is refused', async (text, message) => {
  const file = await fileWith(text)
  const outcome = await run('--state', file, ...now)
  expect(outcome).toMatchObject({ code: 2, stdout: '' })
  expect(outcome.stderr).toContain(`error: ${file} ${message}`)
})

test('a file that is not there is refused', async () => {
  const outcome = await run('--state', join(directory, 'none.json'), ...now)
  expect(outcome).toMatchObject({ code: 2, stdout: '' })
  expect(outcome.stderr).toContain('ENOENT')
})
