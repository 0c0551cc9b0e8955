import { expect } from '@playwright/test'
import type { PersistentVolumeClaim } from '../src/k8s/resources/persistentVolumeClaim.ts'
import type { Pod } from '../src/k8s/resources/pod.ts'
import type { RegistryConfig } from '../src/k8s/resources/registryConfig.ts'
import type { RoleBinding } from '../src/k8s/resources/roleBinding.ts'
import type { Route } from '../src/k8s/resources/route.ts'
import type { Crash } from '../mocks/controllers/containers.ts'
import type { RegistryAnswer, RegistryVisit } from '../mocks/registry/front.ts'
import { Actor } from './actor.ts'

const configPath = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
const inNamespace = 'namespaces/openshift-image-registry'
const MERGE_PATCH = 'application/merge-patch+json'

/** What a second actor does to the registry itself. */
export class RegistryActor extends Actor {
  /** The Config of the registry as the cluster has it. */
  async registryConfig(): Promise<RegistryConfig> {
    return this.get<RegistryConfig>(configPath)
  }

  /** Changes the Config by a merge patch, so that whoever has it open works with an old version. */
  async patchRegistryConfig(spec: Record<string, unknown>): Promise<void> {
    await this.send('PATCH', configPath, { spec }, MERGE_PATCH)
  }

  /** The operator writes its own copy of the whole spec, read before what others did meanwhile: `before` as `registryConfig` gave it. */
  async operatorRewritesSpec(before: RegistryConfig): Promise<void> {
    const { metadata, ...rest } = await this.registryConfig()
    const managementState = rest.spec?.managementState
    const spec = { ...before.spec, ...(managementState && { managementState }) }
    await this.send('PUT', configPath, { ...rest, metadata, spec })
  }

  /** The pods of the registry, by name. */
  async registryPods(): Promise<Pod[]> {
    const { items } = await this.get<{ items: Pod[] }>(
      `/api/v1/${inNamespace}/pods?labelSelector=docker-registry%3Ddefault`,
    )
    return items
  }

  /** The routes beside the registry, by name. */
  async routes(): Promise<Route[]> {
    return (await this.get<{ items: Route[] }>(`/apis/route.openshift.io/v1/${inNamespace}/routes`)).items
  }

  /** The claims beside the registry, by name. */
  async claims(): Promise<PersistentVolumeClaim[]> {
    return (await this.get<{ items: PersistentVolumeClaim[] }>(`/api/v1/${inNamespace}/persistentvolumeclaims`)).items
  }

  /** Deletes a pod of the registry; its ReplicaSet makes another one. */
  async deleteRegistryPod(name: string): Promise<void> {
    await this.send('DELETE', `/api/v1/${inNamespace}/pods/${name}`)
  }

  /** Scales the Deployment by hand, which the operator undoes. */
  async scaleDeployment(replicas: number): Promise<void> {
    await this.send(
      'PATCH',
      `/apis/apps/v1/${inNamespace}/deployments/image-registry`,
      { spec: { replicas } },
      MERGE_PATCH,
    )
  }

  /** A secret beside the registry, of texts. */
  async createSecret(name: string, stringData: Record<string, string>): Promise<void> {
    await this.send('POST', `/api/v1/${inNamespace}/secrets`, { metadata: { name }, stringData })
  }

  /** Somebody else's route has a host: the oldest one keeps it. */
  async claimHost(host: string): Promise<void> {
    const spec = { host, to: { kind: 'Service', name: 'web' } }
    await this.send('POST', '/apis/route.openshift.io/v1/namespaces/default/routes', {
      metadata: { name: 'taken' },
      spec,
    })
  }

  /** A pod of the registry that is started ends at once, having written this; without a text they start again. */
  async breakPodStart(startError = ''): Promise<void> {
    await this.send('POST', '/__mock__/nodes', { startError })
  }

  /** Pods that are told to go take so many seconds. */
  async slowPodEnd(seconds: number): Promise<void> {
    await this.send('POST', '/__mock__/pod-end', { seconds })
  }

