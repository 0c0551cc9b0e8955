import { useQuery } from '@tanstack/react-query'
import { listOf } from '../../k8s/queries.ts'
import { rightsOf } from '../../k8s/resources/registryRights.ts'
import { ClusterRole, effectiveRules, Role } from '../../k8s/resources/role.ts'
import { isProjectName } from '../../k8s/resources/roleBinding.ts'
import { roleRules } from '../../k8s/resources/roleProjections.ts'
import { roleMeaning } from './roles.ts'
import { rightSentence } from './rightWords.ts'

/** What is known of the roles that may be granted somewhere. */
export interface RoleFacts {
  /** Names of all roles that may be read, those of the project first. */
  names: readonly string[]
  /** Of which kind a role of this name is: of the cluster unless only the project has one. */
  kindOf(name: string): 'ClusterRole' | 'Role'
  /** Whether there is no role of this name, as far as that may be told. */
  isMissing(name: string): boolean
  /** What a role allows: by its rules, else by what one of its name ships with; undefined when nobody knows. */
  meaningOf(name: string): string | undefined
}

/** The roles of the cluster and, with a project, those of it. */
export function useRoleFacts(namespace: string | undefined): RoleFacts {
  const clusterRoles = useQuery({ ...listOf(ClusterRole, {}, roleRules), staleTime: 60_000 })
  const isAsked = namespace !== undefined && isProjectName(namespace)
  const roles = useQuery({ ...listOf(Role, isAsked ? { namespace } : {}, roleRules), enabled: isAsked })
  const own = (isAsked && roles.data?.items) || []
  const shared = clusterRoles.data?.items ?? []
  const find = (list: readonly Role[], name: string) => list.find(({ metadata }) => metadata.name === name)
  return {
    names: [...new Set([...own, ...shared].map(({ metadata }) => metadata.name))],
    kindOf: (name) => (find(own, name) && !find(shared, name) ? 'Role' : 'ClusterRole'),
    isMissing: (name) =>
      clusterRoles.data !== undefined &&
      (!isAsked || roles.data !== undefined) &&
      !find(shared, name) &&
      !find(own, name),
    meaningOf: (name) => {
      const role = find(shared, name) ?? find(own, name)
      if (!role) return roleMeaning(name)
      const rights = rightsOf(effectiveRules(role, shared))
      return rightSentence(isAsked ? { ...rights, prune: undefined } : rights)
    },
  }
}
