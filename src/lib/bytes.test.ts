import { describe, expect, test } from 'vitest'
import { formatBytes } from './bytes.ts'

describe('formatBytes', () => {
  test.each([
    [0, '0 B'],
    [1, '1 B'],
    [1023, '1,023 B'],
    [1024, '1.0 KiB'],
    [304640, '297.5 KiB'],
    [1_048_575, '1.0 MiB'],
    [1_048_576, '1.0 MiB'],
    [26_951_000_000, '25.1 GiB'],
    [2 ** 60, '1,024.0 PiB'],
    [-2048, '-2.0 KiB'],
    [0.5, '1 B'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})
