import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useCan } from '../../../k8s/access.ts'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { listOf, objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamImports, type StreamImports } from '../../../k8s/resources/importSource.ts'
import { mirrorSetKinds, mirrorSetOf, type MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { globalPullSecretName, ListedSecret } from '../../../k8s/resources/pullSecret.ts'
import { useNamespacedList, type NamespacedList } from '../../../k8s/useNamespacedList.ts'
import { useInSlices } from '../../../k8s/useInSlices.ts'
import { usePullSecrets, type PullSecrets } from '../../../k8s/usePullSecrets.ts'
import type { Steps } from '../../../lib/inSlices.ts'
import type { SecretFacts } from './sourceCredentials.ts'
import type { PolicyFacts } from './sourcePolicy.ts'
import { sourceRowSteps, type SourceFacts, type SourceRow } from './sourceRow.ts'

/** The project whose image streams everybody may read, and whose secrets hardly anybody. */
const sharedProject = 'openshift'

/** The registries that image streams of a project, or of all, import from. What cannot be read is told apart from what is not there. */
export function useSourceRows(project: string | undefined): {
  rows: readonly SourceRow[]
  /** Whether all are among them. */
  complete: boolean
  list: NamespacedList<StreamImports>
} {
  const list = useNamespacedList(ImageStream, project, streamImports)
  const secrets = useSecretFacts(project)
  const global = useSecretFacts(globalPullSecretName.namespace)
  const policy = usePolicyFacts()
  const { complete } = list
  const items = useFirstThenAll(list, project)
  const make = useCallback(
    () => rowSteps(items, complete, { secrets, global, policy }),
    [items, complete, secrets, global, policy],
  )
  const { value } = useInSlices(make)
  return { rows: value?.rows ?? noRows, complete: complete && value?.whole === true, list }
}

function* rowSteps(
  streams: readonly StreamImports[],
  whole: boolean,
  facts: SourceFacts,
): Steps<{ rows: SourceRow[]; whole: boolean }> {
  return { rows: yield* sourceRowSteps(streams, facts), whole }
}

const noRows: readonly SourceRow[] = []

/** The streams that came first, and then all of them: what is made of them is made twice, and not anew with every chunk. */
function useFirstThenAll({ items, complete }: NamespacedList<StreamImports>, project: string | undefined) {
  const [first, setFirst] = useState({ project, items })
  const isStale = first.project !== project
  if (isStale || (first.items.length === 0 && items.length > 0)) setFirst({ project, items })
  return complete || isStale ? items : first.items
}

function useSecretFacts(project: string | undefined): SecretFacts {
  const secrets = usePullSecrets(project)
  const { rows, pending, forbidden } = secrets
  const isShown = rows.some(({ metadata }) => metadata.namespace === sharedProject)
  // Lists that are gathered project by project leave this one out in silence.
  const shared = useCan('list', ListedSecret, { namespace: sharedProject })
  const isSharedHidden = !project && !isShown && shared.allowed === false
  const unread = unreadOf(secrets, isSharedHidden).join(' ')
  // Nothing is said of them before all are there.
  const known = pending ? noSecrets : rows
  return useMemo(
    () => ({ rows: known, unread: new Set(forbidden ? ['*'] : unread.split(' ')), pending }),
    [known, forbidden, unread, pending],
  )
}

const noSecrets: SecretFacts['rows'] = []

function unreadOf({ unread }: PullSecrets, isSharedHidden: boolean): string[] {
  const projects = unread.map(({ url }) => /\/namespaces\/([^/?]+)\//.exec(url)?.[1] ?? '*')
  return isSharedHidden ? [...projects, sharedProject] : projects
}

// The kind that nodes never honored is none of them.
const honored: readonly MirrorSetKind[] = ['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy']

function usePolicyFacts(): PolicyFacts {
  const config = useQuery({ ...objectOf(ImageConfig, { name: imageConfigName }), retryOnMount: false })
  const sets = useQueries({
    queries: honored.map((kind) => ({ ...listOf(mirrorSetKinds[kind].type), retryOnMount: false })),
    combine: (answers) => ({
      isKnown: answers.every(({ data, error }) => data !== undefined || isKindMissing(error)),
      // The answers stand in the order of the questions.
      lists: answers.map(({ data }) => data?.items),
    }),
  })
  const isNone = config.error !== null && asApiError(config.error).code === 404
  const { data, isPending } = config
  const { isKnown, lists } = sets
  const [digests, tags, older] = lists
  const mirrors = useMemo(() => {
    if (!isKnown) return undefined
    return [digests, tags, older].flatMap((items, index) =>
      (items ?? []).map((object) => mirrorSetOf(honored[index] ?? 'ImageDigestMirrorSet', object)),
    )
  }, [isKnown, digests, tags, older])
  return useMemo(
    () => ({ config: isNone ? null : data, pending: isPending && !isNone, mirrors }),
    [isNone, data, isPending, mirrors],
  )
}
