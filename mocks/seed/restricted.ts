import { errorsMap, importErrors, SAMPLES_NAMESPACE } from '../controllers/samples.ts'
import type { ImageStream } from '../kinds/imageTypes.ts'
import type { State } from '../server/cluster.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { withGlobalPullSecret } from './access/access.ts'
import { globalPullSecret } from './access/pullSecrets.ts'
import { at, withObjects } from './base.ts'
import { internalRegistry, namespace } from './builders.ts'
import { healthy } from './healthy.ts'
import { metadataOf } from './podBuilders.ts'
import { poolsFor } from './policy/machineConfigPools.ts'
import { agoOf } from './registry.ts'
import { skippedSamples } from './samples.ts'

const day = 1440
const MIRROR = 'mirror.acme.example:5000'

/** Samples whose import the registry refuses, by stream; those that were never imported have no image either. */
const refused: Record<string, { tag: string; never?: boolean }> = {
  nodejs: { tag: '22-ubi9' },
  python: { tag: '3.12-ubi9' },
  postgresql: { tag: '15-el9', never: true },
}

interface Tagged extends K8sObject {
  spec?: { tags?: { name: string; from?: { name: string } }[] }
  status?: { tags?: { tag: string; items: unknown; conditions?: object[] }[] }
}

/** A sample after an import without credentials. */
function refusedSample(stream: Tagged, since: string): K8sObject {
  const { tag, never } = refused[stream.metadata.name] ?? {}
  if (!tag) return stream
  const source = stream.spec?.tags?.find(({ name }) => name === tag)?.from?.name ?? ''
  const failure = {
    type: 'ImportSuccess',
    status: 'False',
    lastTransitionTime: since,
    reason: 'Unauthorized',
    message: `you may not have access to the container image ${JSON.stringify(source)}`,
    generation: 3,
  }
  const tags = (stream.status?.tags ?? []).map((each) =>
    each.tag === tag ? { ...each, ...(never && { items: null }), conditions: [failure] } : each,
  )
  return {
    ...stream,
    metadata: { ...stream.metadata, generation: 3 },
    status: { ...stream.status, tags },
  } as K8sObject
}

/** Mirrors of one company: parts of one another, one list in two sets, two that point at each other, one that must not be left. */
function mirrorSets(created: string) {
  const meta = (kind: string, name: string) => metadataOf({ kind, namespace: '', name, created, generation: 1 })
  const digest = (name: string, imageDigestMirrors: object[]) => {
    const object = { metadata: meta('ImageDigestMirrorSet', name), spec: { imageDigestMirrors } }
    return object
  }
  const tags = {
    metadata: meta('ImageTagMirrorSet', 'acme-tags'),
    spec: {
      imageTagMirrors: [
        { source: 'quay.io/acme', mirrors: [`${MIRROR}/acme-tags`] },
        {
          source: 'docker.io/library',
          mirrors: [`${MIRROR}/dockerhub`],
          mirrorSourcePolicy: 'NeverContactSource',
        },
      ],
    },
  }
  const old = {
    metadata: meta('ImageContentSourcePolicy', 'release-mirror'),
    spec: { repositoryDigestMirrors: [{ source: 'registry.redhat.io/rhel9', mirrors: [`${MIRROR}/rhel9`] }] },
  }
  return {
    imageDigestMirrorSets: [
      digest('acme', [
        { source: 'quay.io/acme', mirrors: [`${MIRROR}/acme`, 'mirror2.acme.example/acme'] },
        {
          source: 'registry.redhat.io/ubi9',
          mirrors: [`${MIRROR}/ubi9`],
          mirrorSourcePolicy: 'NeverContactSource',
        },
      ]),
      digest('acme-branch-office', [
        { source: 'quay.io/acme', mirrors: ['mirror2.acme.example/acme', 'mirror3.acme.example/acme'] },
        { source: 'quay.io/acme/gateway', mirrors: ['mirror3.acme.example/gateway'] },
      ]),
      digest('acme-loop', [
        { source: 'mirror2.acme.example/acme', mirrors: ['quay.io/acme'] },
        { source: '*.apps.acme.example', mirrors: [`${MIRROR}/any`] },
      ]),
    ],
    imageTagMirrorSets: [tags],
    imageContentSourcePolicies: [old],
  }
}

