import type { AccessGrant, AccessSources } from '../../../k8s/resources/registryRights.ts'
import type { Grant, Subject } from '../../../k8s/resources/roleBinding.ts'

/** Who may pull from a project without having been given a role by name. */
export type OpenPull = 'roles' | 'authenticated' | 'anonymous'

export type OpenGroup = 'system:authenticated' | 'system:unauthenticated'

/** How one of the two groups comes to pull. */
export interface OpenGrant {
  group: OpenGroup
  grant: AccessGrant
  /** By a binding of the whole cluster: not to be changed for one project. */
  isOfCluster: boolean
  /** What the role allows beyond pulling. */
  more: boolean
}

export interface OpenPullState {
  choice: OpenPull
  grants: readonly OpenGrant[]
  /** Whoever logs in needs a role, although whoever does not needs none. */
  isOdd: boolean
  /** Everybody has a role here of which nobody can tell what it allows. */
  isHidden: boolean
}

const groups: readonly OpenGroup[] = ['system:authenticated', 'system:unauthenticated']

function isOpenGroup({ kind, name }: Subject): boolean {
  return kind === 'Group' && groups.some((group) => group === name)
}

/** What is chosen for a project, told from what the roles allow, whatever the bindings are called. */
export function openPullOf(grants: readonly AccessGrant[], namespace: string): OpenPullState {
  const found: OpenGrant[] = []
  let isHidden = false
  for (const grant of grants) {
    const home = grant.binding.metadata.namespace
    if (home !== undefined && home !== namespace) continue
    if (grant.rights === 'unknownRole' && isOpenGroup(grant.subject)) isHidden = true
    // Some streams only are no choice for the project.
    if (typeof grant.rights === 'string' || grant.rights.pull !== 'all' || !isOpenGroup(grant.subject)) continue
    const { pull: _, ...others } = grant.rights
    found.push({
      group: grant.subject.name === 'system:authenticated' ? 'system:authenticated' : 'system:unauthenticated',
      grant,
      isOfCluster: home === undefined,
      more: Object.values(others).some((reach) => reach !== undefined),
    })
  }
  const has = (group: OpenGroup) => found.some((each) => each.group === group)
  const isAnonymous = has('system:unauthenticated')
  return {
    choice: isAnonymous ? 'anonymous' : has('system:authenticated') ? 'authenticated' : 'roles',
    grants: found,
    isOdd: isAnonymous && !has('system:authenticated'),
    isHidden,
  }
}

/** Whether it cannot be told that only those with a role may pull: the project's bindings, or a role in them, are not seen. */
export function isOpenPullUnknown({ choice, isHidden }: OpenPullState, unread: AccessSources['unread']): boolean {
  return choice === 'roles' && (isHidden || unread.some(({ what }) => what === 'rolebindings'))
}

/** The role that allows to pull and nothing else. */
export const pullRole = 'system:image-puller'

export interface OpenPullChange {
  grants: Grant[]
  revokes: Grant[]
  /** What stands in the way: a binding of the whole cluster gives it to every project. */
  stays: readonly OpenGrant[]
}

/** What it takes to get to a choice: everybody are those who log in and those who do not, which are two groups. */
export function openPullChange({ grants }: OpenPullState, wanted: OpenPull, namespace: string): OpenPullChange {
  const wantedGroups: readonly OpenGroup[] =
    wanted === 'anonymous' ? groups : wanted === 'authenticated' ? ['system:authenticated'] : []
  const surplus = grants.filter(({ group }) => !wantedGroups.includes(group))
  const revokes = new Map<string, Grant>()
  for (const { grant, isOfCluster } of surplus) {
    if (isOfCluster) continue
    const { role, subject } = grant
    revokes.set(`${role.kind} ${role.name} ${subject.name}`, {
      role: role.name,
      roleKind: role.kind,
      namespace,
      subject,
    })
  }
  return {
    grants: wantedGroups
      .filter((group) => !grants.some((each) => each.group === group))
      .map((name) => ({
        role: pullRole,
        namespace,
        subject: { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name },
      })),
    revokes: [...revokes.values()],
    stays: surplus.filter(({ isOfCluster }) => isOfCluster),
  }
}

/** What a project is open for: the projects whose images everybody may pull, by what the bindings of the projects say. */
export function openProjects(grants: readonly AccessGrant[]): { namespace: string; choice: OpenPull }[] {
  const found = new Map<string, OpenPull>()
  for (const { subject, binding, rights } of grants) {
    const { namespace } = binding.metadata
    if (namespace === undefined || !isOpenGroup(subject)) continue
    if (typeof rights === 'string' || rights.pull !== 'all') continue
    if (subject.name === 'system:unauthenticated') found.set(namespace, 'anonymous')
    else if (!found.has(namespace)) found.set(namespace, 'authenticated')
  }
  return [...found]
    .map(([namespace, choice]) => ({ namespace, choice }))
    .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1))
}
