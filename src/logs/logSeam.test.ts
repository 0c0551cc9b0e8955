import { expect, test } from 'vitest'
import { createSeam, lastTimeIn, wholeSecond } from './logSeam.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const stamp = (seconds: string) => `2026-11-20T23:33:${seconds.padEnd(12, '0')}Z`
const micros = (seconds: number) => Date.UTC(2026, 10, 20, 23, 33) * 1000 + Math.round(seconds * 1e6)
const newest = micros(9.5)

test.each<[string, string, 'held' | 'gap' | undefined]>([
  ['the newest line again', `${stamp('09.1')} a\n${stamp('09.5')} b\n`, 'held'],
  ['only its beginning', `${stamp('09.5')} b and so on`, 'held'],
  ['a line after it', `${stamp('09.1')} a\n${stamp('09.6')} c\n`, 'gap'],
  ['earlier ones of its second', `${stamp('09.1')} a\n${stamp('09.2')} b\n`, undefined],
  ['nothing', '', undefined],
  ['what has no timestamp', `the rest of a line\n\n${stamp('09.5')} b\n`, 'held'],
  ['bytes that are no text', `\xff\x00 ${stamp('09.5')}\n${stamp('10.0')} b\n`, 'gap'],
])('a log that is read on and begins with %s', (_, text, expected) => {
  expect(createSeam(newest)(bytes(text))).toBe(expected)
  // The same, byte by byte.
  const seam = createSeam(newest)
  const found = [...bytes(text)].map((byte) => seam(Uint8Array.of(byte))).find((each) => each !== undefined)
  expect(found).toBe(expected)
})

test.each<[string, string, number | undefined]>([
  ['the last line', `${stamp('08.0')} a\n${stamp('09.0')} b\n`, micros(9)],
  ['a line that has begun', `${stamp('08.0')} a\n${stamp('09.0')} b`, micros(9)],
  ['the one before a timestamp that was cut', `${stamp('08.0')} a\n2026-11-20T23:3`, micros(8)],
  ['the one before lines without', `${stamp('08.0')} a\nb\nc\n`, micros(8)],
  ['none', 'the middle of a line', undefined],
  ['no bytes', '', undefined],
])('the last time in some bytes: %s', (_, text, expected) => {
  expect(lastTimeIn(bytes(text))).toBe(expected)
})

test('moments are cut to whole seconds', () => {
  expect(wholeSecond(micros(9.999999))).toBe('2026-11-20T23:33:09Z')
})
