import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ApiError, asApiError, isKindMissing } from './ApiError.ts'
import { listOf, objectOf } from './queries.ts'
import { roleKeyOf, type AccessSources } from './resources/registryRights.ts'
import { ClusterRole, Role } from './resources/role.ts'
import { ClusterRoleBinding, RoleBinding } from './resources/roleBinding.ts'
import { bindingGrants, roleRules } from './resources/roleProjections.ts'
import { useNamespacedList } from './useNamespacedList.ts'

// Who may not list roles may often still read one by its name; more than these are not asked for.
const mostSingleRoles = 40

/**
 * Who was granted what: the bindings of a project (without one: of all that the user may see), those of the cluster, and the
 * roles that they name. What may not be read is in `unread`, and the rest still comes. `isClusterOnly`: without any project's.
 */
export function useAccessRules(
  namespace: string | undefined,
  { isClusterOnly = false } = {},
): AccessSources & { retry(): void } {
  const client = useQueryClient()
  const inProjects = useNamespacedList(RoleBinding, namespace, bindingGrants, { enabled: !isClusterOnly })
  const inCluster = useQuery(listOf(ClusterRoleBinding, {}, bindingGrants))
  const bindings = isClusterOnly ? none : inProjects.items
  const clusterBindings = inCluster.data?.items ?? none
  const named = useMemo(() => namedRoles(bindings, clusterBindings), [bindings, clusterBindings])

  const clusterRoles = useQuery({ ...listOf(ClusterRole, {}, roleRules), staleTime: 60_000 })
  const hasRoles = named.some(({ kind }) => kind === 'Role')
  const roles = useNamespacedList(Role, namespace, roleRules, {
    // In all projects there always are some: no need to wait for the bindings to say so.
    enabled: hasRoles || (namespace === undefined && !isClusterOnly),
  })
  const areRolesRefused = hasRoles && roles.state === 'failed'
  const areClusterRolesRefused = clusterRoles.error !== null && !clusterRoles.data
  const singles = useMemo(() => {
    const isRefused = ({ kind }: NamedRole) => (kind === 'Role' ? areRolesRefused : areClusterRolesRefused)
    return named.filter(isRefused).slice(0, mostSingleRoles)
  }, [named, areRolesRefused, areClusterRolesRefused])
  const single = useQueries({
    queries: singles.map(({ kind, name, namespace: home }) => ({
      ...objectOf(kind === 'Role' ? Role : ClusterRole, { namespace: home, name }),
      staleTime: 60_000,
    })),
    combine: combineSingles,
  })

  const rolesByKey = useMemo(() => {
    const found = new Map<string, Role | 'missing' | 'unknown'>()
    for (const role of clusterRoles.data?.items ?? []) found.set(`ClusterRole/${role.metadata.name}`, role)
    for (const role of roles.items) found.set(`Role/${role.metadata.namespace ?? ''}/${role.metadata.name}`, role)
    const areComplete = {
      ClusterRole: clusterRoles.data !== undefined,
      Role: roles.complete && roles.errors.length === 0,
    }
    for (const { kind, key } of named) if (!found.has(key)) found.set(key, areComplete[kind] ? 'missing' : 'unknown')
    for (const [at, { key }] of singles.entries()) {
      const answer = single.answers[at]
      if (answer && found.get(key) === 'unknown') found.set(key, answer)
    }
    return found
  }, [clusterRoles.data, roles.items, roles.complete, roles.errors.length, named, single, singles])

  const unread = useMemo(() => {
    const errors: { what: string; error: ApiError }[] = []
    const add = (what: string, error: unknown) => error && errors.push({ what, error: asApiError(error) })
    if (inProjects.forbidden) add('rolebindings', inProjects.forbidden)
    else for (const error of inProjects.errors) add('rolebindings', error)
    add('clusterrolebindings', inCluster.error)
    add('clusterroles', clusterRoles.error)
    if (hasRoles) add('roles', areRolesRefused ? (roles.forbidden ?? roles.errors[0]) : roles.errors[0])
    return errors
  }, [
    inProjects.forbidden,
    inProjects.errors,
    inCluster.error,
    clusterRoles.error,
    hasRoles,
    areRolesRefused,
    roles.forbidden,
    roles.errors,
  ])

  return {
    bindings,
    clusterBindings,
    roles: rolesByKey,
    unread,
    pending:
      (!isClusterOnly && (inProjects.state === 'loading' || !(inProjects.complete || inProjects.state === 'failed'))) ||
      inCluster.isPending ||
      clusterRoles.isPending ||
      (hasRoles && roles.state === 'loading') ||
      single.isPending,
    retry: () => {
      inProjects.retry()
      roles.retry()
      for (const type of [ClusterRoleBinding, ClusterRole]) {
        void client.refetchQueries({ queryKey: ['k8s', type.group, type.version, type.plural], type: 'active' })
      }
    },
  }
}

const none: never[] = []

interface NamedRole {
  key: string
  kind: 'ClusterRole' | 'Role'
  name: string
  namespace: string | undefined
}

/** The roles that bindings name, each once. */
function namedRoles(...lists: (readonly RoleBinding[])[]): NamedRole[] {
  const found = new Map<string, NamedRole>()
  for (const list of lists) {
    for (const binding of list) {
      const key = roleKeyOf(binding)
      if (found.has(key)) continue
      const kind = binding.roleRef.kind === 'Role' ? 'Role' : 'ClusterRole'
      const namespace = kind === 'Role' ? binding.metadata.namespace : undefined
      found.set(key, { key, kind, name: binding.roleRef.name, namespace })
    }
  }
  return [...found.values()]
}

/** What came of asking for roles one by one. */
function combineSingles(results: readonly { data?: Role | undefined; error: unknown; isPending: boolean }[]) {
  return {
    answers: results.map(({ data, error }): Role | 'missing' | 'unknown' => {
      if (data) return data
      const isMissing = error instanceof ApiError && error.code === 404 && !isKindMissing(error)
      return isMissing ? 'missing' : 'unknown'
    }),
    isPending: results.some(({ isPending }) => isPending),
  }
}
