import { describe, expect, test } from 'vitest'
import { atOnce } from '../../lib/inSlices.ts'
import type { ImageConfigSpec, ImageRegistrySources } from './imageConfig.ts'
import {
  isVital,
  newlyRefused,
  nodeChangeOf,
  policySummary,
  refusedNeeds,
  type NodeChange,
} from './imageConfigEffects.ts'
import { projectImports } from './importSource.ts'

const internalRegistry = 'image-registry.openshift-image-registry.svc:5000'
const releaseImage = 'quay.io/openshift-release-dev/ocp-release@sha256:1111'

test.each<[ImageRegistrySources | undefined, ImageRegistrySources | undefined, NodeChange]>([
  [undefined, {}, 'none'],
  [{ blockedRegistries: null }, { blockedRegistries: [] }, 'none'],
  [{}, { allowedRegistries: ['quay.io'] }, 'reload'],
  [{ blockedRegistries: ['a.io'] }, { allowedRegistries: ['quay.io'] }, 'drain'],
  [{}, { insecureRegistries: ['a.io'] }, 'drain'],
  [{ insecureRegistries: ['a.io'] }, { containerRuntimeSearchRegistries: ['quay.io'] }, 'reboot'],
])('nodes from %j to %j: %s', (before, after, expected) => {
  expect(nodeChangeOf(before, after)).toBe(expected)
})

describe('what the cluster itself needs', () => {
  test.each<[string, ImageRegistrySources, string[], number]>([
    ['nothing set', {}, [], 0],
    ['blocked elsewhere', { blockedRegistries: ['evil.io'] }, [], 0],
    ['its registry blocked', { blockedRegistries: [internalRegistry] }, ['registry'], 1],
    ['by a wildcard', { blockedRegistries: ['*.svc'] }, ['registry'], 1],
    ['the release blocked, which nodes ignore', { blockedRegistries: ['quay.io'] }, ['release'], 0],
    ['only others allowed', { allowedRegistries: ['docker.io'] }, ['registry', 'release', 'redhat'], 2],
    [
      'a part of its registry',
      { allowedRegistries: [`${internalRegistry}/demo`, 'quay.io', 'registry.redhat.io'] },
      ['registry'],
      1,
    ],
    ['all allowed', { allowedRegistries: [internalRegistry, 'quay.io/openshift-release-dev', '*.redhat.io'] }, [], 0],
  ])('%s', (_, sources, refused, vital) => {
    const found = refusedNeeds(sources, { internalRegistry, releaseImage })
    expect([found.map(({ why }) => why), found.filter(isVital).length]).toEqual([refused, vital])
  })

  test('a cluster without registry and release needs nothing', () => {
    expect(refusedNeeds({ allowedRegistries: ['a.io'] }, { internalRegistry: '', releaseImage: undefined })).toEqual([])
  })
})

describe('what is newly refused', () => {
  const tag = (name: string, from: string, more = {}) => ({ name, from: { kind: 'DockerImage', name: from }, ...more })
  const streams = [
    projectImports({
      metadata: { namespace: 'demo', name: 'web' },
      spec: {
        tags: [
          tag('a', 'quay.io/team/web:a'),
          tag('b', 'docker.io/library/nginx:1'),
          tag('plain', 'r.example.com:5000/x:1', { importPolicy: { insecure: true } }),
          tag('named', 'quay.io/team/web:n', { reference: true }),
        ],
      },
    }),
  ]
  const image = (name: string) => ({ container: 'c', init: false, image: name })
  const none = { triggers: [], refs: [] }
  const workloads = [
    {
      kind: 'Pod',
      metadata: { namespace: 'demo', name: 'web-1' },
      images: [image('quay.io/team/web:a'), image('quay.io/team/web:b')],
      ...none,
    },
    {
      kind: 'Pod',
      metadata: { namespace: 'demo', name: 'done' },
      images: [image('quay.io/team/web:a')],
      idle: true as const,
      ...none,
    },
    {
      kind: 'Deployment',
      metadata: { namespace: 'demo', name: 'web' },
      images: [image('quay.io/team/web:a')],
      ...none,
    },
  ]
  const refused = (before: ImageConfigSpec, after: ImageConfigSpec) =>
    atOnce(newlyRefused(before, after, { streams, workloads }, internalRegistry))

  test.each<[string, ImageConfigSpec, ImageConfigSpec, object, object]>([
    ['nothing', {}, { registrySources: { blockedRegistries: ['x.io'] } }, {}, {}],
    [
      'a path of a registry: nodes only',
      {},
      { registrySources: { blockedRegistries: ['quay.io/team'] } },
      { 'quay.io': [['demo/web:a', 'demo/web:named'], ['demo/web-1']] },
      {},
    ],
    [
      'a whole registry: imports too, but not of a reference',
      {},
      { registrySources: { blockedRegistries: ['quay.io'] } },
      { 'quay.io': [['demo/web:a', 'demo/web:named'], ['demo/web-1']] },
      { 'quay.io': [['demo/web:a'], []] },
    ],
    [
      'refused already',
      { registrySources: { blockedRegistries: ['quay.io'] } },
      { registrySources: { blockedRegistries: ['quay.io/team'] } },
      {},
      {},
    ],
    [
      'an allow list does not concern imports',
      {},
      { registrySources: { allowedRegistries: ['quay.io'] } },
      { 'docker.io': [['demo/web:b'], []], 'r.example.com:5000': [['demo/web:plain'], []] },
      {},
    ],
    [
      'an allow list of imports, by port',
      {},
      {
        allowedRegistriesForImport: [
          { domainName: 'quay.io' },
          { domainName: 'docker.io' },
          { domainName: 'r.example.com' },
        ],
      },
      {},
      { 'r.example.com:5000': [['demo/web:plain'], []] },
    ],
  ])('%s', (_, before, after, nodes, imports) => {
    const found = refused(before, after)
    const byHost = (list: typeof found.nodes) =>
      Object.fromEntries(list.map(({ host, tags, pods }) => [host, [tags, pods]]))
    expect([byHost(found.nodes), byHost(found.imports)]).toEqual([nodes, imports])
  })
})

test.each<[ImageConfigSpec | null, string]>([
  [null, 'Nodes may pull from everywhere; imports from everywhere.'],
  [
    {
      registrySources: { blockedRegistries: ['a.io'] },
      allowedRegistriesForImport: [{ domainName: 'a' }, { domainName: 'b' }, { domainName: 'c' }],
    },
    'Nodes may pull from everywhere except 1 blocked registry; imports from 3 registries.',
  ],
  [
    { registrySources: { blockedRegistries: ['a.io', 'b.io'] } },
    'Nodes may pull from everywhere except 2 blocked registries; imports from everywhere else.',
  ],
  [
    { registrySources: { allowedRegistries: ['a.io'] }, allowedRegistriesForImport: [{ domainName: 'a' }] },
    'Nodes may pull from 1 registry only; imports from 1 registry.',
  ],
  [
    { registrySources: { allowedRegistries: ['a.io'], blockedRegistries: ['b.io'] } },
    'Allowed and blocked registries are both set, so nodes take no new configuration; imports from everywhere else.',
  ],
])('%j: %s', (spec, expected) => {
  expect(policySummary(spec)).toBe(expected)
})
