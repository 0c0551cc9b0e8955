import type { PersistentVolumeClaim } from '../src/k8s/resources/persistentVolumeClaim.ts'
import type { Pod } from '../src/k8s/resources/pod.ts'
import type { RegistryConfig } from '../src/k8s/resources/registryConfig.ts'
import type { Route } from '../src/k8s/resources/route.ts'
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
}
