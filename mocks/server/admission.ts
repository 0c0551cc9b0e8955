import type { K8sObject } from '../../src/k8s/types.ts'
import type { User } from './access.ts'
import type { Route } from './route.ts'
import { StatusError } from './status.ts'
import type { Store } from './store.ts'

interface WebhookConfiguration extends K8sObject {
  webhooks?: { name: string; rules?: { apiGroups: string[]; operations: string[]; resources: string[] }[] }[]
}

const OPERATIONS: Record<string, string | undefined> = {
  create: 'CREATE',
  update: 'UPDATE',
  patch: 'UPDATE',
  delete: 'DELETE',
  deletecollection: 'DELETE',
}

const WHY =
  'Prevented from accessing Red Hat managed resources. This is in an effort to prevent harmful actions that may cause unintended consequences or affect the stability of the cluster. If you have any questions about this, please reach out to Red Hat support at https://access.redhat.com/support'

const has = (list: string[], value: string) => list.includes('*') || list.includes(value)

/** Refuses a write that a webhook of the cluster guards, whatever the roles of the user say. Those of the service itself may. */
export function admit(store: Store, user: User, { group, plural, subresource, verb }: Route): void {
  const operation = OPERATIONS[verb]
  if (!operation || user.groups.includes('system:masters')) return
  const resource = subresource ? `${plural}/${subresource}` : plural
  const configurations: readonly WebhookConfiguration[] = store.list(
    'admissionregistration.k8s.io/validatingwebhookconfigurations',
  )
  const webhook = configurations
    .flatMap(({ webhooks = [] }) => webhooks)
    .find(({ rules = [] }) =>
      rules.some(
        (rule) => has(rule.apiGroups, group) && has(rule.operations, operation) && has(rule.resources, resource),
      ),
    )
  if (webhook)
    throw new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `admission webhook ${JSON.stringify(webhook.name)} denied the request: ${WHY}`,
    })
}
