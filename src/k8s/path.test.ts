import { hashKey } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { apiUrl, setApiRoot } from './apiRoot.ts'
import { resourcePath, scopeQuery } from './path.ts'
import { listOf, objectOf } from './queries.ts'
import { Project } from './resources/project.ts'
import { ConfigMap } from './testApi.ts'

const tags = { ...ConfigMap, group: 'image.openshift.io', plural: 'imagestreamtags' }

describe('resourcePath', () => {
  it.each([
    ['all namespaces', resourcePath(ConfigMap), '/api/v1/configmaps'],
    ['one namespace', resourcePath(ConfigMap, { namespace: 'demo' }), '/api/v1/namespaces/demo/configmaps'],
    [
      'a kind without namespaces',
      resourcePath(Project, { namespace: 'demo' }, 'x'),
      '/apis/project.openshift.io/v1/projects/x',
    ],
    [
      'a name with a colon',
      resourcePath(tags, { namespace: 'a' }, 'web:1'),
      '/apis/image.openshift.io/v1/namespaces/a/imagestreamtags/web%3A1',
    ],
    [
      'a subresource',
      resourcePath(ConfigMap, { namespace: 'a' }, 'b', 'proxy/x y'),
      '/api/v1/namespaces/a/configmaps/b/proxy/x%20y',
    ],
    [
      'a name that would leave its place',
      resourcePath(ConfigMap, { namespace: '../..' }, '<b>/?#'),
      '/api/v1/namespaces/..%2F../configmaps/%3Cb%3E%2F%3F%23',
    ],
  ])('%s', (_name, path, expected) => {
    expect(path).toBe(expected)
  })

  it('encodes selectors and leaves out what is not given', () => {
    expect(scopeQuery({ labelSelector: 'a in (b,c)' }, { limit: 5, continue: undefined })).toBe(
      '?labelSelector=a+in+%28b%2Cc%29&limit=5',
    )
    expect(scopeQuery({})).toBe('')
  })
})

describe('apiUrl', () => {
  afterEach(() => setApiRoot(undefined))

  it.each([
    ['https://console.example/', 'https://console.example/apis/apps/v1?limit=5'],
    ['https://console.example/registry/', 'https://console.example/registry/apis/apps/v1?limit=5'],
    ['https://console.example/registry/index.html', 'https://console.example/registry/apis/apps/v1?limit=5'],
  ])('is relative to %s', (root, expected) => {
    setApiRoot(root)
    expect(apiUrl('/apis/apps/v1?limit=5')).toBe(expected)
  })
})

describe('query keys', () => {
  const key = (query: { queryKey: readonly unknown[] }) => hashKey(query.queryKey)
  const short = { name: 'short', project: <T>(object: T) => object }

  it('are the same for the same objects and different for others', () => {
    expect(key(listOf(ConfigMap, {}))).toBe(key(listOf(ConfigMap)))
    expect(key(listOf(ConfigMap, { namespace: '' }))).toBe(key(listOf(ConfigMap)))
    const others = [
      listOf(ConfigMap),
      listOf(ConfigMap, { namespace: 'a' }),
      listOf(ConfigMap, { labelSelector: 'a' }),
      listOf(ConfigMap, {}, short),
      listOf({ ...ConfigMap, version: 'v2' }),
      listOf({ ...ConfigMap, group: 'x' }),
      objectOf(ConfigMap, { name: 'a' }),
      objectOf(ConfigMap, { namespace: 'a', name: 'a' }),
    ]
    expect(new Set(others.map(key)).size).toBe(others.length)
  })
})
