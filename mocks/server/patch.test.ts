import { describe, expect, test } from 'vitest'
import { equal, jsonPatch, mergePatch, PatchError, strategicMergePatch, unknownFields } from './patch.ts'

// The cases of RFC 7386, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('merging %j with %j makes %j', (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged)
})

describe('a JSON patch', () => {
  test.each([
    ['adds to an object', [{ op: 'add', path: '/b', value: 1 }], { a: [1, 2], b: 1 }],
    ['inserts into a list', [{ op: 'add', path: '/a/1', value: 9 }], { a: [1, 9, 2] }],
    ['appends', [{ op: 'add', path: '/a/-', value: 9 }], { a: [1, 2, 9] }],
    ['replaces', [{ op: 'replace', path: '/a/0', value: 9 }], { a: [9, 2] }],
    ['removes', [{ op: 'remove', path: '/a/0' }], { a: [2] }],
    ['moves', [{ op: 'move', from: '/a/0', path: '/b' }], { a: [2], b: 1 }],
    ['copies', [{ op: 'copy', from: '/a', path: '/b' }], { a: [1, 2], b: [1, 2] }],
    ['reads escaped keys', [{ op: 'add', path: '/x~1y~0z', value: 1 }], { a: [1, 2], 'x/y~z': 1 }],
    ['replaces the document', [{ op: 'replace', path: '', value: { c: 1 } }], { c: 1 }],
    [
      'goes on after a test that holds',
      [
        { op: 'test', path: '/a', value: [1, 2] },
        { op: 'remove', path: '/a' },
      ],
      {},
    ],
  ])('%s', (_, operations, outcome) => {
    const target = { a: [1, 2] }
    expect(jsonPatch(target, operations)).toEqual(outcome)
    expect(target).toEqual({ a: [1, 2] })
  })

  test.each([
    [[{ op: 'test', path: '/a', value: 1 }]],
    [[{ op: 'remove', path: '/nothing/here' }]],
    [[{ op: 'replace', path: '/nothing', value: 1 }]],
    [[{ op: 'add', path: '/a/5', value: 1 }]],
    [[{ op: 'jump', path: '/a' }]],
  ])('%j is refused', (operations) => {
    expect(() => jsonPatch({ a: [1, 2] }, operations)).toThrow(PatchError)
  })
})

describe('a strategic merge patch', () => {
  const stream = { metadata: { name: 's' }, spec: { tags: [{ name: 'a', reference: true }, { name: 'b' }] } }
  const patched = (patch: unknown) => strategicMergePatch(stream, patch, 'image.openshift.io', 'v1', 'ImageStream')

  test.each([
    [
      'merges entries by their key',
      { tags: [{ name: 'b', generation: 2 }] },
      [
        { name: 'a', reference: true },
        { name: 'b', generation: 2 },
      ],
    ],
    ['adds new entries', { tags: [{ name: 'c' }] }, [{ name: 'a', reference: true }, { name: 'b' }, { name: 'c' }]],
    ['deletes entries', { tags: [{ name: 'a', $patch: 'delete' }] }, [{ name: 'b' }]],
    ['replaces the list', { tags: [{ name: 'z' }, { $patch: 'replace' }] }, [{ name: 'z' }]],
    [
      'orders entries',
      { tags: [], '$setElementOrder/tags': [{ name: 'b' }, { name: 'a' }] },
      [{ name: 'b' }, { name: 'a', reference: true }],
    ],
  ])('%s', (_, spec, tags) => {
    expect(patched({ spec })).toMatchObject({ spec: { tags } })
    expect(patched({ spec })).toHaveProperty('spec.tags.length', tags.length)
  })

  test('merges the containers of a deployment by name, and their ports by number', () => {
    const deployment = {
      spec: {
        template: { spec: { containers: [{ name: 'web', image: 'a', args: ['x'], ports: [{ containerPort: 80 }] }] } },
      },
    }
    const patch = {
      spec: {
        template: { spec: { containers: [{ name: 'web', image: 'b', args: ['y'], ports: [{ containerPort: 443 }] }] } },
      },
    }
    expect(strategicMergePatch(deployment, patch, 'apps', 'v1', 'Deployment')).toEqual({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'web', image: 'b', args: ['y'], ports: [{ containerPort: 80 }, { containerPort: 443 }] },
            ],
          },
        },
      },
    })
  })

  test('merges the secrets of a service account by name, and replaces its pull secrets', () => {
    const account = { secrets: [{ name: 'a' }], imagePullSecrets: [{ name: 'a' }] }
    const patch = { secrets: [{ name: 'b' }], imagePullSecrets: [{ name: 'b' }] }
    expect(strategicMergePatch(account, patch, '', 'v1', 'ServiceAccount')).toEqual({
      secrets: [{ name: 'a' }, { name: 'b' }],
      imagePullSecrets: [{ name: 'b' }],
    })
  })

  test('deletes from lists of plain values', () => {
    const pod = { metadata: { finalizers: ['a', 'b'] } }
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } }
    expect(strategicMergePatch(pod, patch, '', 'v1', 'Pod')).toEqual({ metadata: { finalizers: ['b'] } })
  })

  test('keeps only the fields that $retainKeys names', () => {
    const deployment = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } }
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }
    expect(strategicMergePatch(deployment, patch, 'apps', 'v1', 'Deployment')).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    })
  })
})

test('unknown fields are named by their path, below lists and maps too', () => {
  const stream = {
    kind: 'ImageStream',
    metadata: { name: 'x', labels: { any: 'thing' } },
    spec: { nope: 1, tags: [{ name: 'a', nono: 2 }] },
  }
  expect(unknownFields(stream, 'image.openshift.io', 'v1', 'ImageStream')).toEqual(['spec.nope', 'spec.tags[0].nono'])
  expect(unknownFields(stream, 'example.com', 'v1', 'Unheard')).toEqual([])
})

test.each([
  [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [[1, 2], [2, 1], false],
  [null, {}, false],
])('%j and %j are equal: %s', (a, b, same) => {
  expect(equal(a, b)).toBe(same)
})
