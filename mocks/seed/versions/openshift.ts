// Clusters of other versions than the recorded 4.13, and what differs. Where each difference comes from:
// - openshift/api by its branches release-4.12 to release-4.23: config/v1 (types_image.go, types_cluster_version.go,
//   0000_10_config-operator_01_imagedigestmirrorset.crd.yaml comes with 4.13), imageregistry/v1/types.go
//   (networkAccess comes with 4.15, chunkSizeMiB with 4.16), features/features.go (ImageStreamImportMode: default from 4.21).
// - Kubernetes' deprecation guide, for groups and versions that came and went between 1.25 and 1.35.
// - Release notes of 4.16 ("legacy service account API token secrets"): credentials of service accounts are bound tokens.
import type { K8sObject } from '../../../src/k8s/types.ts'
import type { Schema } from '../../server/definitions.ts'
import { schemaOf } from '../../server/customSchema.ts'
import type { State } from '../../server/cluster.ts'
import { defaultAccounts, serviceAccount } from '../access/accounts.ts'
import { globalPullSecret } from '../access/pullSecrets.ts'
import { at, withObjects } from '../base.ts'
import { healthy } from '../healthy.ts'
import { metadataOf } from '../podBuilders.ts'
import { agoOf } from '../registry.ts'
import { changed, withApis, withKubelets, without, withoutDefinitions } from './stateChanges.ts'

type Fields = Record<string, unknown>

interface Release {
  version: string
  channel: string
  /** Those that the version knows. */
  capabilities: readonly string[]
  /** Those that are installed; all unless told. */
  enabled?: readonly string[]
}

/** config/v1/types_cluster_version.go of release-4.12. */
const capabilities412 = [
  'Console',
  'CSISnapshot',
  'Insights',
  'Storage',
  'baremetal',
  'marketplace',
  'openshift-samples',
]

/** Of release-4.22; Build, DeploymentConfig and ImageRegistry can be left out since 4.14. */
export const capabilities422 = [
  'Build',
  'CSISnapshot',
  'CloudControllerManager',
  'CloudCredential',
  'Console',
  'DeploymentConfig',
  'ImageRegistry',
  'Ingress',
  'Insights',
  'MachineAPI',
  'NodeTuning',
  'OperatorLifecycleManager',
  'Storage',
  'baremetal',
  'marketplace',
  'openshift-samples',
] as const

/** A state whose ClusterVersion, operator and samples are of a release. */
export function released(state: State, { version, channel, capabilities, enabled = capabilities }: Release): State {
  const versions = changed(state, at.clusterVersions, ({ spec, ...object }) => ({
    ...object,
    spec: { ...(spec as Fields), channel },
    status: {
      desired: { version, image: `quay.io/openshift-release-dev/ocp-release@sha256:${'4'.repeat(64)}` },
      capabilities: { knownCapabilities: capabilities, enabledCapabilities: enabled },
      history: [{ state: 'Completed', version, startedTime: object.metadata.creationTimestamp }],
    },
  }))
  const operators = changed(versions, at.clusterOperators, ({ status, ...object }) => ({
    ...object,
    status: { ...(status as Fields), versions: [{ name: 'operator', version }] },
  }))
  return changed(operators, at.samplesConfigs, ({ status, ...object }) => ({
    ...object,
    status: { ...(status as Fields), version },
  }))
}

/** A schema without the field at a path of its properties. */
function schemaWithout(schema: Schema, [key = '', ...rest]: readonly string[]): Schema {
  const { [key]: inner, ...others } = schema.properties ?? {}
  if (!inner) throw new Error(`The schema has no field ${key}.`)
  return { ...schema, properties: rest.length ? { ...others, [key]: schemaWithout(inner, rest) } : others }
}

/** A state whose definition of a kind does not have some fields yet: API servers drop them. */
function withoutFields(state: State, definition: string, kind: string, paths: readonly string[]): State {
  const whole = schemaOf(kind)
  if (!whole) throw new Error(`There is no schema of ${kind}.`)
  const openAPIV3Schema = paths.reduce((schema, path) => schemaWithout(schema, path.split('.')), whole)
  return changed(state, at.customResourceDefinitions, ({ spec, ...object }) => {
    if (object.metadata.name !== definition) return { ...object, spec } as K8sObject
    // A CustomResourceDefinition has versions.
    const { versions, ...others } = spec as { versions: Fields[] }
    return {
      ...object,
      spec: { ...others, versions: versions.map((each) => ({ ...each, schema: { openAPIV3Schema } })) },
    }
  })
}

/** OpenShift 4.12 (Kubernetes 1.25): mirrors by ImageContentSourcePolicy alone, storage without some later fields. */
export function openshift412(now: Date = new Date()): State {
  const state = withKubelets(
    released(withTokens(healthy(now), 'kept'), {
      version: '4.12.88',
      channel: 'eus-4.12',
      capabilities: capabilities412,
    }),
    'v1.25.16+b4f9d3a',
  )
  const config = 'imageregistry.operator.openshift.io/v1/Config'
  const s3 = ['spec', 'status'].map((part) => `${part}.storage.s3.chunkSizeMiB`)
  const azure = ['spec', 'status'].map((part) => `${part}.storage.azure.networkAccess`)
  const image = ['spec.imageStreamImportMode', 'status.imageStreamImportMode']
  const older = withoutFields(
    withoutFields(state, 'configs.imageregistry.operator.openshift.io', config, [...s3, ...azure]),
    'images.config.openshift.io',
    'config.openshift.io/v1/Image',
    image,
  )
  const mirrored = withObjects(
    withoutDefinitions(older, (name) => /^image(digest|tag)mirrorsets\./.test(name)),
    { imageContentSourcePolicies: [sourcePolicy(agoOf(now)(200 * 1440))] },
  )
  // flowcontrol v1beta3 came with Kubernetes 1.26.
  return withApis(mirrored, { drop: (name) => name.startsWith('v1beta3.flowcontrol') })
}

