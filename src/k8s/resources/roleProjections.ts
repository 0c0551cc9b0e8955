import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import type { Role } from './role.ts'
import type { RoleBinding } from './roleBinding.ts'

/** Set to "true" on what the cluster itself makes and repairs: each start of a control plane writes it anew. */
export const autoUpdateAnnotation = 'rbac.authorization.kubernetes.io/autoupdate'
/** What bindings and roles have that a cluster came with. */
export const bootstrappingLabel = 'kubernetes.io/bootstrapping'

function withoutBallast(metadata: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, resourceVersion, creationTimestamp, annotations, labels } = metadata
  const update = annotations?.[autoUpdateAnnotation]
  const bootstrapping = labels?.[bootstrappingLabel]
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(uid !== undefined && { uid }),
    ...(resourceVersion !== undefined && { resourceVersion }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(update !== undefined && { annotations: { [autoUpdateAnnotation]: update } }),
    ...(bootstrapping !== undefined && { labels: { [bootstrappingLabel]: bootstrapping } }),
  }
}

/** Of a binding what tells who gets which role: there may be tens of thousands. */
export const bindingGrants: Projection<RoleBinding, RoleBinding> = {
  name: 'grants',
  project: ({ metadata, roleRef, subjects }) => ({
    metadata: withoutBallast(metadata),
    roleRef,
    subjects: subjects ?? null,
  }),
}

/** Of a role its rules, and the labels by which it becomes part of others. */
export const roleRules: Projection<Role, Role> = {
  name: 'rules',
  project: ({ metadata, rules, aggregationRule }) => ({
    metadata: { ...withoutBallast(metadata), ...(metadata.labels && { labels: metadata.labels }) },
    rules: rules ?? null,
    ...(aggregationRule && { aggregationRule }),
  }),
}
