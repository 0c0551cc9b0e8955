import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from './ApiError.ts'
import { listOf } from './queries.ts'
import {
  mirrorSetKinds,
  mirrorSetOf,
  type MirrorSet,
  type MirrorSetKind,
  type MirrorSetObject,
} from './resources/mirrorSet.ts'
import type { K8sList } from './types.ts'

// The order that they are offered and told in.
const kinds: readonly MirrorSetKind[] = [
  'ImageDigestMirrorSet',
  'ImageTagMirrorSet',
  'ImageContentSourcePolicy',
  'ImageContentPolicy',
]

export interface MirrorSets {
  sets: readonly MirrorSet[]
  /** Kinds that this cluster has. */
  present: readonly MirrorSetKind[]
  /** Kinds that this cluster does not have. */
  missing: readonly MirrorSetKind[]
  /** Kinds that could not be read: what is said of all sets is partial. */
  unread: readonly { kind: MirrorSetKind; error: ApiError }[]
  pending: boolean
  retry(): void
}

/** The mirror sets of all kinds; each kind may be missing or forbidden by itself. */
export function useMirrorSets(): MirrorSets {
  return useQueries({
    queries: kinds.map((kind) => ({ ...listOf(mirrorSetKinds[kind].type), retryOnMount: false })),
    combine,
  })
}

/** One function for all renders: what it made is kept as long as no list changes. */
function combine(results: readonly UseQueryResult<K8sList<MirrorSetObject>>[]): MirrorSets {
  const read = results.flatMap((result, index) => {
    const kind = kinds[index]
    return kind ? [{ ...result, kind }] : []
  })
  const failed = read.flatMap(({ kind, error }) => (error ? [{ kind, error: asApiError(error) }] : []))
  const missing = failed.filter(({ error }) => isKindMissing(error)).map(({ kind }) => kind)
  const there = read.filter(({ kind }) => !missing.includes(kind))
  return {
    sets: there.flatMap(({ kind, data }) => (data?.items ?? []).map((object) => mirrorSetOf(kind, object))),
    present: there.flatMap(({ kind, data }) => (data ? [kind] : [])),
    missing,
    unread: failed.filter(({ kind }) => !missing.includes(kind)),
    pending: read.some(({ isPending, error }) => isPending && !error),
    retry: () => {
      for (const { error, refetch } of there) if (error) void refetch()
    },
  }
}
