import type { K8sObject } from '../../src/k8s/types.ts'
import type { Subresource } from './kind.ts'

interface Secret extends K8sObject {
  type?: string
}

const EXCLUDED = 'openshift.io/image.excludeSecret'
const TYPES = ['kubernetes.io/dockercfg', 'kubernetes.io/dockerconfigjson']

/** The pull secrets of the namespace; the stream only names it and need not exist. */
export const imageStreamSecrets: Subresource = {
  kind: 'SecretList',
  get({ store, namespace }) {
    const items = store.list('/secrets', namespace).filter((secret: Secret) => {
      return TYPES.includes(secret.type ?? '') && secret.metadata.annotations?.[EXCLUDED] !== 'true'
    })
    // A list has no name: its metadata is the version of the secrets.
    const metadata: { resourceVersion: string } & Partial<K8sObject['metadata']> = {
      resourceVersion: String(store.revision('/secrets')),
    }
    const list = { kind: 'SecretList', apiVersion: 'image.openshift.io/v1', metadata, items }
    return Response.json(list)
  },
}
