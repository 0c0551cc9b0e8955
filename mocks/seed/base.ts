import type { K8sObject } from '../../src/k8s/types.ts'
import state from '../data/recordings/00-state.json' with { type: 'json' }
import type { State } from '../server/cluster.ts'

/** Where each kind lives in a State. */
export const at = {
  namespaces: '/api/v1/namespaces',
  imageStreams: '/apis/image.openshift.io/v1/imagestreams',
  images: '/apis/image.openshift.io/v1/images',
  pods: '/api/v1/pods',
  replicationControllers: '/api/v1/replicationcontrollers',
  events: '/api/v1/events',
  limitRanges: '/api/v1/limitranges',
  resourceQuotas: '/api/v1/resourcequotas',
  deployments: '/apis/apps/v1/deployments',
  replicaSets: '/apis/apps/v1/replicasets',
  statefulSets: '/apis/apps/v1/statefulsets',
  daemonSets: '/apis/apps/v1/daemonsets',
  jobs: '/apis/batch/v1/jobs',
  cronJobs: '/apis/batch/v1/cronjobs',
  deploymentConfigs: '/apis/apps.openshift.io/v1/deploymentconfigs',
  buildConfigs: '/apis/build.openshift.io/v1/buildconfigs',
  builds: '/apis/build.openshift.io/v1/builds',
  imagePruners: '/apis/imageregistry.operator.openshift.io/v1/imagepruners',
  registryConfigs: '/apis/imageregistry.operator.openshift.io/v1/configs',
  clusterVersions: '/apis/config.openshift.io/v1/clusterversions',
  clusterOperators: '/apis/config.openshift.io/v1/clusteroperators',
  imageConfigs: '/apis/config.openshift.io/v1/images',
  samplesConfigs: '/apis/samples.operator.openshift.io/v1/configs',
  customResourceDefinitions: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  imageManifestVulns: '/apis/secscan.quay.redhat.com/v1alpha1/imagemanifestvulns',
  roleBindings: '/apis/rbac.authorization.k8s.io/v1/rolebindings',
  clusterRoleBindings: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  clusterRoles: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  roles: '/apis/rbac.authorization.k8s.io/v1/roles',
  users: '/apis/user.openshift.io/v1/users',
  groups: '/apis/user.openshift.io/v1/groups',
  services: '/api/v1/services',
  secrets: '/api/v1/secrets',
  configMaps: '/api/v1/configmaps',
  serviceAccounts: '/api/v1/serviceaccounts',
  persistentVolumeClaims: '/api/v1/persistentvolumeclaims',
  storageClasses: '/apis/storage.k8s.io/v1/storageclasses',
  volumeSnapshotClasses: '/apis/snapshot.storage.k8s.io/v1/volumesnapshotclasses',
  volumeSnapshots: '/apis/snapshot.storage.k8s.io/v1/volumesnapshots',
  podDisruptionBudgets: '/apis/policy/v1/poddisruptionbudgets',
  routes: '/apis/route.openshift.io/v1/routes',
  machineConfigPools: '/apis/machineconfiguration.openshift.io/v1/machineconfigpools',
  imageDigestMirrorSets: '/apis/config.openshift.io/v1/imagedigestmirrorsets',
  imageTagMirrorSets: '/apis/config.openshift.io/v1/imagetagmirrorsets',
  imageContentSourcePolicies: '/apis/operator.openshift.io/v1alpha1/imagecontentsourcepolicies',
  infrastructures: '/apis/config.openshift.io/v1/infrastructures',
  webhooks: '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
} as const

/** The recorded cluster, whole: its image streams, images, workloads, operator and roles. */
export function recorded(): State {
  // The file is a State; the type of 34,000 lines of JSON says more than anybody needs.
  return state as unknown as State
}

/** What every cluster has: nodes, operator, roles, the namespaces of the system. No image streams, no projects of users. */
export function base(): State {
  const system: State = {}
  for (const [path, { items }] of Object.entries(recorded()))
    system[path] = { items: items.filter((object) => isOfTheSystem(object, path)) }
  system[at.imageStreams] = { items: [] }
  system[at.images] = { items: [] }
  return system
}

export type Objects = Partial<Record<keyof typeof at, K8sObject[]>>

/** A state with more objects of some kinds. */
export function withObjects(before: State, more: Objects): State {
  const result = { ...before }
  for (const [kind, objects] of Object.entries(more)) {
    // Object.entries forgets the type of the keys.
    const path = at[kind as keyof typeof at]
    result[path] = { items: [...(result[path]?.items ?? []), ...objects] }
  }
  return result
}

function isOfTheSystem({ metadata }: K8sObject, path: string): boolean {
  const namespace = path === at.namespaces ? metadata.name : metadata.namespace
  return namespace === undefined || namespace === 'default' || /^(openshift|kube)(-|$)/.test(namespace)
}
