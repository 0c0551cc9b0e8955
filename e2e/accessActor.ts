import { expect } from '@playwright/test'
import type { ImageConfig, ImageConfigSpec } from '../src/k8s/resources/imageConfig.ts'
import type { MachineConfigPool } from '../src/k8s/resources/machineConfigPool.ts'
import type {
  ImageContentSourcePolicy,
  ImageDigestMirrorSet,
  ImageTagMirrorSet,
} from '../src/k8s/resources/mirrorSet.ts'
import type { Secret } from '../src/k8s/resources/pullSecret.ts'
import type { RoleBinding } from '../src/k8s/resources/roleBinding.ts'
import type { SamplesConfig } from '../src/k8s/resources/samplesConfig.ts'
import type { SecretReference, ServiceAccount } from '../src/k8s/resources/serviceAccount.ts'
import { RegistryActor } from './registryActor.ts'

const MERGE_PATCH = 'application/merge-patch+json'
const config = '/apis/config.openshift.io/v1'
const rbac = '/apis/rbac.authorization.k8s.io/v1'
const imageConfigPath = `${config}/images/cluster`

interface MirrorSets {
  ImageDigestMirrorSet: ImageDigestMirrorSet
  ImageTagMirrorSet: ImageTagMirrorSet
  ImageContentSourcePolicy: ImageContentSourcePolicy
}

const mirrorPaths: Record<keyof MirrorSets, string> = {
  ImageDigestMirrorSet: `${config}/imagedigestmirrorsets`,
  ImageTagMirrorSet: `${config}/imagetagmirrorsets`,
  ImageContentSourcePolicy: '/apis/operator.openshift.io/v1alpha1/imagecontentsourcepolicies',
}

/** `user alice`, `group auditors`, or `serviceaccount ci/pipeline`. */
type SubjectText = `${'user' | 'group' | 'serviceaccount'} ${string}`

function subjectOf(text: SubjectText) {
  const name = text.slice(text.indexOf(' ') + 1)
  if (text.startsWith('user')) return { kind: 'User', name }
  if (text.startsWith('group')) return { kind: 'Group', name }
  const [namespace = '', account = ''] = name.split('/')
  return { kind: 'ServiceAccount', namespace, name: account }
}

/** What a second actor does to who may do what, to credentials, and to what the cluster allows of registries. */
export class AccessActor extends RegistryActor {
  /** Gives a role in a project, by a binding of that name: the role's own unless told. `role`: a ClusterRole, or `Role/name`. */
  async addRoleBinding(
    namespace: string,
    role: string,
    subject: SubjectText,
    name = role.replace('Role/', ''),
  ): Promise<void> {
    const own = role.startsWith('Role/')
    const roleRef = {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: own ? 'Role' : 'ClusterRole',
      name: own ? role.slice(5) : role,
    }
    const body = { metadata: { name }, subjects: [subjectOf(subject)], roleRef }
    await this.send('POST', `${rbac}/namespaces/${namespace}/rolebindings`, body)
  }

  async deleteRoleBinding(namespace: string, name: string): Promise<void> {
    await this.send('DELETE', `${rbac}/namespaces/${namespace}/rolebindings/${encodeURIComponent(name)}`)
  }

  /** A binding as the cluster has it. */
  async roleBinding(namespace: string, name: string): Promise<RoleBinding> {
    return this.get<RoleBinding>(`${rbac}/namespaces/${namespace}/rolebindings/${encodeURIComponent(name)}`)
  }

  async serviceAccount(namespace: string, name: string): Promise<ServiceAccount> {
    return this.get<ServiceAccount>(`/api/v1/namespaces/${namespace}/serviceaccounts/${name}`)
  }

