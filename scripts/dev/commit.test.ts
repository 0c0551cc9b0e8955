import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commitOf } from './commit.ts'

const folder = mkdtempSync(join(tmpdir(), 'commit-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Whoever runs this may be in a hook of git's, sign all commits, or be told a commit.
const env = {
  PATH: process.env['PATH'],
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
}
const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
const git = (...args: string[]) =>
  execFileSync('git', [...author, ...args], { cwd: folder, env, encoding: 'utf8' }).trim()

it('is that of the folder itself, says what was changed since, and gives way to what the build is told', () => {
  writeFileSync(join(folder, 'a.txt'), 'a')
  mkdirSync(join(folder, 'inside'))
  expect(commitOf(folder, env)).toBeUndefined()
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'a')
  git('tag', 'v1.0.0')
  const commit = git('rev-parse', '--short=12', 'HEAD')
  expect(commit).toMatch(/^[0-9a-f]{12}$/)
  expect(commitOf(folder, env)).toBe(commit)
  expect(commitOf(join(folder, 'inside'), env)).toBeUndefined()
  writeFileSync(join(folder, 'a.txt'), 'b')
  expect(commitOf(folder, env)).toBe(`${commit}-dirty`)
  expect(commitOf(folder, { ...env, SOURCE_COMMIT: '0123456789abcdef' })).toBe('0123456789ab')
})
