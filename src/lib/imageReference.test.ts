import { describe, expect, test } from 'vitest'
import { formatImageReference, isTagName, parseImageReference, repositoryOf } from './imageReference.ts'

const digest = `sha256:${'a1'.repeat(32)}`

describe('parseImageReference', () => {
  test.each([
    ['nginx', { repository: 'nginx' }],
    ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
    ['library/nginx', { repository: 'library/nginx' }],
    ['quay.io/team/etl:stable', { registry: 'quay.io', repository: 'team/etl', tag: 'stable' }],
    ['127.0.0.1:5005/ubi9/python', { registry: '127.0.0.1:5005', repository: 'ubi9/python' }],
    ['localhost/a', { registry: 'localhost', repository: 'a' }],
    ['Registry/a', { registry: 'Registry', repository: 'a' }],
    ['[::1]:5000/a/b:v1', { registry: '[::1]:5000', repository: 'a/b', tag: 'v1' }],
    [`h.example:5000/a@${digest}`, { registry: 'h.example:5000', repository: 'a', digest }],
    [`h.example/a:v1@${digest}`, { registry: 'h.example', repository: 'a', tag: 'v1', digest }],
    [' docker://quay.io/a/b ', { registry: 'quay.io', repository: 'a/b' }],
    ['a/b__c/d-e.f', { repository: 'a/b__c/d-e.f' }],
  ])('%s', (text, expected) => {
    const reference = parseImageReference(text)
    expect(reference).toEqual(expected)
    expect(reference && formatImageReference(reference)).toBe(text.trim().replace('docker://', ''))
  })

  test.each([
    '',
    ':v1',
    'a b',
    'quay.io/',
    'quay.io/Team/app',
    'a@sha256:12',
    'a:',
    'a:bad tag!',
    'a/',
    '/a',
    'https://quay.io/a',
    'quay.io:port/a',
    '-.example/a',
    `a:${'x'.repeat(129)}`,
    'a'.repeat(256),
  ])('%s is none', (text) => expect(parseImageReference(text)).toBeUndefined())
})

test.each([
  ['quay.io/a/b:v1', 'quay.io/a/b'],
  [`a@${digest}`, 'a'],
  ['not a reference', 'not a reference'],
])('repositoryOf(%s)', (text, expected) => expect(repositoryOf(text)).toBe(expected))

test.each([
  ['latest', true],
  ['_x', true],
  ['1.10-alpine', true],
  ['bad tag!', false],
  ['-x', false],
  ['', false],
])('isTagName(%s) is %s', (tag, expected) => expect(isTagName(tag)).toBe(expected))
