import { describe, expect, test } from 'vitest'
import type { K8sObject } from '../types.ts'
import { consumersOfStream } from './imageConsumer.ts'
import { behindOf, foldConsumers } from './imageConsumerRow.ts'
import { consumerKinds, type WorkloadImages } from './imageConsumerWorkload.ts'
import type { ImageStream } from './imageStream.ts'
import { triggerFieldPath, triggersAnnotation } from './imageTrigger.ts'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const repository = 'image-registry.openshift-image-registry.svc:5000/shop/web'
const day = 86_400_000

const event = (image: string, created: string | null) => ({ image, created, dockerImageReference: '' })
const stream: ImageStream = {
  metadata: { name: 'web', namespace: 'shop' },
  status: {
    dockerImageRepository: repository,
    tags: [
      { tag: 'latest', items: [event(digest('c'), '2026-11-20T10:00:00Z')] },
      {
        tag: 'v1',
        items: [
          event(digest('c'), '2026-11-20T10:00:00Z'),
          event(digest('b'), '2026-11-15T10:00:00Z'),
          event(digest('a'), '2026-11-10T10:00:00Z'),
          event(digest('b'), '2026-11-05T10:00:00Z'),
          event(digest('0'), null),
        ],
      },
    ],
  },
}

function make(
  kind: string,
  name: string,
  spec: object,
  { owner, annotations, status = {} }: Made = {},
): WorkloadImages {
  const found = consumerKinds.find(({ type }) => type.kind === kind)
  if (!found) throw new Error(`no kind ${kind}`)
  const ownerReferences = owner && [
    { apiVersion: 'v1', kind: owner[0], name: owner[1], uid: owner[1], controller: true },
  ]
  const metadata = { name, namespace: 'shop', uid: name, ...(ownerReferences && { ownerReferences }), annotations }
  return found.project({ metadata, spec, status } as K8sObject) // the spec is that of its kind
}
interface Made {
  owner?: [kind: string, name: string]
  annotations?: Record<string, string>
  status?: object
}

const template = (image: string) => ({
  template: { spec: { containers: [{ name: 'web', image, imagePullPolicy: 'Always' }] } },
})
const pod = (name: string, image: string, owner?: [string, string], running = '', phase = 'Running') =>
  make(
    'Pod',
    name,
    { containers: [{ name: 'web', image }] },
    {
      ...(owner && { owner }),
      status: { phase, containerStatuses: running ? [{ name: 'web', imageID: `${repository}@${running}` }] : [] },
    },
  )
const fold = (workloads: WorkloadImages[], tagName?: string) =>
  foldConsumers(workloads, consumersOfStream(workloads, stream), { stream, ...(tagName && { tagName }) })