  /** The object storage answers the operator so; without a message it is reached again. */
  async breakStorage(reason = '', message = ''): Promise<void> {
    await this.send('POST', '/__mock__/storage', { reason, message })
  }

  /** A condition of a kind nobody has seen yet, as another version of the operator may write it. */
  async addCondition(condition: { type: string; status: string; reason?: string; message?: string }): Promise<void> {
    const { status } = await this.registryConfig()
    const lastTransitionTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    const conditions = [...(status?.conditions ?? []), { ...condition, lastTransitionTime }]
    await this.send('PATCH', `${configPath}/status`, { status: { conditions } }, MERGE_PATCH)
  }

  /** Somebody comes to the registry: what the cluster lets them do is done and logged, the rest is denied and logged. The answer is the last status. */
  async visit(visit: RegistryVisit): Promise<RegistryAnswer> {
    // The mock's own format.
    return (await this.send('POST', '/__mock__/registry', visit)) as RegistryAnswer
  }

  /** Somebody pulls an image, or is denied it: 200 or 401. */
  async pull(user: string, repository: string, reference = 'latest'): Promise<number> {
    return (await this.visit({ do: 'pull', user, repository, reference })).status
  }

  /** Somebody may not push to a repository, whatever the cluster says. */
  async denyPush(user: string, repository: string, reference = 'latest'): Promise<void> {
    await this.visit({ do: 'push', user, repository, reference, allowed: false })
  }

  /** Somebody logs in with a token that is none. */
  async badToken(repository = 'payments/api', user = 'dev'): Promise<void> {
    await this.visit({ do: 'badToken', user, repository })
  }

  /** Somebody pulls what is not there. */
  async missPull(user: string, repository: string, reference: string): Promise<void> {
    await this.visit({ do: 'notFound', user, repository, reference })
  }

  /** What the cluster has of the log of a container of the registry's namespace, as text. */
  async readLog(pod: string, query: Record<string, string | number | boolean> = {}): Promise<string> {
    const path = `/api/v1/${inNamespace}/pods/${pod}/log`
    const response = await this.api.get(path, { params: query })
    expect(response.ok(), `${path}: ${response.status()}`).toBe(true)
    return response.text()
  }

  /** Who has which role in a project. */
  async roleBindings(namespace: string): Promise<RoleBinding[]> {
    const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`
    return (await this.get<{ items: RoleBinding[] }>(path)).items
  }

  /** Lets a container of the registry's namespace end; the kubelet starts it again unless it is to `stay` so. */
  async crash(pod: string, how: Omit<Crash, 'pod'> = {}): Promise<void> {
    await this.send('POST', '/__mock__/crash', { ...how, pod: `openshift-image-registry/${pod}` })
  }

  /** Changes the registry so that its operator rolls out new pods. */
  async rollOut(): Promise<void> {
    const { spec } = await this.registryConfig()
    await this.patchRegistryConfig({ logLevel: spec?.logLevel === 'Debug' ? 'Normal' : 'Debug' })
  }

  /** A pod of the registry's namespace writes more lines. */
  async writeLog(pod: string, append: string[], container = 'registry'): Promise<void> {
    await this.send('POST', '/__mock__/log', { pod: `openshift-image-registry/${pod}`, container, append })
  }

  /** A pod has written these bytes, whatever they are. */
  async rawLog(pod: string, bytes: Uint8Array, container = 'registry'): Promise<void> {
    const base64 = Buffer.from(bytes).toString('base64')
    await this.send('POST', '/__mock__/log', { pod: `openshift-image-registry/${pod}`, container, base64 })
  }

  /** A pod has written so many numbered lines (`line=000000000` and on), and goes on with `rate` a second for so many `seconds`. */
  async bigLog(
    pod: string,
    how: { lines?: number; rate?: number; seconds?: number; width?: number; every?: number },
    container = 'registry',
  ): Promise<void> {
    await this.send('POST', '/__mock__/log', { lines: 0, ...how, pod: `openshift-image-registry/${pod}`, container })
  }
}
