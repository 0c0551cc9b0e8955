import type { K8sObject } from '../../src/k8s/types.ts'
import { image, imageIndex, imageStream, revision, type ImageSpec, type Revision, type TagSpec } from './builders.ts'
import { apiImage } from './workloads.ts'

const base = { name: 'ubi9-minimal', MiB: 34.2 }
const runtime = { name: 'nodejs-22-runtime', MiB: 61.8 }
const day = 60 * 24

/** A stream that a pipeline pushes to: project, name, newest version first, size of the application's own layers in MiB, days between pushes. */
const pushed: [string, string, string[], number, number][] = [
  ['payments', 'api', ['1.14.2', '1.14.1', '1.14.0', '1.13.0', '1.12.1', '1.6.0', '1.5.0'], 84, 3],
  ['payments', 'worker', ['2.3.0', '2.2.0', '2.1.4'], 71, 6],
  ['payments', 'ledger', ['2026.11', '2026.10', '2026.9'], 146, 28],
  ['payments', 'fraud-scoring', ['0.9.1', '0.9.0'], 388, 11],
  ['storefront', 'checkout', ['5.2.0', '5.1.0', '5.0.3'], 66, 5],
  ['storefront', 'search', ['3.0.0-rc.1', '2.8.4'], 112, 9],
  ['storefront', 'assets', ['20261120', '20261113', '20261106'], 41, 7],
  ['analytics', 'spark', ['3.5.3', '3.5.1'], 612, 40],
  ['analytics', 'dashboards', ['11.3', '11.2'], 231, 21],
  ['mobile', 'push-gateway', ['1.8', '1.7'], 58, 13],
  ['data-science', 'model-server', ['v4', 'v3', 'v2'], 941, 17],
  ['data-science', 'feature-store', ['0.40'], 205, 33],
  ['ci', 'builder', ['24.11', '24.10'], 476, 30],
  ['platform-tools', 'status-page', ['1.0.7'], 29, 44],
  ['sandbox', 'hello', ['latest'], 12, 2],
]

/** What some pushed images say of themselves beyond the usual, by `repository:seed`. */
const special: Record<string, Pick<ImageSpec, 'author' | 'labels' | 'config' | 'signatures'>> = {
  'payments/api:1.14.2': apiImage,
  'storefront/web:v3': {
    signatures: ['8c1f0d2e6b7a49538c1f0d2e6b7a4953', 'd04b6f7c2a9e41b8d04b6f7c2a9e41b8'],
  },
}

/** The streams of teams that work: pushed by pipelines, promoted by aliases, imported on a schedule. */
export function teamStreams(ago: (minutes: number) => string): { streams: K8sObject[]; images: K8sObject[] } {
  const images: K8sObject[] = []
  /** Adds an image and gives the history entry of its push, `minutes` ago. */
  const push = (repository: string, seed: string, minutes: number, MiB: number): Revision => {
    const more = special[`${repository}:${seed}`] ?? {}
    const labels = { version: seed, 'io.openshift.tags': repository.split('/')[1] ?? '', ...more.labels }
    const made = image({
      ...more,
      repository,
      seed,
      created: ago(minutes + 4),
      layers: [base, runtime, MiB * 0.7, MiB * 0.29, 0.04],
      labels,
    })
    images.push(made)
    return revision(made, ago(minutes))
  }

  const streams = pushed.map(([namespace, name, versions, MiB, days], index) => {
    const tags: Record<string, TagSpec> = {}
    const history = versions.map((version, age) =>
      push(`${namespace}/${name}`, version, 12 + index * 37 + age * days * day, MiB + age),
    )
    versions.forEach((version, age) => (tags[version] = { revisions: history.slice(age, age + 1) }))
    if (versions[0] !== 'latest') tags['latest'] = { revisions: history }
    return imageStream({
      namespace,
      name,
      created: ago(day * 250),
      labels: { app: name, 'app.kubernetes.io/part-of': namespace },
      tags,
    })
  })

  // One stream with promotions: prod follows stable, stable follows a version; canary was pushed over its own source.
  const web = ['v4', 'v3', 'v2', 'v1'].map((version, age) =>
    push('storefront/web', version, 95 + age * 6 * day, 53 + age),
  )
  const [v4, v3, v2, v1] = web
  const canary = push('storefront/web', 'canary', 7, 54)
  streams.push(
    imageStream({
      namespace: 'storefront',
      name: 'web',
      created: ago(day * 320),
      labels: { app: 'web', tier: 'frontend' },
      annotations: { 'openshift.io/display-name': 'Web shop', description: 'The shop as customers see it.' },
      lookupLocal: true,
      generation: 6,
      tags: {
        v1: { revisions: compact([v1]) },
        v2: { revisions: compact([v2]) },
        v3: { revisions: compact([v3]) },
        v4: { revisions: compact([v4]) },
        stable: { from: { kind: 'ImageStreamTag', name: 'v3' }, generation: 4, revisions: compact([v3, v2, v1]) },
        prod: { from: { kind: 'ImageStreamTag', name: 'stable' }, generation: 5, revisions: compact([v3, v1]) },
        canary: {
          from: { kind: 'ImageStreamTag', name: 'v4' },
          generation: 3,
          revisions: [{ ...canary, generation: 6 }, ...compact([v4])],
        },
      },
    }),
    imageStream({
      namespace: 'payments',
      name: 'web',
      created: ago(day * 20),
      generation: 2,
      tags: {
        'from-storefront': {
          from: { kind: 'ImageStreamImage', name: `web@${v3?.image ?? ''}`, namespace: 'storefront' },
          revisions: compact([v3]),
        },
      },
    }),
  )

  const gateway = imageIndex({
    repository: 'quay.io/acme/gateway',
    seed: '2.4',
    created: ago(day * 8),
    architectures: ['amd64', 'arm64', 'ppc64le', 's390x'],
    layers: [base, 48.3, 9.7],
  })
  const etl = image({ repository: 'quay.io/acme/etl', seed: 'stable', created: ago(day), layers: [base, 212, 18.5] })
  const sdk = image({
    repository: 'quay.io/acme/android-sdk',
    seed: '35',
    created: ago(day * 3),
    layers: [base, 1450, 320.25],
  })
  images.push(...gateway, etl, sdk)
  streams.push(
    imported('payments', 'gateway', '2.4', 'quay.io/acme/gateway:2.4', {
      importMode: 'PreserveOriginal',
      scheduled: true,
      revisions: [revision(gateway[0], ago(day * 7), 2)],
    }),
    imported('analytics', 'etl', 'latest', 'quay.io/acme/etl:stable', {
      scheduled: true,
      insecure: true,
      revisions: [revision(etl, ago(16), 2)],
    }),
    imported('mobile', 'android-sdk', '35', 'quay.io/acme/android-sdk:35', {
      scheduled: true,
      referencePolicy: 'Local',
      revisions: [revision(sdk, ago(day * 2), 2)],
    }),
  )
  return { streams, images }

  function imported(namespace: string, name: string, tag: string, from: string, more: TagSpec) {
    const source = { kind: 'DockerImage', name: from } as const
    return imageStream({ namespace, name, created: ago(day * 90), tags: { [tag]: { from: source, ...more } } })
  }
}

const compact = (revisions: (Revision | undefined)[]) => revisions.filter((each) => each !== undefined)