describe('foldConsumers', () => {
  test('thirty pods and two replica sets are one line of their deployment', () => {
    const pods = Array.from({ length: 30 }, (_, index) =>
      pod(`p${String(index)}`, `${repository}:v1`, ['ReplicaSet', 'new']),
    )
    const workloads = [
      make('Deployment', 'web', { replicas: 30, ...template(`${repository}:v1`) }),
      make('ReplicaSet', 'new', { replicas: 30, ...template(`${repository}:v1`) }, { owner: ['Deployment', 'web'] }),
      make('ReplicaSet', 'old', { replicas: 0, ...template(`${repository}:latest`) }, { owner: ['Deployment', 'web'] }),
      ...pods,
    ]
    const rows = fold(workloads)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      kind: 'Deployment',
      name: 'web',
      container: 'web',
      by: 'tag',
      tag: 'v1',
      pullPolicy: 'Always',
      pods: 30,
      idle: false,
    })
    expect(rows[0]?.members.map(({ kind, name }) => `${kind} ${name}`).slice(0, 3)).toEqual([
      'Deployment web',
      'ReplicaSet new',
      'Pod p0',
    ])
    expect(rows[0]?.members.at(-1)?.name).toBe('old')
  })

  test('an old replica set alone is its deployment, not running', () => {
    const workloads = [
      make('Deployment', 'web', template('quay.io/other/web:1')),
      make('ReplicaSet', 'old', { replicas: 0, ...template(`${repository}:v1`) }, { owner: ['Deployment', 'web'] }),
    ]
    expect(fold(workloads)).toMatchObject([{ kind: 'Deployment', name: 'web', idle: true, pods: 0 }])
    expect(fold(workloads)[0]?.behind).toBeUndefined()
  })

  test.each<[string, WorkloadImages[], string]>([
    [
      'a pod of a job of a cron job',
      [
        make('CronJob', 'nightly', { jobTemplate: { spec: template(`${repository}:v1`) } }),
        make('Job', 'nightly-1', template(`${repository}:v1`), { owner: ['CronJob', 'nightly'] }),
        pod('nightly-1-x', `${repository}:v1`, ['Job', 'nightly-1']),
      ],
      'CronJob nightly',
    ],
    [
      'pods whose owner may not be read',
      [pod('a', `${repository}:v1`, ['ReplicaSet', 'gone']), pod('b', `${repository}:v1`, ['ReplicaSet', 'gone'])],
      'ReplicaSet gone',
    ],
    [
      'a deployment of an operator',
      [make('Deployment', 'web', template(`${repository}:v1`), { owner: ['Shop', 'main'] })],
      'Deployment web',
    ],
    ['a pod that its node runs', [pod('static', `${repository}:v1`, ['Node', 'n1'])], 'Pod static'],
    ['a pod of nobody', [pod('alone', `${repository}:v1`)], 'Pod alone'],
    [
      'builds of a config',
      [
        make('BuildConfig', 'web', {
          strategy: { dockerStrategy: { from: { kind: 'ImageStreamTag', name: 'web:v1' } } },
        }),
        make(
          'Build',
          'web-1',
          { strategy: { dockerStrategy: { from: { kind: 'ImageStreamTag', name: 'web:v1' } } } },
          { owner: ['BuildConfig', 'web'] },
        ),
      ],
      'BuildConfig web',
    ],
  ])('%s', (_name, workloads, expected) => {
    expect(fold(workloads).map(({ kind, name }) => `${kind} ${name}`)).toEqual([expected])
  })

  test('owners that own each other end somewhere', () => {
    const workloads = [
      make('ReplicaSet', 'a', template(`${repository}:v1`), { owner: ['ReplicaSet', 'b'] }),
      make('ReplicaSet', 'b', template(`${repository}:v1`), { owner: ['ReplicaSet', 'a'] }),
    ]
    expect(fold(workloads).length).toBeGreaterThan(0)
  })

  test('a trigger and the container that it writes are one line', () => {
    const annotations = {
      [triggersAnnotation]: JSON.stringify([
        {
          from: { kind: 'ImageStreamTag', name: 'web:v1' },
          fieldPath: triggerFieldPath('web', 'spec.template.spec'),
          paused: true,
        },
      ]),
    }
    const rows = fold([make('Deployment', 'web', template(`${repository}@${digest('a')}`), { annotations })])
    expect(rows).toMatchObject([
      { by: 'digest', trigger: { paused: true, tag: 'v1' }, behind: { tag: 'v1', revisions: 2 } },
    ])
  })

  test('a trigger that finds no image yet stands alone', () => {
    const annotations = {
      [triggersAnnotation]: JSON.stringify([
        { from: { kind: 'ImageStreamTag', name: 'web:v1' }, fieldPath: triggerFieldPath('web', 'spec.template.spec') },
      ]),
    }
    expect(fold([make('Deployment', 'web', template(' '), { annotations })])).toMatchObject([
      { by: 'trigger', container: 'web', trigger: { stream: 'web' } },
    ])
  })

  test('by tag it is as far behind as the oldest pod that runs', () => {
    const workloads = [
      make('Deployment', 'web', template(`${repository}:v1`)),
      make('ReplicaSet', 'new', template(`${repository}:v1`), { owner: ['Deployment', 'web'] }),
      pod('a', `${repository}:v1`, ['ReplicaSet', 'new'], digest('c')),
      pod('b', `${repository}:v1`, ['ReplicaSet', 'new'], digest('b')),
      pod('ended', `${repository}:v1`, ['ReplicaSet', 'new'], digest('a'), 'Failed'),
    ]
    expect(fold(workloads)).toMatchObject([{ behind: { tag: 'v1', revisions: 1, ms: 5 * day }, pods: 2 }])
  })
})

describe('behindOf', () => {
  test.each<[string, string | undefined, ReturnType<typeof behindOf>]>([
    [digest('c'), 'v1', { tag: 'v1', revisions: 0, ms: 0 }],
    [digest('b'), 'v1', { tag: 'v1', revisions: 1, ms: 5 * day }],
    [digest('a'), 'v1', { tag: 'v1', revisions: 2, ms: 10 * day }],
    [digest('0'), 'v1', { tag: 'v1', revisions: 4 }],
    [digest('a'), 'latest', { tag: 'v1', revisions: 2, ms: 10 * day }],
    [digest('c'), undefined, { tag: 'v1', revisions: 0, ms: 0 }],
    [digest('9'), 'v1', undefined],
  ])('%s of %s', (image, tag, expected) => {
    expect(behindOf(stream, image, tag)).toEqual(expected)
  })

  test('the images inside a manifest list are as old as it', () => {
    const childrenOf = (list: string) => (list === digest('a') ? [digest('9')] : [])
    expect(behindOf(stream, digest('9'), 'v1', childrenOf)).toMatchObject({ revisions: 2 })
  })
})
