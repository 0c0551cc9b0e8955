import { queryOptions } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ApiError } from './ApiError.ts'
import { resourcePath } from './path.ts'
import { getJson } from './request.ts'
import {
  globalPullSecretName,
  ListedSecret,
  namedPullSecret,
  pullSecretRows,
  type PullSecretRow,
  type Secret,
} from './resources/pullSecret.ts'
import { ServiceAccount, serviceAccountRow, type ServiceAccountRow } from './resources/serviceAccount.ts'
import { useNamespacedList } from './useNamespacedList.ts'

export interface PullSecrets {
  rows: readonly PullSecretRow[]
  /** What could not be listed: secrets of which only names are known are among the rows all the same. */
  unread: readonly ApiError[]
  /** That no secrets at all may be listed. */
  forbidden?: ApiError
  /** Whether the secrets of a project among those asked for could be read. */
  isRead(namespace: string): boolean
  pending: boolean
  retry(): void
}

/** Which registries the cluster's own pull secret is for. Its values are dropped before anything keeps them. */
export function globalPullSecret() {
  const { namespace, name } = globalPullSecretName
  return queryOptions({
    queryKey: ['k8s', '', 'v1', 'secrets', 'registries', { namespace, name }] as const,
    queryFn: async ({ signal }): Promise<PullSecretRow> =>
      pullSecretRows.project(await getJson<Secret>(resourcePath(ListedSecret, { namespace }, name), { signal })),
    staleTime: 10_000,
    refetchOnWindowFocus: true,
  })
}

/** The pull secrets of a project, or of all that the person may see: two lists by type, so that no other secret is ever read. */
export function usePullSecrets(namespace: string | undefined): PullSecrets {
  const config = useNamespacedList(ListedSecret, namespace, pullSecretRows, { fieldSelector: configs })
  const old = useNamespacedList(ListedSecret, namespace, pullSecretRows, { fieldSelector: legacy })
  const unread = distinct([...config.errors, ...old.errors])
  const isPartial = unread.length > 0
  const places = unread.map(({ url }) => /\/namespaces\/([^/]+)\//.exec(url)?.[1] ?? everywhere).join(' ')
  // Who may not list secrets may often see who uses them.
  const accounts = useNamespacedList(ServiceAccount, namespace, serviceAccountRow, { enabled: isPartial })
  const rows = useMemo(() => {
    const known = [...config.items, ...old.items]
    return places === '' ? known : [...known, ...namedIn(accounts.items, known, new Set(places.split(' ')))]
  }, [config.items, old.items, accounts.items, places])
  const pending = [config, old].some(isPending) || (isPartial && isPending(accounts))
  const forbidden = config.forbidden ?? old.forbidden
  const retry = () => {
    config.retry()
    old.retry()
  }
  const unreadPlaces = new Set(places.split(' '))
  const namesOnly = useMemo(() => namesOnlyIn(rows), [rows])
  const isRead = (project: string) =>
    !unreadPlaces.has(project) && !unreadPlaces.has(everywhere) && !namesOnly.has(project)
  return { rows, unread, ...(forbidden && { forbidden }), isRead, pending, retry }
}

const everywhere = '*'
const configs = 'type=kubernetes.io/dockerconfigjson'
const legacy = 'type=kubernetes.io/dockercfg'

const isPending = ({ state, complete }: { state: string; complete: boolean }) =>
  state === 'loading' || (state === 'ready' && !complete)

/** The projects with secrets of which only the name is known: what the cluster makes is for its own registry. */
function namesOnlyIn(rows: readonly PullSecretRow[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap(({ metadata, readable, generatedFor }) =>
      readable || generatedFor ? [] : [metadata.namespace ?? ''],
    ),
  )
}

/** One error for each address, but for the selector: the two lists of a project mostly fail alike. */
function distinct(errors: readonly ApiError[]): ApiError[] {
  const found = new Map(errors.map((error) => [`${error.code} ${error.url.replace(/\?.*/, '')}`, error]))
  return [...found.values()]
}

/** The secrets that service accounts name for pulls in places that could not be read. */
function namedIn(
  accounts: readonly ServiceAccountRow[],
  known: readonly PullSecretRow[],
  places: ReadonlySet<string>,
): PullSecretRow[] {
  const found = new Map<string, PullSecretRow>()
  const read = new Set(known.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))
  for (const { metadata, pull, generated } of accounts) {
    const { namespace = '', name: account } = metadata
    // Where secrets could be listed, a name that is not among them is of none.
    if (!places.has(namespace) && !places.has(everywhere)) continue
    for (const name of pull) {
      const key = `${namespace}/${name}`
      if (read.has(key) || found.has(key)) continue
      const isGenerated = name === generated || name.startsWith(`${account}-dockercfg-`)
      found.set(key, namedPullSecret(namespace, name, isGenerated ? account : undefined))
    }
  }
  return [...found.values()]
}
