import { commandLine } from '../../lib/shell.ts'
import { autoUpdateAnnotation } from './roleProjections.ts'
import { bindingsWith, isSameSubject, policyCommand, serviceAccountOf } from './roleBinding.ts'
import type { Grant, RoleBinding, Subject } from './roleBinding.ts'

/** What becomes of one binding when somebody is taken out of it. */
export interface Revocation {
  binding: RoleBinding
  /** Who stays in it. */
  rest: Subject[]
  /** Nobody is left: the binding goes, too. */
  isDeleted: boolean
}

// The cluster makes these in every project, and anew when they are deleted: they are switched off by emptying them.
const madeInEveryProject = new Set(['system:image-pullers', 'system:image-builders', 'system:deployers'])

/** Whether OpenShift makes a binding again as soon as it is deleted. */
export function isMadeAgain({ metadata }: RoleBinding): boolean {
  return metadata.namespace !== undefined && madeInEveryProject.has(metadata.name)
}

/**
 * What `oc policy remove-role-from-user` does: takes the subject out of every binding of the role in its scope, and deletes
 * those that get empty unless they are kept from being repaired (openshift/oc pkg/cli/admin/policy/modify_roles.go). One that
 * would be made again at once stays, empty, which the command does not care for.
 */
export function revocationsOf(bindings: readonly RoleBinding[], grant: Grant): Revocation[] {
  return bindingsWith(bindings, grant).map((binding) => {
    const rest = (binding.subjects ?? []).filter((subject) => !isSameSubject(subject, grant.subject))
    const isKept = binding.metadata.annotations?.[autoUpdateAnnotation] === 'false' || isMadeAgain(binding)
    return { binding, rest, isDeleted: rest.length === 0 && !isKept }
  })
}

/** Commands that take a role away, one a line. */
export function revokeCommandOf(bindings: readonly RoleBinding[], grant: Grant): string {
  const { subject } = grant
  // `oc policy` takes such a user for the service account of that name, and knows no service account without a project.
  const isUnknown = subject.kind === 'User' ? serviceAccountOf(subject.name) : isAccountOfNowhere(subject)
  const revocations = revocationsOf(bindings, grant)
  if (!isUnknown && !revocations.some(({ binding, rest }) => rest.length === 0 && isMadeAgain(binding))) {
    return policyCommand(grant, (what, who) => `remove-${what}-from-${who}`)
  }
  return revocations.map(bindingCommand).join('\n')
}

function isAccountOfNowhere({ kind, namespace }: Subject): boolean {
  return kind === 'ServiceAccount' && !namespace
}

function bindingCommand({ binding: { metadata }, rest, isDeleted }: Revocation): string {
  const { name, namespace } = metadata
  const kind = namespace === undefined ? 'clusterrolebinding' : 'rolebinding'
  const where = namespace === undefined ? [] : ['-n', namespace]
  if (isDeleted) return commandLine('oc', 'delete', kind, name, ...where)
  return commandLine('oc', 'patch', kind, name, ...where, '--type=merge', '-p', JSON.stringify({ subjects: rest }))
}
