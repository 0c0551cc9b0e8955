import { expect, it } from 'vitest'
import { pseudoText } from './pseudoText.ts'

it.each([
  ['Delete {{name}}', '[Ðéļéţé {{name}} one]'],
  ['Tag', '[Ţáĝ o]'],
  [' and ', ' [áñð on] '],
  ['{{count}} images in {{project}}', '[{{count}} ímáĝéš íñ {{project}} one]'],
])('%j looks foreign and needs more room: %j', (sentence, text) => expect(pseudoText(sentence)).toBe(text))
