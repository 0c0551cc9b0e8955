import { describe, expect, it } from 'vitest'
import { jsonLines } from './jsonLines.ts'
import { lines } from './lines.ts'

const bytes = new TextEncoder().encode('{"a":"é€😀"}\n\r\n{"b":2}\r\n{"c":3}')

const streamOf = (chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
  })

const chunksOf = (size: number, all = bytes) => {
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
  return streamOf(chunks)
}

describe('lines', () => {
  it.each([1, 2, 3, 5, 7, 100])('puts characters and lines together from chunks of %i bytes', async (size) => {
    expect(await Array.fromAsync(lines(chunksOf(size)))).toEqual(['{"a":"é€😀"}', '', '{"b":2}', '{"c":3}'])
    expect(await Array.fromAsync(jsonLines(chunksOf(size)))).toEqual([{ a: 'é€😀' }, { b: 2 }, { c: 3 }])
  })

  it('gives nothing for an empty stream and no last empty line', async () => {
    expect(await Array.fromAsync(lines(streamOf([])))).toEqual([])
    expect(await Array.fromAsync(lines(chunksOf(10, new TextEncoder().encode('one\n'))))).toEqual(['one'])
  })

  it('puts together a line of a megabyte in chunks of a kilobyte', async () => {
    const long = new TextEncoder().encode('x'.repeat(1_000_000))
    const [line] = await Array.fromAsync(lines(chunksOf(1000, long)))
    expect(line).toHaveLength(1_000_000)
  })

  it('ends quietly when aborted while the stream is silent, and cancels it', async () => {
    const cancelled = Promise.withResolvers<void>()
    const silent = new ReadableStream<Uint8Array>({ cancel: () => cancelled.resolve() })
    const abort = new AbortController()
    const all = Array.fromAsync(lines(silent, { signal: abort.signal }))
    abort.abort()
    expect(await all).toEqual([])
    await cancelled.promise
  })

  it('cancels the stream when its reader stops in the middle', async () => {
    const cancelled = Promise.withResolvers<void>()
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('line\n')),
      cancel: () => cancelled.resolve(),
    })
    for await (const line of lines(endless)) {
      expect(line).toBe('line')
      break
    }
    await cancelled.promise
  })

  it('fails at a cut line and at garbage, after what came whole', async () => {
    for (const text of ['{"a":1}\n{"b":', '{"a":1}\n<html>\n{"c":3}\n']) {
      const seen: unknown[] = []
      const read = async () => {
        for await (const value of jsonLines(chunksOf(4, new TextEncoder().encode(text)))) seen.push(value)
      }
      await expect(read()).rejects.toThrow(SyntaxError)
      expect(seen).toEqual([{ a: 1 }])
    }
  })
})
