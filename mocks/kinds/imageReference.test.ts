import { describe, expect, test } from 'vitest'
import {
  digestMatches,
  formatPullSpec,
  hostPort,
  parsePullSpec,
  splitImageName,
  splitTagName,
} from './imageReference.ts'

const id = `sha256:${'0'.repeat(64)}`

describe('parsePullSpec', () => {
  test.each([
    ['nginx', { registry: '', namespace: '', name: 'nginx', tag: '', id: '' }],
    ['library/nginx:1', { registry: '', namespace: 'library', name: 'nginx', tag: '1', id: '' }],
    ['quay.io/a/b/c:1', { registry: 'quay.io', namespace: 'a', name: 'b/c', tag: '1', id: '' }],
    ['localhost/x', { registry: 'localhost', namespace: '', name: 'x', tag: '', id: '' }],
    ['127.0.0.1:5005/a/b@' + id, { registry: '127.0.0.1:5005', namespace: 'a', name: 'b', tag: '', id }],
    ['h:5000/a:t@' + id, { registry: 'h:5000', namespace: '', name: 'a', tag: 't', id }],
    ['quay.io', { registry: 'quay.io', namespace: '', name: '', tag: '', id: '' }],
  ])('%s', (text, parts) => expect(parsePullSpec(text)).toEqual(parts))

  test.each([
    ['UPPER/Bad:::', 'invalid reference format'],
    ['a/b:', 'invalid reference format'],
    ['a/b@sha256:0', 'invalid reference format'],
    ['a//b', 'invalid reference format'],
    ['Upper', 'repository name must be lowercase'],
    ['', 'repository name must have at least one component'],
    ['a'.repeat(256), 'repository name must not be more than 255 characters'],
  ])('refuses %s', (text, error) => expect(parsePullSpec(text)).toEqual({ error }))

  test('is quick with long nonsense', () => {
    const started = performance.now()
    parsePullSpec(`${'a'.repeat(5000)}!`)
    parsePullSpec(`${'a-'.repeat(5000)}!`)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

test('a digest wins over a tag', () => {
  const parts = { registry: 'h', namespace: 'a', name: 'b', tag: 't', id }
  expect(formatPullSpec(parts)).toBe(`h/a/b@${id}`)
  expect(formatPullSpec({ ...parts, id: '' })).toBe('h/a/b:t')
})

test.each([
  ['quay.io/a', ['quay.io', '443']],
  ['h:5000/a', ['h', '5000']],
  ['nginx', ['registry-1.docker.io', '443']],
])('%s is reached at %o', (text, expected) => {
  const reference = parsePullSpec(text)
  if ('error' in reference) throw new Error(reference.error)
  expect(hostPort(reference)).toEqual(expected)
})

test('names of tags and images have exactly one separator', () => {
  expect(splitTagName('web:1')).toEqual(['web', '1'])
  expect(splitImageName(`web@${id}`)).toEqual(['web', id])
  for (const bad of ['web', 'web:', ':1', 'web:1:2', `web@${id}`]) expect(splitTagName(bad)).toBeUndefined()
  for (const bad of ['web', 'web@', '@1', 'web@1@2']) expect(splitImageName(bad)).toBeUndefined()
})

test('a digest is matched by its beginning', () => {
  expect(digestMatches(id, 'sha256:00')).toBe(true)
  expect(digestMatches(id, '000')).toBe(true)
  expect(digestMatches(id, '1')).toBe(false)
  expect(digestMatches('', 'x')).toBe(false)
})
