import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useKind } from '../../../k8s/discovery.ts'
import { listOf } from '../../../k8s/queries.ts'
import type { AccessGrant } from '../../../k8s/resources/registryRights.ts'
import { ServiceAccount, serviceAccountRow, type ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'
import { User, UserGroup } from '../../../k8s/resources/userGroup.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { kindOf, type SubjectFacts } from './permissionRow.ts'

// The accounts of more projects than these are not asked for one by one.
const mostProjects = 20

const nothingKnown: SubjectFacts = { accountsOf: () => undefined, users: undefined, groups: undefined }

/**
 * Who of the subjects exists, as far as the user may see: asked for in the background, once there are grants to show, and told
 * all at once, as each time thousands of rows are made anew.
 */
export function useSubjectFacts(namespace: string | undefined, grants: readonly AccessGrant[]): SubjectFacts {
  const isAsked = grants.length > 0
  const homes = useMemo(() => homesOf(grants), [grants])
  const inProject = useQueries({
    queries: (namespace === undefined ? [] : homes.slice(0, mostProjects)).map((home) =>
      listOf(ServiceAccount, { namespace: home }, serviceAccountRow, { background: true }),
    ),
    combine: combineAccounts,
  })
  const isEverywhere = namespace === undefined
  const everywhere = useNamespacedList(ServiceAccount, undefined, serviceAccountRow, {
    enabled: isEverywhere && homes.length > 0,
    background: true,
  })
  const hasUsers = useKind(User) === 'present'
  const hasGroups = useKind(UserGroup) === 'present'
  const users = useQuery({ ...listOf(User, {}, userNames, { background: true }), enabled: isAsked && hasUsers })
  const groups = useQuery({
    ...listOf(UserGroup, {}, groupMembers, { background: true }),
    enabled: isAsked && hasGroups,
  })

  const { items, complete, byProject, state } = everywhere
  const isPending =
    (isAsked && ((hasUsers && users.isPending) || (hasGroups && groups.isPending))) ||
    inProject.isPending ||
    (isEverywhere && homes.length > 0 && (state === 'loading' || (state === 'ready' && !complete)))
  return useMemo(() => {
    if (isPending) return nothingKnown
    const accounts = new Map<string, Set<string>>()
    const add = ({ metadata }: (typeof items)[number]) => {
      const known = accounts.get(metadata.namespace ?? '')
      if (known) known.add(metadata.name)
      else accounts.set(metadata.namespace ?? '', new Set([metadata.name]))
    }
    // A project that could be read may have none left.
    if (!isEverywhere) for (const [at, home] of homes.entries()) if (inProject.lists[at]) accounts.set(home, new Set())
    for (const list of inProject.lists) for (const account of list ?? []) add(account)
    if (isEverywhere) for (const account of items) add(account)
    // Every project has some: where none were seen, the project is gone, or may not be seen.
    const isWhole = isEverywhere && complete && !byProject
    return {
      accountsOf: (home) => accounts.get(home) ?? (isWhole ? nobody : undefined),
      users: users.data && new Set(users.data.items.map(({ metadata }) => metadata.name)),
      groups:
        groups.data && new Map(groups.data.items.map(({ metadata, users: members }) => [metadata.name, members ?? []])),
    }
  }, [isPending, homes, inProject, isEverywhere, items, complete, byProject, users.data, groups.data])
}

const nobody: ReadonlySet<string> = new Set()

/** The projects of the service accounts among the subjects. */
function homesOf(grants: readonly AccessGrant[]): string[] {
  const homes = new Set<string>()
  for (const { subject, binding } of grants) {
    const { kind, home } = kindOf(subject, binding)
    if (kind === 'serviceAccount' && home !== undefined) homes.add(home)
  }
  return [...homes].toSorted()
}

type Accounts = readonly ServiceAccountRow[]

/** The lists that were answered, in the order of the projects. */
function combineAccounts(results: readonly { data?: { items: Accounts } | undefined; isPending: boolean }[]) {
  return { lists: results.map(({ data }) => data?.items), isPending: results.some(({ isPending }) => isPending) }
}

const userNames = {
  name: 'names',
  project: ({ metadata: { name, uid, resourceVersion } }: K8sObject) => ({
    metadata: { name, ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) },
  }),
}

const groupMembers = {
  name: 'members',
  project: ({ metadata: { name, uid, resourceVersion }, users }: UserGroup) => ({
    metadata: { name, ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) },
    users: users ?? null,
  }),
}
