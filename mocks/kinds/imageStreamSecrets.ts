import type { K8sObject } from '../../src/k8s/types.ts'
import type { Subresource } from './kind.ts'
import { pullSecrets } from './secret.ts'

/** The pull secrets of the namespace; the stream only names it and need not exist. */
export const imageStreamSecrets: Subresource = {
  kind: 'SecretList',
  get({ store, namespace }) {
    const items = pullSecrets(store, namespace)
    // A list has no name: its metadata is the version of the secrets.
    const metadata: { resourceVersion: string } & Partial<K8sObject['metadata']> = {
      resourceVersion: String(store.revision('/secrets')),
    }
    const list = { kind: 'SecretList', apiVersion: 'image.openshift.io/v1', metadata, items }
    return Response.json(list)
  },
}