/** A cluster that pulls from few registries, through mirrors, without a way in from outside; samples fail for want of credentials. */
export function restricted(now: Date = new Date()): State {
  const ago = agoOf(now)
  const created = ago(200 * day)
  const since = ago(3 * day)
  const before = healthy(now)
  const items = (path: string) => before[path]?.items ?? []
  const streams = items(at.imageStreams).map((stream) =>
    stream.metadata.namespace === 'openshift' ? refusedSample(stream, since) : stream,
  )
  const failing = streams.filter(({ metadata }) => metadata.namespace === 'openshift' && refused[metadata.name])
  const changed = {
    ...before,
    [at.imageStreams]: { items: streams },
    [at.routes]: {
      items: items(at.routes).filter(({ metadata }) => metadata.namespace !== 'openshift-image-registry'),
    },
    [at.registryConfigs]: {
      items: items(at.registryConfigs).map((config: K8sObject & { spec?: object }) => ({
        ...config,
        spec: { ...config.spec, defaultRoute: false },
      })),
    },
    [at.imageConfigs]: { items: items(at.imageConfigs).map(lockedDown) },
    [at.samplesConfigs]: { items: items(at.samplesConfigs).map((config) => withErrors(config, since)) },
    [at.secrets]: { items: items(at.secrets).filter(({ metadata }) => metadata.name !== 'samples-pull') },
  }
  const state = withObjects(changed, {
    namespaces: [namespace(SAMPLES_NAMESPACE, created)],
    // Image streams of seeds have the shape of their kind.
    configMaps: failing.map((stream) => ({
      ...errorsMap(stream.metadata.name, importErrors(stream as ImageStream)),
      metadata: {
        ...metadataOf({ kind: 'ConfigMap', namespace: SAMPLES_NAMESPACE, name: stream.metadata.name, created: since }),
        labels: { 'samples.openshift.io/imagestream-error': 'true' },
      },
    })),
    clusterOperators: [samplesOperator(Object.keys(refused), created, since)],
    ...mirrorSets(created),
  })
  const secret = globalPullSecret(created, ['cloud.openshift.com', 'quay.io', 'registry.connect.redhat.com'])
  const whole = withGlobalPullSecret(state, secret)
  return { ...whole, [at.machineConfigPools]: { items: poolsFor(whole, created) } }
}

function lockedDown(config: K8sObject & { spec?: object; status?: object }): K8sObject {
  const status: Record<string, unknown> = { ...config.status }
  delete status['externalRegistryHostnames']
  return {
    ...config,
    spec: {
      ...config.spec,
      allowedRegistriesForImport: [
        { domainName: 'registry.redhat.io' },
        { domainName: 'quay.io' },
        { domainName: '*.acme.example' },
        { domainName: MIRROR, insecure: true },
      ],
      registrySources: {
        allowedRegistries: [internalRegistry, 'registry.redhat.io', 'quay.io', '*.acme.example', MIRROR],
      },
    },
    status,
  } as K8sObject
}

interface SamplesConfig extends K8sObject {
  spec?: object
  status?: { conditions?: { type: string }[] }
}

function withErrors(config: SamplesConfig, since: string): K8sObject {
  const settings = { samplesRegistry: 'registry.redhat.io', skippedImagestreams: [...skippedSamples, 'mysql'] }
  const conditions = config.status?.conditions?.map((condition) =>
    condition.type === 'ImportImageErrorsExist'
      ? { type: condition.type, status: 'True', lastTransitionTime: since, lastUpdateTime: since }
      : condition,
  )
  return {
    ...config,
    spec: { ...config.spec, ...settings },
    status: { ...config.status, ...settings, conditions },
  } as K8sObject
}

/** What the operator tells the cluster: samples are there, some of them without images. */
function samplesOperator(streams: string[], created: string, since: string): K8sObject {
  const installed = 'Samples installation successful at 4.13.0'
  const failures = `Samples installed at 4.13.0, with image import failures for these imagestreams: ${streams.toSorted().join(',')}; last import attempt ${since.replace('T', ' ').replace('Z', ' +0000 UTC')}`
  const condition = (type: string, status: string, reason = '', message = '') => ({
    type,
    status,
    lastTransitionTime: created,
    ...(reason && { reason }),
    ...(message && { message }),
  })
  const object = {
    metadata: metadataOf({ kind: 'ClusterOperator', namespace: '', name: 'openshift-samples', created }),
    spec: {},
    status: {
      conditions: [
        condition('Degraded', 'False'),
        condition('Available', 'True', '', installed),
        condition('Progressing', 'False', 'FailedImageImports', failures),
      ],
      versions: [{ name: 'operator', version: '4.13.0' }],
    },
  }
  return object
}
