import { expect, it } from 'vitest'
import { formatTick, formatValue, timeTicks } from './chartFormat.ts'

it.each([
  [1536, 'bytes', '1.5 KiB'],
  [1536, 'bytesPerSecond', '1.5 KiB/s'],
  [0.0213, 'ratio', '2.13 %'],
  [0, 'ratio', '0 %'],
  [1, 'ratio', '100 %'],
  [0.000002, 'ratio', '0.0002 %'],
  [3.5454545, 'perSecond', '3.55/s'],
  [12_345.6, 'perSecond', '12,346/s'],
  [2, 'count', '2'],
  [0, 'seconds', '0 s'],
  [0.0000311, 'seconds', '31.1 µs'],
  [0.00099999, 'seconds', '1 ms'],
  [0.0123, 'seconds', '12.3 ms'],
  [0.99999, 'seconds', '1 s'],
  [59.999, 'seconds', '1 min'],
  [5400, 'seconds', '1.5 h'],
  [-0.5, 'seconds', '-500 ms'],
] as const)('%d as %s is %s', (value, unit, text) => expect(formatValue(value, unit)).toBe(text))

it.each([
  [0, 'bytes', '0'],
  [1_048_576, 'bytes', '1 MiB'],
  [1_572_864, 'bytes', '1.5 MiB'],
  [1_048_576, 'bytesPerSecond', '1 MiB/s'],
  [0, 'ratio', '0 %'],
  [0.25, 'perSecond', '0.25/s'],
] as const)('the tick %d of %s is %s', (value, unit, text) => expect(formatTick(value, unit)).toBe(text))

it('labels times of day, and the date where a day begins', () => {
  const midnight = new Date(2026, 10, 21).getTime() / 1000
  expect(timeTicks([midnight - 3600, midnight, midnight + 3600], 3600)).toEqual(['23:00', 'Nov 21', '01:00'])
  expect(timeTicks([midnight, midnight + 86_400], 86_400)).toEqual(['Nov 21', 'Nov 22'])
  expect(timeTicks([midnight + 30], 30)).toEqual(['00:00:30'])
})
