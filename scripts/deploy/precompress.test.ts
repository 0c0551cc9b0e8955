import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { precompress } from './precompress.ts'

it('puts beside each file what is smaller, the same bytes each time, and nothing beside what is written at start', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'console-compress-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'assets'))
  const text = 'const many = "words of a script"\n'.repeat(100)
  for (const name of ['assets/a.js', 'b.svg', 'index.html', 'config.json', 'picture.png'])
    writeFileSync(join(dir, name), text)
  writeFileSync(join(dir, 'assets/short.js'), 'export {}\n')
  // Of a build before this one.
  writeFileSync(join(dir, 'assets/short.js.br'), 'old')
  const contents = () =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(br|gz)$/.test(name))
      .toSorted()
      .map((name) => [name, readFileSync(join(dir, name)).toString('base64')] as const)
  await precompress(dir)
  const first = contents()
  expect(first.map(([name]) => name)).toEqual(['assets/a.js.br', 'assets/a.js.gz', 'b.svg.br', 'b.svg.gz'])
  const bytesOf = (name: string) => readFileSync(join(dir, name))
  expect(brotliDecompressSync(bytesOf('assets/a.js.br')).toString()).toBe(text)
  expect(gunzipSync(bytesOf('assets/a.js.gz')).toString()).toBe(text)
  // No time of the machine is in it.
  expect(bytesOf('assets/a.js.gz').subarray(4, 8)).toEqual(Buffer.alloc(4))
  await precompress(dir)
  expect(contents()).toEqual(first)
})
