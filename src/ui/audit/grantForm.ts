import { isProjectName, serviceAccountOf, subjectOf, type Grant } from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import type { Problems } from '../fields.tsx'
import type { WantedGrant } from './openGrantRole.tsx'

/** The choice of a role that is not among those offered. No role has this name: it is no path segment. */
export const otherRole = '/'

/** What the form of a grant holds. */
export interface GrantForm {
  kind: 'User' | 'Group' | 'ServiceAccount'
  name: string
  /** The project of a service account. */
  home: string
  role: string
  otherRole: string
  scope: 'project' | 'cluster'
  project: string
}

/** The form as it opens. */
export function grantForm({ namespace, chooseProject, role, user, isGroup = false }: WantedGrant): GrantForm {
  const account = isGroup ? undefined : serviceAccountOf(user)
  return {
    kind: isGroup ? 'Group' : account ? 'ServiceAccount' : 'User',
    name: account?.name ?? user,
    home: account?.namespace ?? namespace ?? '',
    role,
    otherRole: '',
    scope: namespace === undefined && !chooseProject ? 'cluster' : 'project',
    project: namespace ?? '',
  }
}

/** What the form grants. A user's name that is a service account's makes that its subject, as `oc` has it. */
export function grantOfForm(form: GrantForm, kindOf: (role: string) => 'ClusterRole' | 'Role'): Grant {
  const name = form.name.trim()
  const role = (form.role === otherRole ? form.otherRole : form.role).trim()
  const namespace = form.scope === 'project' ? form.project.trim() : undefined
  return {
    role,
    ...(namespace !== undefined && kindOf(role) === 'Role' && { roleKind: 'Role' }),
    namespace,
    subject:
      form.kind === 'ServiceAccount'
        ? { kind: 'ServiceAccount', namespace: form.home.trim(), name }
        : subjectOf(form.kind, name),
  }
}

/** What is wrong with the form, by field. */
export function grantProblems(form: GrantForm): Problems {
  const { kind, scope } = form
  const [name, home, project] = [form.name.trim(), form.home.trim(), form.project.trim()]
  const isAccount = kind === 'ServiceAccount'
  const isNoAccount = isAccount && isProjectName(home) && !serviceAccountOf(`system:serviceaccount:${home}:${name}`)
  return {
    ...(name === '' && { name: t('Enter a name.') }),
    ...(name !== '' && isNoAccount && { name: t('A service account cannot have this name.') }),
    ...(isAccount && !isProjectName(home) && { home: t('Enter the name of a project.') }),
    ...(form.role === otherRole && form.otherRole.trim() === '' && { otherRole: t('Enter the name of a role.') }),
    ...(/[/%]|^\.{1,2}$/.test(form.role === otherRole ? form.otherRole.trim() : '') && {
      otherRole: t('A role cannot have this name.'),
    }),
    ...(scope === 'project' && !isProjectName(project) && { project: t('Enter the name of a project.') }),
  }
}
