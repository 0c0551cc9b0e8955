import { useQuery } from '@tanstack/react-query'
import { ApiError, asApiError, isKindMissing } from './ApiError.ts'
import { listOf, objectOf, type Projection } from './queries.ts'
import { ownGroups } from './resources/registryRights.ts'
import { serviceAccountOf } from './resources/roleBinding.ts'
import { ServiceAccount } from './resources/serviceAccount.ts'
import { User, UserGroup } from './resources/userGroup.ts'

/** A group that somebody is taken to be in, and why. */
export interface IdentityGroup {
  name: string
  /** `typed` by who asks, named in a Group `object`, or `given` to all users or service accounts by the cluster. */
  from: 'typed' | 'object' | 'given'
}

export interface Identity {
  name: string
  groups: readonly IdentityGroup[]
}

/**
 * The groups of somebody else: a review knows only those that it is told. Without a name it is about who is in the typed groups.
 */
export function groupsOf(name: string, typed: readonly string[], objects: readonly UserGroup[] = []): IdentityGroup[] {
  const found = new Map<string, IdentityGroup>()
  const add = (from: IdentityGroup['from'], names: readonly string[]) => {
    for (const group of names) if (!found.has(group)) found.set(group, { name: group, from })
  }
  add('typed', typed)
  add(
    'object',
    name === '' ? [] : objects.flatMap(({ metadata, users }) => (users?.includes(name) ? [metadata.name] : [])),
  )
  add('given', givenGroups(name))
  return [...found.values()]
}

/** What the API server adds to whoever logs in; people log in by OAuth. */
function givenGroups(name: string): string[] {
  const isPerson = name !== '' && !name.startsWith('system:')
  return isPerson ? [...ownGroups(name), 'system:authenticated:oauth'] : ownGroups(name)
}

const members: Projection<UserGroup, UserGroup> = {
  name: 'members',
  project: ({ metadata: { name, uid, resourceVersion }, users }) => ({
    metadata: { name, ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) },
    users: users ?? null,
  }),
}

export interface KnownIdentity extends Identity {
  /** Whether there is such a user or service account; undefined where that cannot be told. */
  exists: boolean | undefined
  /** Why Group objects could not be taken into account. */
  groupsError: ApiError | undefined
  pending: boolean
}

/** Who somebody else is to the authorizer, with what the cluster says about them where that may be read. */
export function useIdentity(name: string, typed: readonly string[], { enabled = true } = {}): KnownIdentity {
  const account = serviceAccountOf(name)
  const isPerson = enabled && name !== '' && !name.startsWith('system:')
  const groups = useQuery({ ...listOf(UserGroup, {}, members), staleTime: 60_000, enabled: isPerson })
  const user = useQuery({ ...objectOf(User, { name }), enabled: isPerson && isObjectName(name) })
  const serviceAccount = useQuery({
    ...objectOf(ServiceAccount, { namespace: account?.namespace, name: account?.name ?? '' }),
    enabled: enabled && account !== undefined,
  })
  const { data, error } = account ? serviceAccount : user
  const exists = data ? true : isGone(error) ? false : undefined
  return {
    name,
    groups: groupsOf(name, typed, groups.data?.items),
    exists,
    groupsError: groups.error && !isKindMissing(groups.error) ? asApiError(groups.error) : undefined,
    // Whether there is such a user may be known later: no answer hangs on it.
    pending: isPerson && groups.isPending,
  }
}

/** Whether an object can have this name: the address of one that cannot leads elsewhere. */
function isObjectName(name: string): boolean {
  return !/[/%]/.test(name) && name !== '.' && name !== '..' && name !== '~'
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404 && !isKindMissing(error)
}
