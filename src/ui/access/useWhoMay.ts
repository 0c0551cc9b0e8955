import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accessKey } from '../../k8s/access.ts'
import { asApiError, type ApiError } from '../../k8s/ApiError.ts'
import { whoCanQuery, type ReviewTarget, type WhoCan } from '../../k8s/accessReviews.ts'
import { whoMay, type AccessSources } from '../../k8s/resources/registryRights.ts'
import { whoCanCommand } from './accessCommands.ts'
import { unreadFor } from './accessAnswer.ts'
import { whoRows, type WhoRow } from './whoRows.ts'

/** A right of which it is asked who has it. */
export interface AskedRight {
  right: string
  target: ReviewTarget
}

export interface WhoMay {
  rows: readonly WhoRow[]
  loading: boolean
  /** Why the bindings tell, and not a review. */
  refused: ApiError | undefined
  /** What of the bindings could not be read, where they tell. */
  unread: AccessSources['unread']
  /** What reviews could not take into account. */
  evaluationErrors: readonly string[]
  /** How to ask for the first right on a command line. */
  command: string | undefined
  retry(): void
}

/** Who may do some things: by OpenShift's reviews joined with the bindings that may be seen, else by those bindings alone. */
export function useWhoMay(rights: readonly AskedRight[], sources: AccessSources, enabled: boolean): WhoMay {
  const client = useQueryClient()
  const asked = useQueries({ queries: rights.map(({ target }) => ({ ...whoCanQuery(target), enabled })), combine })
  const { bindings, clusterBindings, roles } = sources
  const pending = sources.pending || asked.pending
  // Asked for anew with each render, but the same as long as what is asked for is.
  const wanted = JSON.stringify(rights)
  const rows = useMemo(() => {
    if (pending) return none
    const wantedRights = JSON.parse(wanted) as AskedRight[] // written above
    return whoRows(
      wantedRights.map(({ right, target }, at) => ({
        right,
        review: asked.reviews[at],
        grants: whoMay({ bindings, clusterBindings, roles }, target),
      })),
    )
  }, [pending, wanted, asked.reviews, bindings, clusterBindings, roles])
  const [first] = rights
  return {
    rows,
    loading: pending,
    refused: asked.error,
    unread: asked.error && first ? unreadFor(sources, first.target) : none,
    evaluationErrors: asked.evaluationErrors,
    command: first && whoCanCommand(first.target),
    retry: () => void client.refetchQueries({ queryKey: accessKey, type: 'active' }),
  }
}

const none: never[] = []

function combine(results: readonly { data?: WhoCan | undefined; error: unknown }[]) {
  const failed = results.find(({ data, error }) => !data && error)
  const errors = results.flatMap(({ data }) => data?.evaluationError ?? [])
  return {
    reviews: results.map(({ data }) => data),
    error: failed && asApiError(failed.error),
    pending: results.some(({ data, error }) => !data && !error),
    evaluationErrors: [...new Set(errors)],
  }
}
