import { describe, expect, test } from 'vitest'
import type { K8sObject } from '../types.ts'
import { consumerKinds, type WorkloadImages } from './imageConsumerWorkload.ts'
import { consumersOfDigest, consumersOfStream, consumersOfTag, movingWith, rolloutsOfTag } from './imageConsumer.ts'
import { usesOf } from './imageConsumerIndex.ts'
import type { ImageStream } from './imageStream.ts'
import { triggerFieldPath, triggersAnnotation } from './imageTrigger.ts'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const internal = 'image-registry.openshift-image-registry.svc:5000'
const external = 'registry.apps.example.com'

const event = (image: string, created: string) => ({
  image,
  created,
  dockerImageReference: `${internal}/shop/web@${image}`,
})

function stream({ local = false, own = {} }: { local?: boolean; own?: Partial<ImageStream> } = {}): ImageStream {
  return {
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      lookupPolicy: { local },
      tags: [
        { name: 'live', from: { kind: 'ImageStreamTag', name: 'v1' } },
        { name: 'live2', from: { kind: 'ImageStreamTag', name: 'web:live' } },
        { name: 'loop', from: { kind: 'ImageStreamTag', name: 'loop' } },
      ],
    },
    status: {
      dockerImageRepository: `${internal}/shop/web`,
      publicDockerImageRepository: `${external}/shop/web`,
      tags: [
        { tag: 'latest', items: [event(digest('c'), '2026-11-20T10:00:00Z')] },
        { tag: 'v1', items: [event(digest('b'), '2026-11-10T10:00:00Z'), event(digest('a'), '2026-11-05T10:00:00Z')] },
      ],
    },
    ...own,
  }
}

let uids = 0
function workload(
  kind: string,
  spec: object,
  { namespace = 'shop', annotations = {}, status = {} } = {},
): WorkloadImages {
  const found = consumerKinds.find(({ type }) => type.kind === kind)
  if (!found) throw new Error(`no kind ${kind}`)
  const metadata = { name: `x${String(uids)}`, namespace, uid: `uid${String(uids++)}`, annotations }
  return found.project({ metadata, spec, status } as K8sObject) // the spec is that of its kind
}

const pods = (image: string, name = 'web') => ({ template: { spec: { containers: [{ name, image }] } } })
const deploy = (image: string, namespace = 'shop') => workload('Deployment', pods(image), { namespace })
const triggered = (from: object, extra: object = {}) =>
  workload('Deployment', pods(' '), {
    annotations: {
      [triggersAnnotation]: JSON.stringify([
        {
          from: { kind: 'ImageStreamTag', ...from },
          fieldPath: triggerFieldPath('web', 'spec.template.spec'),
          ...extra,
        },
      ]),
    },
  })
const build = (spec: object, kind = 'BuildConfig', status = {}) => workload(kind, spec, { status })

describe('consumersOfStream', () => {
  test.each<[string, WorkloadImages, string | undefined]>([
    ['a tag, inside', deploy(`${internal}/shop/web:v1`), 'tag v1'],
    ['a tag, outside', deploy(`${external}/shop/web:v1`), 'tag v1'],
    ['no tag', deploy(`${internal}/shop/web`), 'tag latest'],
    ['an old name of the registry', deploy('docker-registry.default.svc:5000/shop/web:v1'), 'tag v1'],
    ['an address of the registry', deploy('172.30.12.7:5000/shop/web:v1'), 'tag v1'],
    [
      'the default route beside another',
      deploy('default-route-openshift-image-registry.apps.example.com/shop/web:v1'),
      'tag v1',
    ],
    [
      'the default route of another cluster',
      deploy('default-route-openshift-image-registry.apps.other.test/shop/web:v1'),
      undefined,
    ],
    ['the same path in another registry', deploy('quay.io/shop/web:v1'), undefined],
    ['the same path without a registry', deploy('shop/web:v1'), undefined],
    ['another stream', deploy(`${internal}/shop/webs:v1`), undefined],
    ['the stream of that name in another project', deploy(`${internal}/other/web:v1`), undefined],
    ['a digest', deploy(`${internal}/shop/web@${digest('a')}`), 'digest'],
    ['a digest behind a tag', deploy(`${internal}/shop/web:v1@${digest('a')}`), 'digest'],
    ['a digest that is in no history', deploy(`${internal}/shop/web@${digest('0')}`), 'digest'],
    ['its image by another stream', deploy(`${internal}/other/copy@${digest('a')}`), 'sameImage'],
    ['its image by another registry', deploy(`quay.io/shop/web@${digest('a')}`), 'sameImage'],
    ['a short name without local lookup', deploy('web:v1'), undefined],
    ['unreadable', deploy('BAD//ref:::x'), undefined],
    ['a trigger', triggered({ name: 'web:v1' }), 'trigger v1'],
    ['a paused trigger', triggered({ name: 'web:v1' }, { paused: true }), 'trigger v1'],
    ['a trigger of another project', triggered({ name: 'web:v1', namespace: 'other' }), undefined],
    [
      'a build from a tag',
      build({ strategy: { sourceStrategy: { from: { kind: 'ImageStreamTag', name: 'web:v1' } } } }),
      'tag v1',
    ],
    [
      'a build from an image',
      build({ strategy: { customStrategy: { from: { kind: 'ImageStreamImage', name: `web@${digest('a')}` } } } }),
      'digest',
    ],
    [
      'a build from a pull spec',
      build({ strategy: { dockerStrategy: { from: { kind: 'DockerImage', name: `${internal}/shop/web:v1` } } } }),
      'tag v1',
    ],
    [
      'a build that copies files',
      build({ source: { images: [{ from: { kind: 'ImageStreamTag', name: 'web:v1' } }] } }),
      'tag v1',
    ],
    ['a build that pushes', build({ output: { to: { kind: 'ImageStreamTag', name: 'web:v1' } } }), 'tag v1'],
    [
      'a build in another project',
      workload('Build', { output: { to: { kind: 'ImageStreamTag', name: 'web:v1' } } }, { namespace: 'ci' }),
      undefined,
    ],
    ['a cron job', workload('CronJob', { jobTemplate: { spec: pods(`${internal}/shop/web:v1`) } }), 'tag v1'],
    [
      'an init container',
      workload('Job', { template: { spec: { initContainers: [{ name: 'i', image: `${internal}/shop/web:v1` }] } } }),
      'tag v1',
    ],
  ])('%s', (_name, one, expected) => {
    const found = consumersOfStream([one], stream())
    expect(found.map(({ by, tag }) => (tag && by !== 'digest' ? `${by} ${tag}` : by))).toEqual(
      expected ? [expected] : [],
    )
  })

  test('a short name is that of a stream where its project looks names up, in that project alone', () => {
    const [here, there] = [deploy('web'), deploy('web', 'other')]
    expect(consumersOfStream([here, there], stream({ local: true }))).toMatchObject([
      { by: 'tag', tag: 'latest', namespace: 'shop' },
    ])
  })

  test('a pod is known by what it runs, whatever it was asked for', () => {
    const pod = workload(
      'Pod',
      { containers: [{ name: 'web', image: 'quay.io/shop/web:v1', imagePullPolicy: 'IfNotPresent' }] },
      { status: { containerStatuses: [{ name: 'web', imageID: `quay.io/shop/web@${digest('a')}` }] } },
    )
    expect(consumersOfStream([pod], stream())).toMatchObject([
      { by: 'sameImage', running: digest('a'), pullPolicy: 'IfNotPresent', container: 'web' },
    ])
  })

  test('the images inside a manifest list count as the list, where they are known', () => {
    const one = deploy(`quay.io/shop/web@${digest('9')}`)
    const childrenOf = (list: string) => (list === digest('a') ? [digest('9')] : [])
    expect(consumersOfStream([one], stream())).toEqual([])
    expect(consumersOfStream([one], stream(), childrenOf)).toMatchObject([{ by: 'sameImage' }])
    expect(consumersOfTag([one], stream(), 'v1', childrenOf)).toHaveLength(1)
    expect(consumersOfTag([one], stream(), 'latest', childrenOf)).toHaveLength(0)
  })

  test('names those that cannot be read', () => {
    expect(usesOf([deploy('BAD//ref:::x')]).unreadable).toMatchObject([{ image: 'BAD//ref:::x' }])
  })
})

