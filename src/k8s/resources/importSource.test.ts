import { describe, expect, it, test } from 'vitest'
import recorded from '../../../mocks/data/recordings/00-state.json' with { type: 'json' }
import type { ImageStream, TagEventList, TagReference } from './imageStream.ts'
import { importHost, importSources, projectImports, reimportable, type ImportedTag } from './importSource.ts'

const digest = `sha256:${'a'.repeat(64)}`

function stream(spec: TagReference[], status: TagEventList[] = [], more: Partial<ImageStream> = {}): ImageStream {
  return {
    metadata: { namespace: 'demo', name: 'web', uid: 'u1', resourceVersion: '5', ...more.metadata },
    spec: { tags: spec, ...more.spec },
    status: { dockerImageRepository: 'image-registry.openshift-image-registry.svc:5000/demo/web', tags: status },
  }
}
const from = (name: string) => ({ kind: 'DockerImage', name })
const brought = (tag: string, repository: string, created: string, generation = 1) => ({
  tag,
  items: [{ created, image: digest, dockerImageReference: `${repository}@${digest}`, generation }],
})
const failed = (tag: string, reason: string, message: string, at = '2026-11-20T10:00:00Z') => ({
  tag,
  items: null,
  conditions: [{ type: 'ImportSuccess', status: 'False', reason, message, lastTransitionTime: at, generation: 9 }],
})

describe('the registry of a pull spec', () => {
  it.each([
    ['nginx', 'docker.io'],
    ['library/nginx:1', 'docker.io'],
    ['docker.io/library/nginx', 'docker.io'],
    ['index.docker.io/library/nginx', 'docker.io'],
    ['docker://QUAY.io/org/app:1', 'quay.io'],
    [`quay.io/org/app@${digest}`, 'quay.io'],
    ['localhost/app', 'localhost'],
    ['registry.example.com:5000/a/b/c:v1', 'registry.example.com:5000'],
    ['registry.example.com:443/app', 'registry.example.com:443'],
    ['[2001:db8::1]:5000/app:1', '[2001:db8::1]:5000'],
    ['10.0.0.1:5000/app', '10.0.0.1:5000'],
    ['', ''],
    ['*.example.com/app', ''],
    ['https://quay.io/org/app', ''],
    ['quay.io/Org/App', ''],
    ['quay.io/org/app:', ''],
    ['quay.io/', ''],
  ])('%s: %s', (pullSpec, host) => {
    expect(importHost(pullSpec)).toBe(host)
  })
})

