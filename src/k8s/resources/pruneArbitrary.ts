// Small clusters for tests: few names, so that everything meets everything else.
import fc from 'fast-check'
import type { K8sObject } from '../types.ts'
import type { PruneLists } from './pruneLists.ts'
import { pruneKinds } from './pruneReferences.ts'

/** The clock of the tests. */
export const now = Date.parse('2026-11-20T23:00:00Z')

const minutesAgo = (minutes: number) => `${new Date(now - minutes * 60_000).toISOString().slice(0, 19)}Z`
const digestOf = (number: number) => `sha256:${number.toString(16).padStart(64, '0')}`

const namespaces = fc.constantFrom('a', 'b')
const streamNames = fc.constantFrom('app', 'web')
const tagNames = fc.constantFrom('latest', 'v1')
const FIRST_LAYER = 100
const FIRST_CONFIG = 200
const images = 9
const digests = fc.integer({ min: 1, max: images }).map(digestOf)
// Ages of cutoffs among them, and times that are not there.
const times = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 1, 29, 30, 31, 59, 60, 61, 600, 6000).map(minutesAgo) },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, '0001-01-01T00:00:00Z') },
)

/** Images of containers, in all forms that can be parsed. */
export const pruneReferences = fc.oneof(
  fc
    .tuple(namespaces, streamNames, digests)
    .map(([namespace, stream, digest]) => `host.local:5000/${namespace}/${stream}@${digest}`),
  fc
    .tuple(namespaces, streamNames, tagNames)
    .map(([namespace, stream, tag]) => `quay.io/${namespace}/${stream}:${tag}`),
  fc.tuple(namespaces, streamNames).map(([namespace, stream]) => `localhost/${namespace}/${stream}`),
  fc
    .tuple(namespaces, streamNames, digests)
    .map(([namespace, stream, digest]) => `h.io/${namespace}/${stream}:v1@${digest}`),
  fc.constantFrom('a/app:v1', 'app', 'a/app', 'h.io/x/a/app:v1', '', '  ', 'HOST/a/app:v1'),
)
const invalidReferences = fc.constantFrom(
  'BAD//ref',
  'h.io/a/App:v1',
  'h.io/a/app:v1 ',
  `h.io/a/app@sha256:${'1'.repeat(32)}`,
)

const containers = (invalid: boolean) =>
  fc.option(
    fc.array(
      fc.record({
        name: fc.constantFrom('c', 'd'),
        image: invalid
          ? fc.oneof({ weight: 9, arbitrary: pruneReferences }, { weight: 1, arbitrary: invalidReferences })
          : pruneReferences,
      }),
      { maxLength: 2 },
    ),
  )
const podSpecs = (invalid: boolean) =>
  fc.record({ containers: containers(invalid), initContainers: containers(invalid) })

const sources = fc.oneof(
  pruneReferences.map((name) => ({ kind: 'DockerImage', name })),
  fc.record({
    kind: fc.constant('ImageStreamTag'),
    name: fc.tuple(streamNames, tagNames).map((parts) => parts.join(':')),
    namespace: fc.constantFrom('a', 'b', '', undefined),
  }),
  fc.record({
    kind: fc.constant('ImageStreamImage'),
    name: fc.tuple(streamNames, digests).map((parts) => parts.join('@')),
    namespace: fc.constantFrom('a', undefined),
  }),
  fc.constantFrom(null, undefined, { kind: 'Other', name: 'x' }),
)
const strategies = fc.oneof(
  sources.map((from) => ({
    sourceStrategy: from ? { from } : {},
    dockerStrategy: { from: { kind: 'DockerImage', name: 'x' } },
  })),
  sources.map((from) => ({ sourceStrategy: null, dockerStrategy: { from } })),
  sources.map((from) => ({ customStrategy: from ? { from } : {} })),
  fc.constant({ jenkinsPipelineStrategy: {} }),
  fc.constant({}),
)

const workloads = (kind: (typeof pruneKinds)[number], invalid: boolean): fc.Arbitrary<K8sObject[]> => {
  const metadata = fc.record({ namespace: namespaces, creationTimestamp: times })
  const templates = podSpecs(invalid).map((spec) => ({ template: { spec } }))
  const objects: fc.Arbitrary<Omit<K8sObject, 'metadata'> & { metadata: Omit<K8sObject['metadata'], 'name'> }> =
    kind === 'Pod'
      ? fc.record({
          metadata,
          spec: podSpecs(invalid),
          status: fc.record({
            phase: fc.constantFrom('Running', 'Pending', 'Succeeded', 'Failed', 'Unknown', undefined),
          }),
        })
      : kind === 'Build' || kind === 'BuildConfig'
        ? fc.record({ metadata, spec: strategies.map((strategy) => ({ strategy })) })
        : kind === 'CronJob'
          ? fc.record({ metadata, spec: templates.map((spec) => ({ jobTemplate: { spec } })) })
          : fc.record({ metadata, spec: templates })
  return fc
    .array(objects, { maxLength: kind === 'Pod' ? 4 : 1 })
    .map((list) =>
      list.map((object, i) => ({ ...object, metadata: { ...object.metadata, name: `${kind.toLowerCase()}-${i}` } })),
    )
}

