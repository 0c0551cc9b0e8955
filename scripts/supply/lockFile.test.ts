import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { folderOf, lockProblems, nameOf, type LockEntry, type LockFile, type Manifest } from './lockFile.ts'

const manifest: Manifest = {
  name: 'console',
  version: '1.0.0',
  license: 'Apache-2.0',
  dependencies: { a: '1.0.0' },
  devDependencies: { '@s/b': '2.0.0' },
}
const lockWith = (a: LockEntry, root: LockEntry = manifest): LockFile => ({
  lockfileVersion: 3,
  packages: {
    '': root,
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-AA==', ...a },
    'node_modules/@s/b': { version: '2.0.0', integrity: 'sha512-AA==', dev: true },
  },
})

describe('lockProblems', () => {
  it.each<[string, LockFile, RegExp]>([
    ['all is well', lockWith({}), /^$/],
    ['an address of the registry', lockWith({ resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' }), /^$/],
    [
      'another registry',
      lockWith({ resolved: 'https://npm.example.com/a-1.0.0.tgz' }),
      /a comes from https:\/\/npm\.ex/,
    ],
    ['a name like it', lockWith({ resolved: 'https://registry.npmjs.org.example.com/a.tgz' }), /comes from/],
    ['without TLS', lockWith({ resolved: 'http://registry.npmjs.org/a/-/a-1.0.0.tgz' }), /comes from/],
    ['git', lockWith({ resolved: 'git+ssh://git@github.com/a/a.git#1a' }), /comes from git/],
    ['a link', lockWith({ link: true, resolved: '../a' }), /is a link/],
    ['SHA-1', lockWith({ integrity: 'sha1-AA==' }), /no SHA-512/],
    ['a script', lockWith({ hasInstallScript: true }), /run a script/],
    [
      'another version wanted',
      lockWith({}, { ...manifest, dependencies: { a: '1.0.1' } }),
      /a: package\.json wants 1\.0\.0/,
    ],
    ['one more locked', lockWith({}, { ...manifest, devDependencies: {} }), /@s\/b: .* the lock file has none/],
    ['another kind', lockWith({}, { ...manifest, dependencies: {}, optionalDependencies: { a: '1.0.0' } }), /a: /],
    [
      'an older console',
      lockWith({}, { ...manifest, version: '0.9.0' }),
      /version 1\.0\.0, the lock file says 0\.9\.0/,
    ],
    ['an older format', { ...lockWith({}), lockfileVersion: 2 }, /version 2/],
  ])('%s', (_, lock, problem) => {
    expect(lockProblems(lock, manifest).join('\n')).toMatch(problem)
  })

  it('finds none in the lock file of the console', () => {
    // Both files are this project's own.
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile
    const own = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100)
    expect(lockProblems(lock, own)).toEqual([])
  })
})

describe('folders of the lock file', () => {
  const lock: LockFile = {
    lockfileVersion: 3,
    packages: { '': {}, 'node_modules/a': {}, 'node_modules/@s/b': {}, 'node_modules/@s/b/node_modules/a': {} },
  }
  it.each([
    ['', 'a', 'node_modules/a'],
    ['node_modules/a', '@s/b', 'node_modules/@s/b'],
    ['node_modules/@s/b', 'a', 'node_modules/@s/b/node_modules/a'],
    ['node_modules/@s/b/node_modules/a', 'a', 'node_modules/@s/b/node_modules/a'],
    ['node_modules/@s/b/node_modules/a', '@s/b', 'node_modules/@s/b'],
    ['node_modules/a', 'c', undefined],
  ])('what is in "%s" finds %s', (from, name, folder) => {
    expect(folderOf(lock, from, name)).toBe(folder)
  })
  it.each([
    ['node_modules/a', 'a'],
    ['node_modules/@s/b/node_modules/@t/c', '@t/c'],
  ])('%s is of %s', (folder, name) => {
    expect(nameOf(folder)).toBe(name)
  })
})
