import { defaultAccounts, serviceAccount } from '../seed/access/accounts.ts'
import { defaultBindings } from '../seed/access/bindings.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import type { ResourceName } from '../server/store.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Controlled, Queue } from './controllers.ts'

const BINDINGS = 'rbac.authorization.k8s.io/rolebindings'
const ACCOUNTS = '/serviceaccounts'

type Account = K8sObject & { secrets?: { name: string }[]; imagePullSecrets?: { name: string }[] }

/** What OpenShift puts into every new project, and the credentials that it makes for every new service account. */
export function controlProjectDefaults({ store, api, now }: Controlled, queue: Queue): () => void {
  const createOnce = (kind: ResourceName, { metadata, ...rest }: K8sObject) => {
    const { uid: _uid, creationTimestamp: _creation, ...own } = metadata
    if (!store.get(kind, metadata.namespace, metadata.name)) api.create(kind, { ...rest, metadata: own })
  }

  function fill(namespace: string): void {
    if (!store.get('/namespaces', undefined, namespace)) return
    for (const binding of defaultBindings(namespace, timestamp(now()))) createOnce(BINDINGS, binding)
    for (const name of defaultAccounts) createOnce(ACCOUNTS, { metadata: { name, namespace } })
  }

  function equip(namespace: string, name: string): void {
    const account: Account | undefined = store.get(ACCOUNTS, namespace, name)
    if (!account || account.imagePullSecrets?.some((secret) => secret.name.startsWith(`${name}-dockercfg-`))) return
    const made = serviceAccount({ namespace, name, created: timestamp(now()), tokens: 'bound' })
    const [secret] = made.secrets
    if (!secret) return
    const { metadata } = secret
    const owner = { apiVersion: 'v1', kind: 'ServiceAccount', name, uid: account.metadata.uid ?? '', controller: true }
    createOnce('/secrets', { ...secret, metadata: { ...metadata, ownerReferences: [owner] } })
    const reference = { name: metadata.name }
    api.update<Account>(ACCOUNTS, {
      ...account,
      secrets: [...(account.secrets ?? []), reference],
      imagePullSecrets: [...(account.imagePullSecrets ?? []), reference],
    })
  }

  const stops = [
    store.subscribe('/namespaces', ({ type, object }) => {
      const { name } = object.metadata
      if (type === 'ADDED') queue.add(`project ${name}`, () => fill(name))
    }),
    store.subscribe(ACCOUNTS, ({ type, object }) => {
      const { namespace = '', name } = object.metadata
      if (type === 'ADDED') queue.add(`account ${namespace}/${name}`, () => equip(namespace, name))
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