describe('a tag', () => {
  const quay = { tag: 'v1', from: 'quay.io/org/app:v1', host: 'quay.io', repository: 'quay.io/org/app' }
  it.each<[string, ImageStream, ImportedTag[]]>([
    [
      'that is imported',
      stream([{ name: 'v1', from: from(quay.from), generation: 1 }], [brought('v1', 'quay.io/org/app', '2026-11-01')]),
      [{ ...quay, kind: 'asked', imported: '2026-11-01' }],
    ],
    [
      'with policies',
      stream([
        {
          name: 'v1',
          from: from(quay.from),
          importPolicy: { scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
          referencePolicy: { type: 'Local' },
        },
      ]),
      [{ ...quay, kind: 'asked', scheduled: true, insecure: true, allPlatforms: true, local: true }],
    ],
    [
      'of a stream that may do without certificates',
      stream([{ name: 'v1', from: from(quay.from) }], [], {
        metadata: { name: 'web', annotations: { 'openshift.io/image.insecureRepository': 'true' } },
      }),
      [{ ...quay, kind: 'asked', insecure: true }],
    ],
    [
      'that waits for its import',
      stream([{ name: 'v1', from: from(quay.from), generation: 2 }], [brought('v1', 'quay.io/org/app', '2026-11-01')]),
      [{ ...quay, kind: 'asked', pending: true, imported: '2026-11-01' }],
    ],
    [
      'whose last import failed, though it has an older image',
      stream(
        [{ name: 'v1', from: from(quay.from), generation: 1 }],
        [
          {
            ...failed('v1', 'Unauthorized', 'you may not have access'),
            items: brought('v1', 'quay.io/org/app', '2026-11-01').items,
          },
        ],
      ),
      [
        {
          ...quay,
          kind: 'asked',
          imported: '2026-11-01',
          failure: {
            reason: 'Unauthorized',
            message: 'you may not have access',
            since: '2026-11-20T10:00:00Z',
            cause: 'credentials',
          },
        },
      ],
    ],
    [
      'whose image is of another registry than the one it asks for now',
      stream([{ name: 'v1', from: from(quay.from) }], [brought('v1', 'ghcr.io/org/app', '2026-11-01')]),
      [{ ...quay, kind: 'asked' }],
    ],
    [
      'that somebody pushed over: its import lies before',
      stream(
        [{ name: 'v1', from: from(quay.from), generation: 1 }],
        [
          {
            tag: 'v1',
            items: [
              {
                created: '2026-11-09',
                image: digest,
                dockerImageReference: `image-registry.openshift-image-registry.svc:5000/demo/web@${digest}`,
                generation: 3,
              },
              ...brought('v1', 'quay.io/org/app', '2026-11-01').items,
            ],
          },
        ],
      ),
      [{ ...quay, kind: 'asked', imported: '2026-11-01' }],
    ],
    [
      'that only refers to its source',
      stream([{ name: 'v1', from: from(quay.from), reference: true, importPolicy: { scheduled: true } }]),
      [{ ...quay, kind: 'reference' }],
    ],
    [
      'that was imported once and nobody asks for',
      stream([], [brought('v1', 'quay.io/org/app', '2026-11-01')]),
      [{ ...quay, from: `quay.io/org/app@${digest}`, kind: 'once', imported: '2026-11-01' }],
    ],
    [
      'that came with a repository',
      stream([], [brought('v1', 'quay.io/org/app', '2026-11-01')], {
        spec: { dockerImageRepository: 'quay.io/org/app' },
      }),
      [{ ...quay, from: `quay.io/org/app@${digest}`, kind: 'repository', imported: '2026-11-01' }],
    ],
    [
      'that was pushed',
      stream([], [brought('v1', 'image-registry.openshift-image-registry.svc:5000/demo/web', 'x')]),
      [],
    ],
    [
      'that follows another, of this stream or of another one',
      stream([
        { name: 'v1', from: { kind: 'ImageStreamTag', name: 'v2' } },
        { name: 'v3', from: { kind: 'ImageStreamTag', name: 'other:v2', namespace: 'other' } },
        { name: 'v4', from: { kind: 'ImageStreamImage', name: `web@${digest}` } },
      ]),
      [],
    ],
    ['without a source', stream([{ name: 'v1' }, { name: 'v2', from: null }, { name: 'v3', from: from('') }]), []],
    [
      'whose source is no pull spec',
      stream([{ name: 'v1', from: from('https://quay.io/org') }], [failed('v1', 'Invalid', 'no')]),
      [
        {
          tag: 'v1',
          from: 'https://quay.io/org',
          host: '',
          repository: 'https://quay.io/org',
          kind: 'asked',
          failure: { reason: 'Invalid', message: 'no', since: '2026-11-20T10:00:00Z', cause: 'badName' },
        },
      ],
    ],
  ])('%s', (_, object, imports) => {
    expect(projectImports(object).imports).toEqual(imports)
  })
})

describe('registries', () => {
  const named = (namespace: string, name: string) => ({ metadata: { namespace, name } })
  test('by host, with what is counted and since when', () => {
    const streams = [
      stream(
        [
          { name: 'a', from: from('quay.io/org/app:a'), importPolicy: { scheduled: true } },
          { name: 'b', from: from('quay.io/org/app:b') },
          { name: 'c', from: from('quay.io/org/app:c'), reference: true },
          { name: 'd', from: from('nginx') },
        ],
        [
          brought('a', 'quay.io/org/app', '2026-11-02T00:00:00Z'),
          failed('b', 'NotFound', 'dockerimage "x" not found', '2026-11-10T00:00:00Z'),
          failed('d', 'Unauthorized', 'x', '2026-11-05T00:00:00Z'),
          brought('old', 'quay.io/org/app', '2026-11-03T00:00:00Z'),
        ],
        named('b', 'one'),
      ),
      stream(
        [{ name: 'a', from: from('index.docker.io/library/nginx') }],
        [failed('a', 'InternalError', 'toomanyrequests: x', '2026-11-04T00:00:00Z')],
        named('a', 'two'),
      ),
      stream([], [], { ...named('a', 'all'), spec: { dockerImageRepository: 'ghcr.io/org/app' } }),
      stream([{ name: 'a', from: { kind: 'ImageStreamTag', name: 'b' } }], [], named('a', 'none')),
    ].map(projectImports)
    expect(importSources(streams)).toMatchObject([
      {
        host: 'docker.io',
        namespaces: ['a', 'b'],
        tags: 2,
        failing: 2,
        causes: new Map([
          ['credentials', 1],
          ['rateLimit', 1],
        ]),
        failingSince: '2026-11-04T00:00:00Z',
      },
      { host: 'ghcr.io', tags: 0, streams: [{ name: 'all', repository: 'ghcr.io/org/app', tags: [] }] },
      {
        host: 'quay.io',
        namespaces: ['b'],
        tags: 2,
        references: 1,
        once: 1,
        scheduled: 1,
        failing: 1,
        failingSince: '2026-11-10T00:00:00Z',
        lastSuccess: '2026-11-03T00:00:00Z',
      },
    ])
    const [hub, , quay] = importSources(streams)
    expect(hub).not.toHaveProperty('lastSuccess')
    expect(quay?.streams.flatMap(reimportable).map(({ tag }) => tag)).toEqual(['a', 'b'])
  })

  test('there are none without streams', () => {
    expect(importSources([])).toEqual([])
  })

  test('the recorded cluster', () => {
    // The recording is one large literal type; its streams are ImageStreams of a real API server.
    const objects = recorded['/apis/image.openshift.io/v1/imagestreams'].items as unknown as ImageStream[]
    const sources = importSources(objects.map(projectImports))
    expect(sources.map(({ host, failing }) => [host, failing])).toMatchInlineSnapshot(`
      [
        [
          "127.0.0.1:5005",
          0,
        ],
        [
          "registry.invalid.example",
          1,
        ],
      ]
    `)
  })

  test('2,000 streams with 20 tags each are told apart', () => {
    const rows = Array.from({ length: 2000 }, (_, index) =>
      projectImports(
        stream(
          Array.from({ length: 20 }, (__, tag) => ({
            name: `t${tag}`,
            from: from(`r${index % 40}.example/a/b:${tag}`),
          })),
          [],
          named(`p${index % 100}`, `s${index}`),
        ),
      ),
    )
    const sources = importSources(rows)
    expect(sources.reduce((sum, { tags }) => sum + tags, 0)).toBe(40_000)
    expect(sources).toHaveLength(40)
  })
})
