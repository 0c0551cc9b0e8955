import { encoded } from '../certificates.ts'
import { hexOf } from '../digests.ts'
import { metadataOf } from '../podBuilders.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'

/** The addresses that the credentials of service accounts are for. */
const REGISTRY_HOSTS = [
  '172.30.41.7:5000',
  'image-registry.openshift-image-registry.svc.cluster.local:5000',
  'image-registry.openshift-image-registry.svc:5000',
]

type Owner = NonNullable<K8sObject['metadata']['ownerReferences']>[number] & { blockOwnerDeletion: boolean }

interface AccountSpec {
  namespace: string
  name: string
  created: string
  /** Names of pull secrets beside the generated one. */
  pullSecrets?: readonly string[]
  /** Names of secrets that its pods may mount. */
  mountable?: readonly string[]
  /** How its secret is made: 4.15 and older keep a token in a secret, later ones have bound tokens. */
  tokens?: 'kept' | 'bound'
  labels?: Record<string, string>
}

/** A service account with the credentials for the integrated registry that OpenShift makes for it. */
export function serviceAccount(spec: AccountSpec): { account: K8sObject; secrets: K8sObject[] } {
  const { namespace, name, created, pullSecrets = [], mountable = [], tokens = 'kept', labels } = spec
  const suffix = hexOf(`${namespace}/${name} dockercfg`, 5)
  const generated = `${name}-dockercfg-${suffix}`
  const references = (names: readonly string[]) => names.map((each) => ({ name: each }))
  const annotations: Record<string, string> =
    tokens === 'bound' ? { 'openshift.io/internal-registry-pull-secret-ref': generated } : {}
  const account = {
    metadata: metadataOf({
      kind: 'ServiceAccount',
      namespace,
      name,
      created,
      annotations,
      ...(labels && { labels }),
    }),
    secrets: references([generated, ...mountable]),
    imagePullSecrets: references([generated, ...pullSecrets]),
  }
  const token = `made-up-token-of-${namespace}-${name}-${suffix}`
  const username = tokens === 'bound' ? '<token>' : 'serviceaccount'
  const login = {
    username,
    password: token,
    email: 'serviceaccount@example.org',
    auth: encoded(`${username}:${token}`),
  }
  const data = {
    '.dockercfg': encoded(JSON.stringify(Object.fromEntries(REGISTRY_HOSTS.map((host) => [host, login])))),
  }
  const secret = (annotated: Record<string, string>, owner: Owner) => ({
    metadata: {
      ...metadataOf({ kind: 'Secret', namespace, name: generated, created, annotations: annotated }),
      ownerReferences: [owner],
    },
    data,
    type: 'kubernetes.io/dockercfg',
  })
  const uid = account.metadata.uid ?? ''
  if (tokens === 'bound') {
    const bound = {
      'openshift.io/internal-registry-auth-token.binding': 'bound',
      'openshift.io/internal-registry-auth-token.service-account': name,
    }
    const owner = { apiVersion: 'v1', kind: 'ServiceAccount', name, uid, controller: true, blockOwnerDeletion: false }
    return { account, secrets: [secret(bound, owner)] }
  }
  const of = { 'kubernetes.io/service-account.name': name, 'kubernetes.io/service-account.uid': uid }
  const tokenSecret = {
    metadata: metadataOf({
      kind: 'Secret',
      namespace,
      name: `${name}-token-${hexOf(`${namespace}/${name} token`, 5)}`,
      created,
      annotations: { 'kubernetes.io/created-by': 'openshift.io/create-dockercfg-secrets', ...of },
    }),
    data: { token: encoded(token) },
    type: 'kubernetes.io/service-account-token',
  }
  const dockercfg = secret(
    {
      ...of,
      'openshift.io/token-secret.name': tokenSecret.metadata.name,
      'openshift.io/token-secret.value': token,
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      name: tokenSecret.metadata.name,
      uid: tokenSecret.metadata.uid ?? '',
      controller: true,
      blockOwnerDeletion: false,
    },
  )
  return { account, secrets: [dockercfg, tokenSecret] }
}

/** The service accounts of every project. */
export const defaultAccounts = ['builder', 'default', 'deployer'] as const
