import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createZip } from './zip.ts'
import { unzip } from './zipTesting.ts'

const bytesOf = async (parts: BlobPart[]) => Buffer.from(await new Blob(parts).arrayBuffer())

test('what was added is in it, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ name: fc.string({ unit: 'grapheme', minLength: 1 }), content: fc.string({ unit: 'grapheme' }) }),
      ),
      async (entries) => {
        const zip = createZip(new Date('2026-05-06T07:08:10Z'))
        for (const entry of entries) await zip.add(entry)
        const decoded = entries.map((entry) => ({
          name: entry.name.toWellFormed(),
          content: entry.content.toWellFormed(),
        }))
        expect(unzip(await bytesOf(zip.finish()))).toEqual(decoded)
      },
    ),
    { numRuns: 50 },
  )
})

test('repeated lines take little', async () => {
  const zip = createZip(new Date())
  await zip.add({ name: 'a.log', content: 'the same line\n'.repeat(10_000) })
  expect((await bytesOf(zip.finish())).length).toBeLessThan(1500)
})
