import { useQueries, useQueryClient } from '@tanstack/react-query'
import { asApiError, type ApiError } from '../../k8s/ApiError.ts'
import type { Identity } from '../../k8s/accessIdentity.ts'
import { accessKey } from '../../k8s/access.ts'
import { isRefused, reviewQuery, type ReviewedUser, type ReviewTarget } from '../../k8s/accessReviews.ts'
import type { AccessSources } from '../../k8s/resources/registryRights.ts'
import { deriveAnswer, joinAnswers, type AccessAnswer, type TargetAnswer } from './accessAnswer.ts'

export type AskedAnswer =
  | { state: 'asking' }
  | { state: 'answered'; answer: AccessAnswer }
  | { state: 'failed'; error: ApiError; retry(): void }

interface Asked {
  user: ReviewedUser | 'self'
  targets: readonly [ReviewTarget, ...ReviewTarget[]]
  /** Who that is, for bindings. */
  identity: Identity & { groupsError?: ApiError | undefined }
  sources: AccessSources
  enabled: boolean
}

/** Whether somebody may do all of something: by reviews, and where those are refused by the bindings that may be seen. */
export function useAccessAnswer({ user, targets, identity, sources, enabled }: Asked): AskedAnswer {
  const client = useQueryClient()
  const reviews = useQueries({ queries: targets.map((target) => ({ ...reviewQuery(user, target), enabled })) })
  const failed = reviews.find(({ error, data }) => error && !data && !isRefused(error))
  if (failed) {
    const retry = () => void client.refetchQueries({ queryKey: accessKey, type: 'active' })
    return { state: 'failed', error: asApiError(failed.error), retry }
  }
  const refused = reviews.find(({ error, data }) => error && !data)
  if (refused) {
    if (sources.pending) return { state: 'asking' }
    const parts = mapAll(targets, (target) => deriveAnswer(sources, identity, target))
    return {
      state: 'answered',
      answer: joinAnswers(parts, 'bindings', sources.unread, asApiError(refused.error)),
    }
  }
  const answers = reviews.flatMap(({ data }) => (data ? [data] : []))
  const [first] = answers
  if (!first || answers.length < targets.length) return { state: 'asking' }
  const parts = mapAll(targets, (target, at): TargetAnswer => {
    const { by: _by, ...answer } = answers[at] ?? first
    return { target, ...answer }
  })
  return { state: 'answered', answer: joinAnswers(parts, first.by) }
}

function mapAll<T, R>([first, ...others]: readonly [T, ...T[]], map: (entry: T, at: number) => R): [R, ...R[]] {
  return [map(first, 0), ...others.map((entry, at) => map(entry, at + 1))]
}
