import { expect, test } from 'vitest'
import { GrowingArray } from './growingArray.ts'

test('numbers are kept in order while it grows', () => {
  const numbers = new GrowingArray(Int32Array)
  for (let i = 0; i < 1000; i++) numbers.push(i * 3)
  expect(numbers.length).toBe(1000)
  expect(numbers.at(999)).toBe(2997)
  expect(numbers.values).toEqual(Int32Array.from({ length: 1000 }, (_, i) => i * 3))
})

test('what was skipped has the initial value', () => {
  const numbers = new GrowingArray(Float64Array, Number.NaN)
  numbers.push(1)
  numbers.set(40, 2)
  expect([...numbers.values.subarray(0, 3)]).toEqual([1, Number.NaN, Number.NaN])
  expect(numbers.at(40)).toBe(2)
  expect(numbers.at(41)).toBeNaN()
  expect(numbers.length).toBe(41)
  numbers.extend(3)
  expect(numbers.length).toBe(41)
})
