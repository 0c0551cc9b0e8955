import type { Projection } from '../queries.ts'
import type { K8sObject, ObjectMeta, ResourceType } from '../types.ts'

/** A secret that a service account names. Mounting keeps more than the name in old objects. */
export interface SecretReference {
  name?: string
}

export interface ServiceAccount extends K8sObject {
  /** What its pods pull images with. Kubernetes merges this list by nothing: it is written whole. */
  imagePullSecrets?: SecretReference[] | null
  /** What its pods may mount, where that is limited, and what builds push with. */
  secrets?: SecretReference[] | null
}

/** Who pods and builds act as. Rarely looked at: not worth one of the scarce watches. */
export const ServiceAccount: ResourceType<ServiceAccount> = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  namespaced: true,
  watchable: false,
}

/** What the console keeps of a service account in lists. */
export interface ServiceAccountRow extends K8sObject {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion'>
  /** Names of the secrets for pulls. */
  pull: readonly string[]
  /** Names of the secrets to mount. */
  mount: readonly string[]
  /** The secret for the integrated registry that the cluster made for it, where it says so. */
  generated?: string
}

const generatedAnnotation = 'openshift.io/internal-registry-pull-secret-ref'

/** What lists of service accounts keep. */
export const serviceAccountRow: Projection<ServiceAccount, ServiceAccountRow> = {
  name: 'links',
  project({ metadata, imagePullSecrets, secrets }) {
    const { name, namespace, uid, resourceVersion, annotations } = metadata
    const generated = annotations?.[generatedAnnotation]
    return {
      metadata: {
        name,
        ...(namespace && { namespace }),
        ...(uid && { uid }),
        ...(resourceVersion && { resourceVersion }),
      },
      pull: namesOf(imagePullSecrets),
      mount: namesOf(secrets),
      ...(generated && { generated }),
    }
  },
}

function namesOf(references: SecretReference[] | null | undefined): string[] {
  return [...new Set((references ?? []).flatMap(({ name }) => (name ? [name] : [])))]
}

/** What is to become of one secret in a service account's lists; what is left out stays. */
export interface LinkChange {
  secret: string
  pull?: boolean
  mount?: boolean
}

/** The lists of a service account after one entry was added or taken out; undefined when nothing changes. Other entries stay. */
export function changedLinks(
  account: ServiceAccount,
  { secret, pull, mount }: LinkChange,
): Pick<ServiceAccount, 'imagePullSecrets' | 'secrets'> | undefined {
  const imagePullSecrets = pull === undefined ? undefined : changedList(account.imagePullSecrets ?? [], secret, pull)
  const secrets = mount === undefined ? undefined : changedList(account.secrets ?? [], secret, mount)
  if (!imagePullSecrets && !secrets) return undefined
  return { ...(imagePullSecrets && { imagePullSecrets }), ...(secrets && { secrets }) }
}

function changedList(list: SecretReference[], secret: string, wanted: boolean): SecretReference[] | undefined {
  const has = list.some(({ name }) => name === secret)
  if (has === wanted) return undefined
  return wanted ? [...list, { name: secret }] : list.filter(({ name }) => name !== secret)
}
