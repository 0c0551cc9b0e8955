// A cluster that was installed with `capabilities.baselineCapabilitySet: None`. Where it comes from:
// - openshift/cluster-image-registry-operator manifests/: all but the definitions bear `capability.openshift.io/name: ImageRegistry`,
//   the definitions (openshift/api imageregistry/v1) none. So the kinds are there, and nothing is of them: no Config, no pruner,
//   no namespace openshift-image-registry.
// - openshift/cluster-openshift-apiserver-operator pkg/operator/starter.go, apiServices: without the capabilities Build and
//   DeploymentConfig the groups build.openshift.io and apps.openshift.io are not registered.
// - openshift/api console/v1: the definitions of the console's kinds bear `capability.openshift.io/name: Console`.
// - openshift/openshift-controller-manager: without Build and DeploymentConfig there are no accounts `builder` and `deployer`.
import type { State } from '../../server/cluster.ts'
import { at } from '../base.ts'
import { healthy } from '../healthy.ts'
import { capabilities422, released, withApisOf422, withTokens } from './openshift.ts'
import { changed, withApis, without, withoutDefinitions, withoutNamespaces } from './stateChanges.ts'

const REGISTRY = 'openshift-image-registry'
const OPTIONAL = new Set<string>([
  'Build',
  'Console',
  'DeploymentConfig',
  'ImageRegistry',
  'Insights',
  'openshift-samples',
])

type Fields = Record<string, unknown>

/** A cluster without the capabilities ImageRegistry, Build, DeploymentConfig, Console and openshift-samples: streams are references alone. */
export function withoutOperator(now: Date = new Date()): State {
  const release = { version: '4.22.7', channel: 'stable-4.22', capabilities: capabilities422 }
  const enabled = capabilities422.filter((name) => !OPTIONAL.has(name))
  const modern = withTokens(withApisOf422(released(healthy(now), { ...release, enabled })), 'none')
  const registered = withApis(modern, { drop: (name) => /^v1\.(build|apps)\.openshift\.io$/.test(name) })
  const emptied = withoutNamespaces(registered, (name) => name === REGISTRY)
  const cluster = [at.registryConfigs, at.imagePruners, at.clusterOperators, at.samplesConfigs].reduce(
    (state, path) => without(state, path, () => true),
    withoutDefinitions(emptied, (name) => name.endsWith('.console.openshift.io')),
  )
  const gone = [at.deploymentConfigs, at.buildConfigs, at.builds].reduce(
    (state, path) => without(state, path, () => true),
    cluster,
  )
  const bound = [at.clusterRoleBindings, at.clusterRoles].reduce(
    (state, path) =>
      without(state, path, ({ metadata: { name } }) =>
        /^(registry-registry-role|openshift-image-registry-pruner|cluster-image-registry-operator|system:registry|system:openshift:machine-config-operator:image-registry.*)$/.test(
          name,
        ),
      ),
    gone,
  )
  const accounts = without(bound, at.serviceAccounts, ({ metadata: { name } }) => /^(builder|deployer)$/.test(name))
  const streams = without(
    accounts,
    at.imageStreams,
    ({ metadata }) => metadata.labels?.['samples.operator.openshift.io/managed'] === 'true',
  )
  // No Service of a registry: no host, and no repository in the status of a stream.
  const unnamed = changed(streams, at.imageStreams, ({ status, ...object }) => {
    if (!status) return object
    const { dockerImageRepository: _internal, publicDockerImageRepository: _public, ...rest } = status as Fields
    return { ...object, status: { ...rest, dockerImageRepository: '' } }
  })
  return changed(unnamed, at.imageConfigs, (object) => ({ ...object, status: { imageStreamImportMode: 'Legacy' } }))
}
