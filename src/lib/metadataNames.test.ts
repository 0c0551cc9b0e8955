import { describe, expect, it } from 'vitest'
import { annotationBytes, labelValueProblem, metadataKeyProblem } from './metadataNames.ts'

describe('the key of a label or an annotation', () => {
  it.each([
    'a',
    'app',
    'App_1.2-b',
    'app.kubernetes.io/name',
    'openshift.io/image.dockerRepositoryCheck',
    '1',
    'k'.repeat(63),
    `${'p'.repeat(253)}/${'k'.repeat(63)}`,
  ])('%s may be', (key) => {
    expect(metadataKeyProblem(key)).toBeUndefined()
  })

  it.each([
    ['', /Enter a key/],
    ['a/b/c', /one slash/],
    ['/a', /prefix before the slash/],
    ['example.com/', /name after the slash/],
    ['Example.com/a', /DNS name/],
    ['-x.com/a', /DNS name/],
    ['a b', /letters, digits/],
    ['-a', /starts and ends/],
    ['a.', /starts and ends/],
    ['größe', /letters, digits/],
    ['k'.repeat(64), /63/],
    [`${'p'.repeat(254)}/a`, /253/],
    [`example.com/${'k'.repeat(64)}`, /after the prefix.*63/],
  ])('%j may not be', (key, why) => {
    expect(metadataKeyProblem(key)).toMatch(why)
  })
})

describe('the value of a label', () => {
  it.each(['', 'a', 'A-b_c.1', 'v'.repeat(63)])('%j may be', (value) => {
    expect(labelValueProblem(value)).toBeUndefined()
  })

  it.each([
    ['v'.repeat(64), /63/],
    ['a b', /letters/],
    ['-a', /starts and ends/],
    ['a/b', /letters/],
    ['ضمان', /letters/],
  ])('%j may not be', (value, why) => {
    expect(labelValueProblem(value)).toMatch(why)
  })
})

it('annotations are counted in bytes, not in letters', () => {
  expect(
    annotationBytes([
      ['ab', 'ü'],
      ['c', ''],
    ]),
  ).toBe(5)
})