  /** Adds a pull secret to a service account, so that whoever has it open works with an old version. */
  async linkPullSecret(namespace: string, account: string, secret: string): Promise<void> {
    const { imagePullSecrets } = await this.serviceAccount(namespace, account)
    const known: SecretReference[] = imagePullSecrets ?? []
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}`
    await this.send('PATCH', path, { imagePullSecrets: [...known, { name: secret }] }, MERGE_PATCH)
  }

  async secret(namespace: string, name: string): Promise<Secret> {
    return this.get<Secret>(`/api/v1/namespaces/${namespace}/secrets/${name}`)
  }

  /** The names of the secrets of a project, with those that the cluster made for service accounts only if asked. */
  async secretNames(namespace: string, { generated = false } = {}): Promise<string[]> {
    const { items } = await this.get<{ items: Secret[] }>(`/api/v1/namespaces/${namespace}/secrets`)
    const shown = items.filter(({ metadata }) => generated || !/-(dockercfg|token)-[^-]+$/.test(metadata.name))
    return shown.map(({ metadata }) => metadata.name)
  }

  /** A pull secret with a made-up password for each of the accounts, by host. */
  async createPullSecret(namespace: string, name: string, accounts: Record<string, string>): Promise<void> {
    const auths = Object.fromEntries(
      Object.entries(accounts).map(([host, username]) => [host, { username, password: 'made-up' }]),
    )
    const body = {
      metadata: { name },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': JSON.stringify({ auths }) },
    }
    await this.send('POST', `/api/v1/namespaces/${namespace}/secrets`, body)
  }

  async deleteSecret(namespace: string, name: string): Promise<void> {
    await this.send('DELETE', `/api/v1/namespaces/${namespace}/secrets/${name}`)
  }

  /** The cluster's configuration of images as it is now. */
  async imageConfig(): Promise<ImageConfig> {
    return this.get<ImageConfig>(imageConfigPath)
  }

  /** Changes the cluster's configuration of images, so that whoever has it open works with an old version. */
  async patchImageConfig(spec: ImageConfigSpec): Promise<void> {
    await this.send('PATCH', imageConfigPath, { spec }, MERGE_PATCH)
  }

  /** A mirror set as the cluster has it. */
  async mirrorSet<K extends keyof MirrorSets>(kind: K, name: string): Promise<MirrorSets[K]> {
    return this.get<MirrorSets[K]>(`${mirrorPaths[kind]}/${name}`)
  }

  /** The names of the mirror sets of a kind. */
  async mirrorSetNames(kind: keyof MirrorSets): Promise<string[]> {
    const { items } = await this.get<{ items: MirrorSets[typeof kind][] }>(mirrorPaths[kind])
    return items.map(({ metadata }) => metadata.name)
  }

  async createMirrorSet<K extends keyof MirrorSets>(kind: K, name: string, spec: MirrorSets[K]['spec']): Promise<void> {
    await this.send('POST', mirrorPaths[kind], { kind, metadata: { name }, spec })
  }

  async patchMirrorSet<K extends keyof MirrorSets>(kind: K, name: string, spec: MirrorSets[K]['spec']): Promise<void> {
    await this.send('PATCH', `${mirrorPaths[kind]}/${name}`, { spec }, MERGE_PATCH)
  }

  /** The pools of machines, by name. */
  async pools(): Promise<MachineConfigPool[]> {
    const path = '/apis/machineconfiguration.openshift.io/v1/machineconfigpools'
    return (await this.get<{ items: MachineConfigPool[] }>(path)).items
  }

  /** Stops a pool where it is, or lets it go on. */
  async pausePool(name: string, paused = true): Promise<void> {
    const path = `/apis/machineconfiguration.openshift.io/v1/machineconfigpools/${name}`
    await this.send('PATCH', path, { spec: { paused } }, MERGE_PATCH)
  }

  /** What the samples operator says and was told. */
  async samplesConfig(): Promise<SamplesConfig> {
    return this.get<SamplesConfig>('/apis/samples.operator.openshift.io/v1/configs/cluster')
  }

  /** Whether the cluster lets somebody do something to image streams of a project: `imagestreams/layers` unless told. */
  async may(
    user: string,
    verb: string,
    namespace: string,
    name = '',
    resource = 'imagestreams/layers',
  ): Promise<boolean> {
    const [plural = '', subresource] = resource.split('/')
    const asked = { group: 'image.openshift.io', resource: plural, subresource, verb, namespace, name }
    const body = {
      kind: 'SubjectAccessReview',
      spec: { user, groups: ['system:authenticated'], resourceAttributes: asked },
    }
    const answer = await this.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', body)
    expect(answer).toHaveProperty('status.allowed')
    // The mock's answer was just found to have it.
    return (answer as { status: { allowed: boolean } }).status.allowed
  }
}