const streams = fc
  .uniqueArray(
    fc.record({
      namespace: namespaces,
      name: streamNames,
      created: times,
      tags: fc.option(
        fc.uniqueArray(
          fc.record({
            tag: tagNames,
            items: fc.option(
              fc.array(
                fc.record({
                  image: fc.oneof({ weight: 15, arbitrary: digests }, { weight: 1, arbitrary: fc.constant('') }),
                  created: times,
                }),
                { maxLength: 6 },
              ),
            ),
          }),
          { selector: ({ tag }) => tag },
        ),
      ),
    }),
    { selector: ({ namespace, name }) => `${namespace}/${name}` },
  )
  .map((list) =>
    list.map(({ namespace, name, created, tags }) => ({
      metadata: { namespace, name, creationTimestamp: created },
      status: { tags },
    })),
  )

const indexes = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json']
const types = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+json',
  undefined,
]
const pictures = (unreadable: boolean) =>
  fc
    .uniqueArray(
      fc.record({
        number: fc.integer({ min: 1, max: images }),
        created: times,
        managed: fc.constantFrom('true', 'false', undefined),
        type: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...types) },
          { weight: 1, arbitrary: fc.constantFrom(...indexes) },
        ),
        layers: fc.array(fc.integer({ min: FIRST_LAYER, max: FIRST_LAYER + 6 }), { maxLength: 4 }),
        config: fc.constantFrom(FIRST_CONFIG, FIRST_CONFIG + 1, FIRST_LAYER, 0),
        size: fc.constantFrom(0, 5, 50, 100, 101, 1000, undefined),
        children: fc.array(fc.integer({ min: 1, max: images + 1 }), { maxLength: 2 }),
        known: unreadable ? fc.constantFrom(true, true, true, false) : fc.constant(true),
      }),
      { selector: ({ number }) => number, minLength: 4 },
    )
    .map((list) =>
      list.map(({ number, created, managed, type, layers, config, size, children, known }) => ({
        metadata: {
          name: digestOf(number),
          creationTimestamp: created,
          annotations: managed === undefined ? null : { 'openshift.io/image.managed': managed },
        },
        dockerImageManifestMediaType: type,
        dockerImageMetadata: known ? { Id: config === 0 ? '' : digestOf(config), Size: size } : null,
        dockerImageLayers: layers.map((layer) => ({ name: digestOf(layer), size: layer * 1000 })),
        // Lists within lists are left out: chance decides about them.
        ...(indexes.includes(type ?? '') && {
          dockerImageManifests: children
            .filter((child) => list.every((image) => image.number !== child || !indexes.includes(image.type ?? '')))
            .map((child) => ({ digest: digestOf(child) })),
        }),
      })),
    )

const limitRanges = fc
  .array(
    fc.record({
      namespace: namespaces,
      limits: fc.array(
        fc.record({
          type: fc.constantFrom('openshift.io/Image', 'openshift.io/Image', 'Container'),
          max: fc.constantFrom(
            { storage: '100' },
            { storage: '1Ki' },
            { storage: '50' },
            { storage: '100m' },
            { cpu: '1' },
            undefined,
          ),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ namespace, limits }, i) => ({ metadata: { namespace, name: `limits-${i}` }, spec: { limits } })),
  )

const groups: Record<string, string | undefined> = {
  Pod: 'v1',
  ReplicationController: 'v1',
  DeploymentConfig: 'apps.openshift.io/v1',
  Build: 'build.openshift.io/v1',
  BuildConfig: 'build.openshift.io/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
}

/** Lists of a cluster. `invalid`: some references cannot be parsed. `unreadable`: the blobs of some images cannot be told. */
export function pruneLists({ invalid = false, unreadable = false } = {}): fc.Arbitrary<PruneLists> {
  const list = <T>(objects: fc.Arbitrary<T[]>) => objects.map((items) => ({ items }))
  // Keys and lists belong together.
  return fc.record({
    'image.openshift.io/v1/imagestreams': list(streams),
    'image.openshift.io/v1/images': list(pictures(unreadable)),
    'v1/limitranges': list(limitRanges),
    ...Object.fromEntries(
      pruneKinds.map((kind) => [`${groups[kind] ?? 'apps/v1'}/${kind.toLowerCase()}s`, list(workloads(kind, invalid))]),
    ),
  })
}

const flag = (...choices: (string | undefined)[]) => fc.constantFrom(undefined, undefined, ...choices)

/** Options as a command line has them. */
export const pruneArgs: fc.Arbitrary<string[]> = fc
  .tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom(undefined, 0, 1, 2, 3),
            fc.constantFrom(undefined, '0s', '30m', '1h', '60m0.5s', '24h'),
          )
          .map(([revisions, age]) => [
            ...(revisions === undefined ? [] : [`--keep-tag-revisions=${revisions}`]),
            ...(age === undefined ? [] : [`--keep-younger-than=${age}`]),
          ]),
      },
      { weight: 1, arbitrary: fc.constantFrom(['--prune-over-size-limit'], ['--prune-over-size-limit=false']) },
    ),
    flag('--all=false'),
    flag('--prune-registry=false'),
    flag('--ignore-invalid-refs'),
    flag(undefined, undefined, undefined, undefined, '-na', '--namespace=b'),
  )
  .map(([limits, ...flags]) => [...limits, ...flags.filter((one) => one !== undefined)])
