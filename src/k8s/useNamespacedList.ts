import { hashKey, useQueries, useQuery, useQueryClient, type Query } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError, ApiError } from './ApiError.ts'
import { projectsQuery, useProjects } from './projects.ts'
import { isComplete, listOf, totalOf, type Projection } from './queries.ts'
import type { K8sList, K8sObject, ResourceType } from './types.ts'

/** The project whose image streams every user may read, and that every list therefore tries. */
const sharedProject = 'openshift'

export interface NamespacedList<R> {
  items: R[]
  /** Whether all objects that will come have come. */
  complete: boolean
  /** How many there will be, as far as the server has said. */
  total?: number
  /** What failed while the rest is shown, one for each project. */
  errors: ApiError[]
  /** That nothing at all may be seen. */
  forbidden?: ApiError
  state: 'loading' | 'ready' | 'failed'
  /** Whether the list was gathered project by project, because the user may not list all projects. */
  byProject: boolean
  /** Asks again for what has failed. */
  retry: () => void
}

export interface NamespacedListOptions {
  enabled?: boolean
  background?: boolean
  /** Only objects that match, as `type=kubernetes.io/dockercfg` does. */
  fieldSelector?: string
}

/**
 * The objects of a kind in one project, or in all that the user may see: by one list of the cluster, or, where that is
 * forbidden, project by project. Every list is live; what is not enabled stays as it was last.
 */
export function useNamespacedList<T extends K8sObject, R extends K8sObject = T>(
  type: ResourceType<T>,
  project: string | undefined,
  projection?: Projection<T, R>,
  { enabled = true, background = false, fieldSelector = '' }: NamespacedListOptions = {},
): NamespacedList<R> {
  const client = useQueryClient()
  const selected = fieldSelector ? { fieldSelector } : {}
  const whole = listOf(type, { ...selected, ...(project && { namespace: project }) }, projection, { background })
  const known = client.getQueryState(whole.queryKey)?.error
  // What was refused once is not asked again at every visit.
  const first = useQuery({ ...whole, enabled, retryOnMount: !isForbidden(known) })
  const byProject = !project && isForbidden(first.error) && first.data === undefined
  const projects = useProjects()
  const names = byProject && projects.state !== 'loading' ? new Set([...projects.names, sharedProject]) : []
  const parts = useQueries({
    queries: [...names].map((namespace) => ({
      ...listOf(type, { ...selected, namespace }, projection, { background }),
      enabled,
    })),
  })
  const [join] = useState(() => createJoin<R>())
  const retry = () => {
    // The refused list of the cluster is why this goes project by project; that it is refused is no failure.
    const refused = byProject ? hashKey(whole.queryKey) : ''
    const isFailed = ({ state, queryHash }: Query) => state.status === 'error' && queryHash !== refused
    const failed = { type: 'active', predicate: isFailed } as const
    void client.refetchQueries({ ...failed, queryKey: ['k8s', type.group, type.version, type.plural, 'list'] })
    void client.refetchQueries({ ...failed, queryKey: projectsQuery().queryKey })
  }

  if (!byProject) {
    const error = first.error && asApiError(first.error)
    if (!first.data) {
      const state = error ? 'failed' : 'loading'
      const forbidden = isForbidden(error) ? { forbidden: error } : {}
      return { items: noItems, complete: false, errors: error ? [error] : [], ...forbidden, state, byProject, retry }
    }
    return { ...join([first.data]), errors: error ? [error] : [], state: 'ready', byProject, retry }
  }

  const lists = parts.flatMap(({ data }) => (data ? [data] : []))
  const errors: ApiError[] = projects.error ? [projects.error] : []
  for (const [index, namespace] of [...names].entries()) {
    const error = parts[index]?.error
    const optional = namespace === sharedProject && !projects.names.includes(namespace)
    if (error && !(optional && isMissing(asApiError(error)))) errors.push(asApiError(error))
  }
  const pending = projects.state === 'loading' || parts.some((part) => part.isPending && !part.error)
  const joined = join(lists)
  const complete = joined.complete && !pending
  const total = pending ? {} : { total: joined.total }
  if (lists.length > 0) return { items: joined.items, complete, ...total, errors, state: 'ready', byProject, retry }
  if (pending) return { items: noItems, complete, errors, state: 'loading', byProject, retry }
  const forbidden = isForbidden(first.error) && errors.every(isForbidden) ? { forbidden: first.error } : {}
  return { items: noItems, complete: true, errors, ...forbidden, state: 'failed', byProject, retry }
}

const noItems: never[] = []

const isForbidden = (error: unknown): error is ApiError => error instanceof ApiError && error.code === 403
const isMissing = (error: ApiError) => error.code === 403 || error.code === 404

/** Joins lists, giving the same array for the same lists: rows are filtered and sorted by what they come from. */
function createJoin<R>() {
  let before: K8sList<R>[] | undefined
  let joined: { items: R[]; complete: boolean; total?: number } = { items: [], complete: true }
  return (lists: K8sList<R>[]) => {
    const same = before?.length === lists.length && lists.every((list, index) => list === before?.[index])
    if (same) return joined
    before = lists
    const totals = lists.map(totalOf)
    const known = totals.filter((total) => total !== undefined)
    joined = {
      // A list that stands alone keeps its own array.
      items: lists.length === 1 && lists[0] ? lists[0].items : lists.flatMap((list) => list.items),
      complete: lists.every(isComplete),
      ...(known.length === totals.length && { total: known.reduce((sum, total) => sum + total, 0) }),
    }
    return joined
  }
}
