import type { K8sObject } from '../../src/k8s/types.ts'
import {
  image,
  imageIndex,
  imageStream,
  internalRegistry,
  revision,
  type RegistryImage,
  type Revision,
  type TagSpec,
} from './builders.ts'

const day = 60 * 24

/** Streams in every odd shape: failed, pending, never imported, references, loops, long histories, missing images, strange names. */
export function oddStreams(ago: (minutes: number) => string): { streams: K8sObject[]; images: K8sObject[] } {
  const images: K8sObject[] = []
  const stream = (
    namespace: string,
    name: string,
    tags: Record<string, TagSpec>,
    more: Partial<Parameters<typeof imageStream>[0]> = {},
  ) => imageStream({ namespace, name, created: ago(day * 120), tags, ...more })
  const add = (repository: string, seed: string, layers: number[]) => {
    const made = image({ repository, seed, created: ago(day * 45), layers })
    images.push(made)
    return made
  }
  const external = (name: string) => ({ kind: 'DockerImage', name }) as const
  const sibling = (name: string) => ({ kind: 'ImageStreamTag', name }) as const

  const notebooks = add('quay.io/acme/notebooks', '1', [37.6, 720, 81])
  const reports = add('quay.io/acme/reports', '4', [37.6, 96, 12])
  const proxy = add('quay.io/acme/oauth-proxy', '4.17', [37.6, 22])
  const moved = add('legacy/moved', '1', [37.6, 150])
  const overwritten = add('legacy/overwritten', 'local build', [37.6, 18])
  const shared = add('legacy/twice', '1', [37.6, 44])
  const strange = add('qa/names', '1', [3.1, 0.4, 0])
  const unknownSize = imageIndex({
    repository: 'quay.io/acme/lost-child',
    seed: '1',
    created: ago(day * 45),
    layers: [37.6, 12],
    architectures: ['amd64', 'arm64'],
  })
  images.push(unknownSize[0], unknownSize[1] ?? unknownSize[0])

  const bare = withoutContents(image({ repository: 'legacy/bare', seed: '1', created: ago(day * 200), layers: [] }))
  images.push(bare)

  const streams = [
    stream('analytics', 'broken', {
      latest: {
        from: external('registry.invalid.example/foo/bar:1'),
        revisions: null,
        failure: {
          reason: 'InternalError',
          message:
            'Internal error occurred: registry.invalid.example/foo/bar:1: Get "https://registry.invalid.example/v2/": dial tcp: lookup registry.invalid.example on 10.96.0.10:53: no such host',
          at: ago(50),
        },
      },
    }),
    stream('analytics', 'warehouse', {
      '15': {
        from: external('registry.redhat.io/rhel9/postgresql-15:latest'),
        scheduled: true,
        revisions: null,
        failure: {
          reason: 'Unauthorized',
          message:
            'you may not have access to the container image "registry.redhat.io/rhel9/postgresql-15:latest" and did not have credentials to the repository',
          at: ago(day * 3),
        },
      },
    }),
    stream(
      'analytics',
      'reports',
      {
        '4': {
          from: external('quay.io/acme/reports:4'),
          scheduled: true,
          revisions: [revision(reports, ago(day * 30), 2)],
          failure: {
            reason: 'NotFound',
            message: 'dockerimage.image.openshift.io "quay.io/acme/reports:4" not found',
            at: ago(day * 2),
            generation: 3,
          },
        },
      },
      { generation: 3 },
    ),
    // The source was changed and the import has not run yet.
    stream(
      'data-science',
      'notebooks',
      {
        latest: {
          from: external('quay.io/acme/notebooks:2'),
          generation: 3,
          revisions: [revision(notebooks, ago(day * 12), 2)],
        },
      },
      { generation: 3 },
    ),
    stream('data-science', 'planned', { next: { from: external('quay.io/acme/planned:next') } }),
    stream('platform-tools', 'oauth-proxy', {
      '4.17': {
        from: external('quay.io/acme/oauth-proxy:4.17'),
        referencePolicy: 'Local',
        revisions: [revision(proxy, ago(day * 15), 2)],
      },
      upstream: {
        from: external('quay.io/acme/oauth-proxy:4.18'),
        reference: true,
        revisions: [
          { image: '', dockerImageReference: 'quay.io/acme/oauth-proxy:4.18', created: ago(day * 15), generation: 2 },
        ],
      },
    }),
    stream('platform-tools', 'in-circles', {
      a: { from: sibling('b') },
      b: { from: sibling('c') },
      c: { from: sibling('a') },
      'to-nowhere': { from: sibling('no-such-tag') },
    }),
    stream('platform-tools', 'reserved', {}),
    nightly(ago, images),
    stream('legacy', 'dangling', {
      '1': { revisions: [gone('legacy/dangling', '2', ago(day * 60)), revision(moved, ago(day * 61))] },
      '2': { revisions: [gone('legacy/dangling', '2', ago(day * 60))] },
    }),
    stream('legacy', 'lost-child', {
      '1': {
        from: external('quay.io/acme/lost-child:1'),
        importMode: 'PreserveOriginal',
        revisions: [revision(unknownSize[0], ago(day * 40), 2)],
      },
    }),
    // Pushed over a tag that follows an external image: the newest revision no longer comes from there.
    stream(
      'legacy',
      'overwritten',
      {
        latest: {
          from: external('quay.io/acme/reports:4'),
          generation: 2,
          revisions: [revision(overwritten, ago(day * 5), 3), revision(reports, ago(day * 33), 2)],
        },
      },
      { generation: 3 },
    ),
    stream('legacy', 'twice', {
      latest: {
        revisions: [revision(shared, ago(day * 8)), revision(moved, ago(day * 9)), revision(shared, ago(day * 10))],
      },
    }),
    stream('legacy', 'whole-repository', {}, { dockerImageRepository: 'quay.io/acme/whole-repository' }),
    withoutStatus(stream('legacy', 'no-status', {})),
    stream('legacy', 'bare', { '1': { revisions: [revision(bare, ago(day * 200))] } }),
    stream(
      'qa',
      'names',
      {
        latest: { revisions: [revision(strange, ago(day))] },
        [`${'long-tag-'.repeat(14)}xy`]: {
          from: external(`quay.io/acme/${'path/'.repeat(20)}image:tag`),
          annotations: {
            description: '<script>alert(1)</script> & "quotes"',
            'openshift.io/display-name': 'علامة تجريبية',
          },
          revisions: [revision(strange, ago(day), 2)],
        },
      },
      {
        labels: { app: 'names', team: 'ضمان-الجودة', markup: '<b>bold</b>', empty: '' },
        annotations: {
          'openshift.io/display-name': '‮override <img src=x onerror=alert(1)>',
          description: 'שלום עולם — <a href="javascript:alert(1)">link</a>',
          note: 'x'.repeat(2000),
        },
      },
    ),
    stream('qa', 'n'.repeat(252), { latest: { revisions: [revision(strange, ago(day * 2))] } }),
  ]
  return { streams, images }
}