describe('consumersOfTag', () => {
  const named = deploy(`${internal}/shop/web:v1`)
  const old = deploy(`${internal}/shop/web@${digest('a')}`)
  const other = deploy(`${internal}/shop/web:latest`)
  const trigger = triggered({ name: 'web:v1' })
  const all = [named, old, other, trigger]
  test.each<[string, WorkloadImages[]]>([
    ['v1', [named, old, trigger]],
    ['latest', [other]],
    ['gone', []],
  ])('%s', (tag, expected) => {
    expect(new Set(consumersOfTag(all, stream(), tag).map(({ workload: one }) => one))).toEqual(new Set(expected))
  })
})

describe('consumersOfDigest', () => {
  test('finds what refers to an image, runs it or pushed it', () => {
    const refers = deploy(`quay.io/a/b@${digest('a')}`)
    const runs = workload(
      'Pod',
      { containers: [{ name: 'web', image: 'quay.io/a/b:1' }] },
      { status: { containerStatuses: [{ name: 'web', imageID: `quay.io/a/b@${digest('a')}` }] } },
    )
    const pushed = build({ output: { to: { kind: 'ImageStreamTag', name: 'web:v1' } } }, 'Build', {
      output: { to: { imageDigest: digest('a') } },
    })
    const other = deploy(`quay.io/a/b@${digest('b')}`)
    const found = consumersOfDigest([refers, runs, pushed, other], digest('a'))
    expect(found.map(({ workload: one, role }) => [one, role])).toEqual([
      [refers, 'container'],
      [runs, 'container'],
      [pushed, 'output'],
    ])
    expect(consumersOfDigest([refers, other], [digest('a'), digest('b')])).toHaveLength(2)
  })
})

describe('rolloutsOfTag', () => {
  test('those whose trigger is neither paused nor broken', () => {
    const fires = triggered({ name: 'web:v1' })
    const others = [
      triggered({ name: 'web:v1' }, { paused: true }),
      triggered({ name: 'web:v1', apiVersion: 'image.openshift.io/v1' }),
      triggered({ name: 'web:latest' }),
      triggered({ name: 'web:v1', namespace: 'other' }),
      deploy(`${internal}/shop/web:v1`),
    ]
    const rollouts = rolloutsOfTag([fires, ...others], 'shop', 'web', 'v1')
    expect(rollouts.map(({ workload: one }) => one)).toEqual([fires])
  })

  test('tags that follow one move with it, over any number of steps', () => {
    expect(movingWith(stream(), 'v1')).toEqual(['v1', 'live', 'live2'])
    expect(movingWith(stream(), 'live2')).toEqual(['live2'])
    expect(movingWith(stream(), 'loop')).toEqual(['loop'])
    const follower = triggered({ name: 'web:live2' })
    expect(rolloutsOfTag([follower], 'shop', 'web', movingWith(stream(), 'v1'))).toHaveLength(1)
  })
})
