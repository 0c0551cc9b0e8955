import { expect, test } from 'vitest'
import { askedOf } from './asked.ts'
import { sentTwice, storms } from './bounds.ts'
import { Chance } from './chance.ts'

const get = (path: string, at: number, tab = 'a') => askedOf('GET', path, { 'x-soak-tab': tab }, at)
const write = (id: string, attempt: string, body = '{}') => ({
  asked: askedOf('PATCH', '/apis/x', { 'x-soak-write': id, 'x-soak-attempt': attempt, 'x-soak-tab': 'a' }, 0),
  body,
})

test('a write is sent twice when two fetches of one press say the same; not when a browser repeats one', () => {
  expect(sentTwice([write('1', 'x'), write('2', 'x')])).toHaveLength(1)
  expect(sentTwice([write('1', 'x'), write('1', 'x')])).toEqual([])
  expect(sentTwice([write('1', 'x'), write('2', 'y')])).toEqual([])
  expect(sentTwice([write('1', 'x'), write('2', 'x', '{"newer":true}')])).toEqual([])
})

test('a storm is more of one query, or of one page, than ten seconds may hold', () => {
  const limits = { perQuery: 3, perPage: 5 }
  const of = (count: number, gap: number, tab?: string) =>
    Array.from({ length: count }, (_, index) =>
      get(`/api/v1/pods?watch=true&resourceVersion=${index}`, index * gap, tab),
    )
  expect(storms(of(4, 1000), limits)).toEqual([expect.stringContaining('WATCH /api/v1/pods ')])
  expect(storms(of(40, 5000), limits)).toEqual([])
  expect(storms([...of(3, 1), ...of(3, 1, 'b')], limits)).toEqual([])
  const many = Array.from({ length: 6 }, (_, index) => get(`/api/v1/pods/${index}`, index))
  expect(storms(many, limits)).toEqual([expect.stringContaining('page a: 6 requests')])
})

test('chance repeats itself by its words, and only by them', () => {
  const draws = (...words: (string | number)[]) => {
    const chance = new Chance(...words)
    return Array.from({ length: 50 }, () => chance.next())
  }
  expect(draws(1, 'a')).toEqual(draws(1, 'a'))
  expect(draws(1, 'a')).not.toEqual(draws(1, 'b'))
  const mean = draws(7).reduce((sum, draw) => sum + draw, 0) / 50
  expect(mean).toBeGreaterThan(0.3)
  expect(mean).toBeLessThan(0.7)
})
