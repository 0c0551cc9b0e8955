import { describe, expect, it } from 'vitest'
import { findStreams, parseSearch } from './searchQuery.ts'

const hex = '034701f9a17dbbd6f2b5a9e1d1e8e4aa3a7b3d9a8c5f4e2b1a0987654321fedc'
const internal = 'image-registry.openshift-image-registry.svc:5000'

describe('parseSearch', () => {
  it.each([
    ['', {}],
    ['web', {}],
    ['web:v1', { reference: { name: 'web', tag: 'v1' } }],
    ['demo/web', { reference: { namespace: 'demo', name: 'web' } }],
    ['demo/web:v1', { reference: { namespace: 'demo', name: 'web', tag: 'v1' } }],
    [`${internal}/demo/web:v1`, { reference: { namespace: 'demo', name: 'web', tag: 'v1' } }],
    [`docker://${internal}/demo/web`, { reference: { namespace: 'demo', name: 'web' } }],
    [`${internal}/demo/web@sha256:${hex}`, { reference: { namespace: 'demo', name: 'web', digest: `sha256:${hex}` } }],
    ['034701', { digest: '034701' }],
    ['SHA256:034701F9A17D', { digest: '034701f9a17d' }],
    ['03470', {}],
    ['facade', { digest: 'facade' }],
    [`${hex}0`, {}],
    ['/', {}],
    ['a b/c', {}],
  ])('of "%s"', (text, expected) => {
    const { words: _, ...rest } = parseSearch(text)
    expect(rest).toEqual(expected)
  })
})

describe('findStreams', () => {
  const rows = ['demo/web', 'demo/web-api', 'other/web', 'other/my-web', 'webs/db'].map((path) => {
    const [namespace = '', name = ''] = path.split('/')
    return { metadata: { namespace, name } }
  })

  it.each([
    ['web', ['demo/web', 'other/web', 'demo/web-api', 'other/my-web', 'webs/db']],
    ['other web', ['other/web', 'other/my-web']],
    ['demo/web', ['demo/web', 'demo/web-api', 'other/web']],
    ['demo/web:v1', ['demo/web', 'other/web']],
    ['my-web:v1', ['other/my-web']],
    ['', []],
    ['none', []],
  ])('finds for "%s"', (text, expected) => {
    const found = findStreams(rows, parseSearch(text))
    expect(found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(expected)
  })
})
