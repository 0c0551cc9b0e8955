import { expect, it } from 'vitest'
import { fieldPathIn, parseFieldPath } from './fieldPath.ts'

it.each([
  ['spec.tags[latest].from.name', ['spec', 'tags', 'latest', 'from', 'name']],
  ['spec.tags[0].from', ['spec', 'tags', 0, 'from']],
  ['metadata.annotations[openshift.io/display-name]', ['metadata', 'annotations', 'openshift.io/display-name']],
  ['spec.tags["v1.2"]', ['spec', 'tags', 'v1.2']],
  ['[]', []],
  ['', []],
])('reads the path %j', (path, steps) => {
  expect(parseFieldPath(path)).toEqual(steps)
})

it.each([
  [
    'Internal error: ImageStream.image.openshift.io "web" is invalid: spec.tags[v1].from.name: Required value',
    'spec.tags[v1].from.name',
  ],
  ['tag.from.kind: Invalid value', 'tag.from.kind'],
  ['metadata.annotations[a.io/b]: too long', 'metadata.annotations[a.io/b]'],
  ['requested usage of openshift.io/images exceeds the maximum limit', undefined],
])('finds the path in %j', (message, path) => {
  expect(fieldPathIn(message)).toBe(path)
})
