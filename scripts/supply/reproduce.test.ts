import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differences, digestOf, writtenBuild } from './reproduce.ts'

it.each([
  [{ a: '1', b: '2' }, { b: '2', a: '1' }, []],
  [{ a: '1', b: '2' }, { a: '1', b: '3' }, ['b has other bytes in a build elsewhere']],
  [{ a: '1' }, {}, ['a is not made by a build elsewhere']],
  [{}, { a: '1' }, ['a is made only by a build elsewhere']],
])('%j and %j', (one, other, found) => {
  expect(differences(one, other)).toEqual(found)
})

describe('digestOf', () => {
  const page = (commit: string) => `<head>\n    <meta name="registry-console-commit" content="${commit}">\n</head>`
  it.each([
    ['index.html', page('1a'), page('2b-dirty'), true],
    ['index.html', page('1a'), '<head>\n</head>', true],
    ['index.html', page('1a'), page('1a').replace('head', 'body'), false],
    ['assets/a.js', page('1a'), page('2b'), false],
  ])('%s without its commit', (name, one, other, same) => {
    expect(digestOf(name, one) === digestOf(name, other)).toBe(same)
  })
})

describe('writtenBuild', () => {
  let dist = ''
  const content = Buffer.from('console '.repeat(200))
  beforeEach(async () => {
    dist = await mkdtemp(join(tmpdir(), 'written-build-'))
    await mkdir(join(dist, 'assets'))
    await writeFile(join(dist, 'assets/a.js'), content)
    await writeFile(join(dist, 'assets/a.js.br'), brotliCompressSync(content))
    await writeFile(join(dist, 'assets/a.js.gz'), gzipSync(content))
  })
  afterEach(() => rm(dist, { recursive: true }))

  it('counts what is compressed as what it stands for', async () => {
    expect(await writtenBuild(dist)).toEqual({
      digests: { 'assets/a.js': digestOf('a.js', content) },
      problems: [],
    })
  })

  const withTime = gzipSync(content)
  withTime.writeUInt32LE(1_700_000_000, 4)
  it.each<[string, string, Buffer, RegExp]>([
    ['of an older build', 'assets/a.js.br', brotliCompressSync('console'), /a\.js\.br does not hold/],
    ['cut', 'assets/a.js.gz', gzipSync(content).subarray(0, 20), /a\.js\.gz does not hold/],
    ['left over', 'assets/b.js.gz', gzipSync(content), /b\.js\.gz stands for a file that is not there/],
    ['with a time', 'assets/a.js.gz', withTime, /a\.js\.gz tells when/],
  ])('finds what is %s', async (_, file, bytes, problem) => {
    await writeFile(join(dist, file), bytes)
    expect((await writtenBuild(dist)).problems.join('\n')).toMatch(problem)
  })
})
