import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import type { K8sObject } from '../../../k8s/types.ts'

const configs = 'imageregistry.operator.openshift.io/configs'
export const configsPath = '/apis/imageregistry.operator.openshift.io/v1/configs'

/** What is used of a rendered page: its cluster. */
interface Page {
  cluster: {
    store: {
      get(resource: typeof configs, namespace: undefined, name: string): K8sObject | undefined
      put(resource: typeof configs, object: K8sObject): unknown
    }
  }
}

/** The Config as the cluster has it. */
export function storedConfig({ cluster }: Page): RegistryConfig {
  const config = cluster.store.get(configs, undefined, 'cluster')
  if (!config) throw new Error('there is no Config')
  return config
}

/** Somebody, or the operator, changes the Config. */
export function changeStored(page: Page, change: (config: RegistryConfig) => void): void {
  const config = structuredClone(storedConfig(page))
  change(config)
  page.cluster.store.put(configs, config)
}

/** A cluster's state with another Config. */
export function withConfig<S extends Record<string, { items: K8sObject[] }>>(
  before: S,
  change: (config: RegistryConfig) => void,
): S {
  const state = structuredClone(before)
  const config: RegistryConfig | undefined = state[configsPath]?.items[0]
  if (!config) throw new Error('the cluster has no Config')
  change(config)
  return state
}

/** A server that keeps what changes it: the method, the last part of the address and the body of each. */
export function recorder() {
  const sent: { method: string; name: string; body: unknown }[] = []
  const answer = async (request: Request, cluster: { handle(request: Request): Promise<Response> | Response }) => {
    const { pathname } = new URL(request.url)
    if (request.method !== 'GET' && !pathname.includes('accessreviews'))
      sent.push({
        method: request.method,
        name: pathname.slice(pathname.lastIndexOf('/') + 1),
        body: JSON.parse(await request.clone().text()) as unknown,
      })
    return cluster.handle(request)
  }
  return { sent, answer }
}

/** The form of the storage, opened by its address. */
export async function openedStorage<P extends { user: UserEvent }>(page: P) {
  return { ...page, dialog: within(await screen.findByRole('dialog', { name: 'Change storage' }, { timeout: 10_000 })) }
}