const sourcePolicy = (created: string): K8sObject => {
  const object = {
    metadata: metadataOf({ kind: 'ImageContentSourcePolicy', namespace: '', name: 'release', created }),
    spec: {
      repositoryDigestMirrors: [
        { source: 'quay.io/openshift-release-dev/ocp-release', mirrors: ['mirror.example.com:5000/ocp/release'] },
      ],
    },
  }
  return object
}

const isGenerated = ({ metadata: { name, annotations } }: K8sObject) =>
  /-dockercfg-/.test(name) || annotations?.['kubernetes.io/service-account.uid'] !== undefined

/**
 * A state whose service accounts log in to the registry by tokens that are kept in secrets, as until 4.15, or by bound ones, as since
 * 4.16; none: there is nothing to log in to.
 */
export function withTokens(state: State, tokens: 'kept' | 'bound' | 'none'): State {
  const before = without(state, at.secrets, isGenerated)
  const names: readonly string[] = defaultAccounts
  const isDefault = ({ metadata }: K8sObject) => names.includes(metadata.name)
  if (tokens === 'none')
    return changed(
      before,
      at.serviceAccounts,
      ({ secrets: _secrets, imagePullSecrets: _pulling, ...account }) => account,
    )
  const made = (before[at.serviceAccounts]?.items ?? []).filter(isDefault).map((account) => {
    const { namespace = '', name, creationTimestamp } = account.metadata
    // A service account has these.
    const { imagePullSecrets = [] } = account as K8sObject & { imagePullSecrets?: { name: string }[] }
    const pullSecrets = imagePullSecrets.map((secret) => secret.name).filter((each) => !/-dockercfg-/.test(each))
    return serviceAccount({ namespace, name, created: creationTimestamp ?? '', tokens, pullSecrets })
  })
  const { items } = without(before, at.serviceAccounts, isDefault)[at.serviceAccounts] ?? { items: [] }
  return withObjects(
    { ...before, [at.serviceAccounts]: { items: [...items, ...made.map(({ account }) => account)] } },
    { secrets: made.flatMap(({ secrets }) => secrets) },
  )
}

/** What a cluster of 4.22 (Kubernetes 1.35) serves beside or instead of a 4.13. */
export function withApisOf422(state: State): State {
  const policies = ['clusterimagepolicies ClusterImagePolicy Cluster', 'imagepolicies ImagePolicy Namespaced']
  const definitions = policies.map((line) => {
    const [plural = '', kind = '', scope = ''] = line.split(' ')
    const name = `${plural}.config.openshift.io`
    const spec = { group: 'config.openshift.io', scope, names: { plural, kind }, versions: [{ name: 'v1' }] }
    const created = state[at.clusterVersions]?.items[0]?.metadata.creationTimestamp ?? ''
    return { metadata: metadataOf({ kind: 'CustomResourceDefinition', namespace: '', name, created }), spec }
  })
  // flowcontrol/v1 since 1.29, its betas until 1.32; autoscaling/v2beta2 until 1.26; authentication's SelfSubjectReview since 1.28.
  const gone = /^(v1beta\d\.flowcontrol|v2beta2\.autoscaling|v1beta1\.storage)/
  return withApis(withObjects(withKubelets(state, 'v1.35.3'), { customResourceDefinitions: definitions }), {
    drop: (name) => gone.test(name),
    add: ['v1.flowcontrol.apiserver.k8s.io'],
  })
}

/** The newest OpenShift: imports say their mode, service accounts have bound tokens, signature policies are a kind. */
export function newest(now: Date = new Date()): State {
  const state = released(healthy(now), { version: '4.22.7', channel: 'stable-4.22', capabilities: capabilities422 })
  const modern = withTokens(withApisOf422(state), 'bound')
  return changed(modern, at.imageConfigs, ({ status, ...object }) => ({
    ...object,
    status: { ...(status as Fields), imageStreamImportMode: 'Legacy' },
  }))
}

/** OKD: the newest OpenShift's software under another version, and a global pull secret that nobody can pull with. */
export function okd(now: Date = new Date()): State {
  const state = released(newest(now), {
    version: '4.22.0-okd-scos.7',
    channel: 'stable-scos-4',
    capabilities: capabilities422,
  })
  const secrets = without(
    state,
    at.secrets,
    ({ metadata }) => metadata.namespace === 'openshift-config' && metadata.name === 'pull-secret',
  )
  // {"auths":{"fake":{…}}}: what OKD's documentation says to install with.
  return withObjects(secrets, { secrets: [globalPullSecret(agoOf(now)(300 * 1440), ['fake'])] })
}
