import { encoded } from '../certificates.ts'
import { metadataOf } from '../podBuilders.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'

interface SecretSpec {
  namespace: string
  name: string
  created: string
  annotations?: Record<string, string>
}

function secretOf({ namespace, name, created, annotations = {} }: SecretSpec, type: string, key: string, text: string) {
  const object = {
    metadata: metadataOf({ kind: 'Secret', namespace, name, created, annotations }),
    data: { [key]: encoded(text) },
    type,
  }
  return object
}

type Logins = Record<string, string>

const loginsOf = (logins: Logins) =>
  Object.fromEntries(Object.entries(logins).map(([host, username]) => [host, { auth: encoded(`${username}:made-up`) }]))

/** A pull secret with a user name for each registry. No password is one. */
export const pullSecret = (spec: SecretSpec, logins: Logins): K8sObject =>
  pullSecretText(spec, JSON.stringify({ auths: loginsOf(logins) }))

/** A pull secret that holds any text: the server checks that it is JSON, older ones did not. */
export const pullSecretText = (spec: SecretSpec, text: string): K8sObject =>
  secretOf(spec, 'kubernetes.io/dockerconfigjson', '.dockerconfigjson', text)

/** A pull secret as Docker wrote it before 2014. */
export const oldPullSecret = (spec: SecretSpec, logins: Logins): K8sObject =>
  secretOf(spec, 'kubernetes.io/dockercfg', '.dockercfg', JSON.stringify(loginsOf(logins)))

const CLUSTER: Logins = {
  'cloud.openshift.com': 'openshift-release-dev+ocm_access_made_up',
  'quay.io': 'openshift-release-dev+ocm_access_made_up',
  'registry.connect.redhat.com': 'fhc-pool-made-up',
  'registry.redhat.io': 'fhc-pool-made-up',
}

/** What the cluster itself pulls with, for these hosts; those of an installation unless told. */
export function globalPullSecret(created: string, hosts: readonly string[] = Object.keys(CLUSTER)): K8sObject {
  const chosen = Object.fromEntries(hosts.map((host) => [host, CLUSTER[host] ?? 'made-up']))
  return pullSecret({ namespace: 'openshift-config', name: 'pull-secret', created }, chosen)
}

/** Pull secrets of every form that people have, well made or not. */
export function projectPullSecrets(created: string): K8sObject[] {
  const of = (namespace: string, name: string, annotations?: Record<string, string>): SecretSpec => ({
    namespace,
    name,
    created,
    ...(annotations && { annotations }),
  })
  return [
    pullSecret(of('payments', 'quay-acme'), { 'quay.io': 'acme+payments' }),
    // The same host again, by another account; and a part of it.
    pullSecret(of('payments', 'quay-personal'), { 'quay.io': 'alice', 'quay.io/acme/gateway': 'acme+gateway' }),
    pullSecret(of('payments', 'docker-hub'), { 'https://index.docker.io/v1/': 'alice.acme' }),
    pullSecret(of('storefront', 'red-hat'), { 'registry.redhat.io': '12345678|storefront' }),
    pullSecret(of('storefront', 'acme-registry'), { 'registry.acme.example:8443/team': 'storefront-bot' }),
    pullSecret(of('storefront', 'mirror-only', { 'openshift.io/image.excludeSecret': 'true' }), {
      'mirror.acme.example:5000': 'mirror-bot',
    }),
    oldPullSecret(of('legacy', 'old-docker'), {
      'https://registry.acme.example': 'legacy-bot',
      'quay.io': 'acme+legacy',
    }),
    pullSecretText(of('legacy', 'undecodable'), '{"auths":{"quay.io":{"auth":"%%% no base64 %%%"},"ghcr.io":{}}}'),
    pullSecretText(of('legacy', 'truncated'), '{"auths":{"quay.io":{"auth":"YWNtZStsZWdhY3k6bWFkZS11'),
    pullSecretText(of('legacy', 'no-registries'), '{"auths":{}}'),
    pullSecret(of('mobile', 'quay-mobile'), { 'quay.io': 'acme+mobile', 'registry.redhat.io': 'erin@acme.example' }),
    pullSecret(of('data-science', 'nvidia'), { 'nvcr.io': '$oauthtoken', 'ghcr.io': 'dana' }),
    pullSecret(of('openshift', 'samples-pull'), { 'registry.redhat.io': '12345678|samples' }),
  ]
}
