import { useMemo } from 'react'
import type { ApiError } from '../../k8s/ApiError.ts'
import { useProjects } from '../../k8s/projects.ts'
import { catalogRow, type CatalogRow } from '../../k8s/resources/catalogItem.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { useNamespacedList } from '../../k8s/useNamespacedList.ts'
import type { OfferedRow } from './catalogFilters.ts'

/** The project whose images everybody may use. */
export const sharedProject = 'openshift'

export interface Catalog {
  rows: readonly OfferedRow[]
  state: 'loading' | 'ready' | 'failed'
  complete: boolean
  /** Why there is nothing at all. */
  problem?: ApiError | undefined
  /** What failed while the rest is shown. */
  errors: readonly ApiError[]
  /** Whether a project is the person's own, and not one of the cluster's. */
  isMine(namespace: string): boolean
  /** Whether a project is another one than the person works in. */
  isForeign(namespace: string): boolean
  retry(): void
}

/** What may be used in a project: its own images and those that all projects share. Without a project: all that may be seen. */
export function useCatalog(project: string | undefined): Catalog {
  const own = useNamespacedList(ImageStream, project, catalogRow)
  const both = project !== undefined && project !== sharedProject
  const shared = useNamespacedList(ImageStream, sharedProject, catalogRow, { enabled: both })
  const { names, all, state: projects } = useProjects()
  const [first, second] = [own.items, both ? shared.items : none]
  const rows = useMemo(() => [...first, ...second].filter(isOffered), [first, second])
  const places = useMemo(() => {
    const known = new Set(names)
    return {
      isMine: (namespace: string) => namespace === project || (known.has(namespace) && !isOfCluster(namespace)),
      isForeign: (namespace: string) => {
        if (namespace === project) return false
        if (namespace === sharedProject || project !== undefined) return true
        // Nothing is called another's before the person's own are known.
        return projects === 'ready' && !all && !known.has(namespace)
      },
    }
  }, [names, all, projects, project])
  const lists = both ? [own, shared] : [own]
  const state = lists.some((list) => list.state === 'ready')
    ? 'ready'
    : lists.some((list) => list.state === 'loading')
      ? 'loading'
      : 'failed'
  return {
    rows,
    state,
    complete: lists.every((list) => list.complete || list.state === 'failed'),
    problem: state === 'failed' ? (own.forbidden ?? own.errors[0]) : undefined,
    // Who may not see what all share is told of it by its absence: it need not be there at all.
    errors: [...own.errors, ...(both ? shared.errors.filter(({ code }) => code !== 403 && code !== 404) : [])],
    ...places,
    retry: () => {
      for (const list of lists) list.retry()
    },
  }
}

const none: never[] = []
const isOffered = (row: CatalogRow): row is OfferedRow => row.card !== undefined

/** Whether a project is one of the cluster's own. */
export function isOfCluster(namespace: string): boolean {
  return namespace === sharedProject || /^(?:openshift|kube)-/.test(namespace)
}
