import type { Store } from '../server/store.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { parsePullSpec, type PullSpec } from './imageReference.ts'

interface ImageContentSourcePolicy extends K8sObject {
  spec?: { repositoryDigestMirrors?: { source: string; mirrors?: string[] | null }[] | null } | null
}

/** Registry and path, Docker Hub by its name. */
const locationOf = ({ registry, namespace, name }: PullSpec) =>
  [registry || 'docker.io', namespace, name].filter(Boolean).join('/')

/** Whether a location, or a part of one, or `*.host`, covers a reference, as the configuration of the runtime says it. */
export function covers(scope: string, reference: PullSpec): boolean {
  const location = locationOf(reference)
  if (scope.startsWith('*.')) return (location.split('/')[0] ?? '').replace(/:\d+$/, '').endsWith(scope.slice(1))
  return location === scope || location.startsWith(`${scope}/`)
}

/**
 * Where an import looks, mirrors first. This release knows the older kind of mirror sets only, and those count for digests; of
 * several sources the longest one counts, with the mirrors of all sets that name it.
 */
export function placesOf(store: Store, reference: PullSpec): PullSpec[] {
  if (!reference.id) return [reference]
  const policies: readonly ImageContentSourcePolicy[] = store.list('operator.openshift.io/imagecontentsourcepolicies')
  const fitting = policies
    .flatMap(({ spec }) => spec?.repositoryDigestMirrors ?? [])
    .filter(({ source }) => covers(source, reference))
  const longest = fitting.reduce((best, { source }) => (source.length > best.length ? source : best), '')
  const mirrors = new Set(fitting.flatMap(({ source, mirrors: list }) => (source === longest ? (list ?? []) : [])))
  const path = locationOf(reference).slice(longest.length)
  const places = [...mirrors].flatMap((mirror) => {
    const place = parsePullSpec(`${mirror}${path}@${reference.id}`)
    return 'error' in place ? [] : [place]
  })
  return [...places, reference]
}
