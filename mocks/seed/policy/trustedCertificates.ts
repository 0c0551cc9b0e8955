import { certificate } from '../certificates.ts'
import { metadataOf } from '../podBuilders.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'

const day = 86_400_000

/** The ConfigMap that additionalTrustedCA names: authorities of registries by host, some of them no good. */
export function registryCa(now: Date, created: string): K8sObject {
  const authority = (subject: string, from: number, until: number, serial: number) =>
    certificate({
      subject,
      issuer: subject,
      from: new Date(now.getTime() + from * day),
      until: new Date(now.getTime() + until * day),
      serial,
    })
  const valid = authority('Acme registry CA', -400, 2000, 9001)
  const object = {
    metadata: metadataOf({ kind: 'ConfigMap', namespace: 'openshift-config', name: 'registry-ca', created }),
    data: {
      'registry.acme.example': valid,
      // A port is written with two dots: keys of config maps hold no colon.
      'mirror.acme.example..5000': authority('Acme mirror CA', -353, 12, 9002) + valid,
      'old.acme.example': authority('Acme old CA', -900, -40, 9003),
      'notes.acme.example': 'to be filled in by the network team\n',
    },
  }
  return object
}