/** A pipeline has pushed the same tag every night for ten months. */
function nightly(ago: (minutes: number) => string, images: K8sObject[]): K8sObject {
  const revisions: Revision[] = Array.from({ length: 300 }, (_, night) => {
    const made = image({
      repository: 'ci/nightly',
      seed: `night ${night}`,
      created: ago(night * day + 130),
      layers: [
        { name: 'ubi9', MiB: 37.6 },
        { name: `toolchain ${Math.floor(night / 30)}`, MiB: 240 + (night % 7) },
        30 + (night % 11),
      ],
    })
    images.push(made)
    return revision(made, ago(night * day + 125))
  })
  const tags = { nightly: { revisions }, latest: { revisions: revisions.slice(0, 20) } }
  return imageStream({ namespace: 'ci', name: 'nightly', created: ago(day * 301), labels: { app: 'nightly' }, tags })
}

/** A history entry whose image was deleted. */
function gone(repository: string, seed: string, created: string): Revision {
  const digest = `sha256:${seed.repeat(64).slice(0, 64)}`
  return { image: digest, dockerImageReference: `${internalRegistry}/${repository}@${digest}`, created, generation: 1 }
}

/** An image of which the registry told nothing: no layers, and metadata without a word. Without any, pruning would fail. */
function withoutContents({ metadata, dockerImageReference }: RegistryImage): RegistryImage {
  const dockerImageMetadata = { kind: 'DockerImage', apiVersion: 'image.openshift.io/1.0', Id: '', ContainerConfig: {} }
  const bare = { metadata, dockerImageReference, dockerImageMetadata }
  return bare
}

/** As a broken client or an old backup leaves it. */
function withoutStatus({ metadata }: K8sObject): K8sObject {
  const { name, namespace, uid, creationTimestamp } = metadata
  return {
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      creationTimestamp: creationTimestamp ?? null,
    },
  }
}
