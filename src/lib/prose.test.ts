import { afterEach, expect, it } from 'vitest'
import { clauses, listed, sentenceGap, sentences } from './prose.ts'
import { loadLanguage } from './t.ts'

afterEach(() => loadLanguage(['en']))

it.each([
  ['en', 'A. B.', 'a, b, c', 'a, b'],
  ['de', 'A. B.', 'a, b und c', 'a und b'],
  ['fr', 'A. B.', 'a, b, c', 'a, b'],
  ['es', 'A. B.', 'a, b y c', 'a y b'],
  ['ko', 'A. B.', 'a, b 및 c', 'a 및 b'],
  ['ja', 'A.B.', 'a、b、c', 'a、b'],
  ['zh', 'A.B.', 'a、b、c', 'a、b'],
])('joins sentences and words as %s does', async (tag, text, three, two) => {
  await loadLanguage([tag])
  expect(sentences('A.', undefined, 'B.', false)).toBe(text)
  expect(`A.${sentenceGap()}B.`).toBe(text)
  expect(clauses(['a', 'b'])).toBe(text.includes(' ') ? 'a; b' : 'a；b')
  expect(listed(['a', 'b', 'c'])).toBe(three)
  expect(listed(['a', 'b'])).toBe(two)
  expect(listed([])).toBe('')
})
