import type { K8sObject } from '../../src/k8s/types.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import type { State } from '../server/cluster.ts'
import { at } from './base.ts'
import { certificate, encoded } from './certificates.ts'
import { metadataOf } from './podBuilders.ts'

const day = 86_400_000
const SIGNER = 'openshift-service-serving-signer@1764000000'
const hosts = [
  'image-registry.openshift-image-registry.svc',
  'image-registry.openshift-image-registry.svc.cluster.local',
]

const namespace = REGISTRY_NAMESPACE

/** A secret beside the registry, of texts. */
export function secret(
  name: string,
  data: Record<string, string>,
  created: string,
  more: { type?: string; annotations?: Record<string, string> } = {},
): K8sObject {
  const { type = 'Opaque', annotations = {} } = more
  const object = {
    metadata: metadataOf({ kind: 'Secret', namespace, name, created, annotations }),
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encoded(value)])),
    type,
  }
  return object
}

/** The certificate the registry serves with, which the service CA renews 13 months before it ends. */
export const servingCertificate = (now: Date, ageInDays = 120): string =>
  certificate({
    subject: hosts[0] ?? '',
    issuer: SIGNER,
    names: hosts,
    from: new Date(now.getTime() - ageInDays * day),
    until: new Date(now.getTime() + (790 - ageInDays) * day),
    serial: 2701,
  })

const KEY =
  '-----BEGIN EC PRIVATE KEY-----\nbm90IGEga2V5OiBub2JvZHkga2VlcHMgb25lIGhlcmU=\n-----END EC PRIVATE KEY-----\n'

/** The secret that the service CA makes for the registry's Service. */
export function tlsSecret(now: Date, created: string, ageInDays = 120): K8sObject {
  const pem = servingCertificate(now, ageInDays)
  const annotations = {
    'service.beta.openshift.io/originating-service-name': 'image-registry',
    'service.beta.openshift.io/expiry': new Date(now.getTime() + (790 - ageInDays) * day)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  }
  return secret('image-registry-tls', { 'tls.crt': pem, 'tls.key': KEY }, created, {
    type: 'kubernetes.io/tls',
    annotations,
  })
}

/** The authority of the service CA, in the config maps that nodes and pods read it from. */
export function withAuthorities(before: State, now: Date): State {
  const ca = certificate({
    subject: SIGNER,
    issuer: SIGNER,
    from: new Date(now.getTime() - 300 * day),
    until: new Date(now.getTime() + 490 * day),
    serial: 1,
  })
  const data: Record<string, Record<string, string>> = {
    serviceca: { 'service-ca.crt': ca },
    'image-registry-certificates': {
      'image-registry.openshift-image-registry.svc..5000': ca,
      'image-registry.openshift-image-registry.svc.cluster.local..5000': ca,
    },
  }
  const items = (before[at.configMaps]?.items ?? []).map((object) => {
    const filled = object.metadata.namespace === namespace ? data[object.metadata.name] : undefined
    return filled ? { ...object, data: filled } : object
  })
  return { ...before, [at.configMaps]: { items } }
}
