import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asApiError, isKindMissing, type ApiError } from './ApiError.ts'
import { polledList, polledObject } from './polled.ts'
import { listOf, objectOf } from './queries.ts'
import { ClusterOperator } from './resources/clusterOperator.ts'
import { Deployment } from './resources/deployment.ts'
import { Event } from './resources/event.ts'
import { Infrastructure, infrastructureName } from './resources/infrastructure.ts'
import { PersistentVolumeClaim } from './resources/persistentVolumeClaim.ts'
import { Pod } from './resources/pod.ts'
import { registryNamespace } from './resources/prunerJob.ts'
import { RegistryConfig, registryConfigName, registryName, registryPodSelector } from './resources/registryConfig.ts'
import { claimNameOf, isPodReady, isToldEnough, type Fact, type RegistryFacts } from './resources/registryFacts.ts'
import { Route } from './resources/route.ts'

const namespace = registryNamespace
const operatorSelector = 'name=cluster-image-registry-operator'

/**
 * All that tells how the registry is, each part by itself: what is forbidden or missing spoils nothing else. Two watches, of the
 * Config and of the registry's pods; the rest is asked for every 10 s, or less often.
 */
export function useRegistryFacts(): RegistryFacts {
  const config = factOf(useQuery({ ...objectOf(RegistryConfig, { name: registryConfigName }), retryOnMount: false }))
  const podList = useQuery({
    ...listOf(Pod, { namespace, labelSelector: registryPodSelector }),
    retryOnMount: false,
  })
  const deployment = factOf(useQuery(polledObject(Deployment, { namespace, name: registryName })))
  const clusterOperator = factOf(useQuery(polledObject(ClusterOperator, { name: registryName })))
  const operatorPods = factOf(useQuery(polledList(Pod, { namespace, labelSelector: operatorSelector })))
  const routes = factOf(useQuery(polledList(Route, { namespace }, 15_000)))
  const claims = factOf(useQuery(polledList(PersistentVolumeClaim, { namespace })))
  // Neither changes while a page is open.
  const infrastructure = factOf(useQuery(polledObject(Infrastructure, { name: infrastructureName }, 600_000)))
  const pods = listFact(podList)
  const isWaiting = (pods.object ?? []).some((pod) => !isPodReady(pod))
  // What a pod waits for is in its events alone.
  const events = useQuery({
    ...polledList(Event, { namespace, fieldSelector: 'type=Warning' }),
    enabled: isWaiting,
  })
  const warnings = isWaiting ? factOf(events) : { pending: false }
  const claim = claimOf({ config, deployment }, claims)
  return { config, clusterOperator, infrastructure, deployment, pods, operatorPods, routes, claim, warnings }
}

interface Asked<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch(): Promise<unknown>
}

const patienceMs = 1500

/**
 * Whether enough was known once. What is asked for later, the events of a pod that stops being ready, takes nothing off the page,
 * and one slow answer does not hold the others back for long.
 */
export function useToldEnough(facts: RegistryFacts): boolean {
  const [isTold, setIsTold] = useState(false)
  const [isLate, setIsLate] = useState(false)
  // The clock.
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  const isSomeKnown = !facts.config.pending || !facts.pods.pending || !facts.deployment.pending
  if (!isTold && (isToldEnough(facts) || (isLate && isSomeKnown))) setIsTold(true)
  return isTold
}

/** An answer as a fact. An object that is not there, or no longer, is known not to exist. */
function factOf<T>({ data, error, isPending, refetch }: Asked<T>): Fact<T> {
  const known: ApiError | undefined = error ? asApiError(error) : undefined
  if (known?.code === 404 && !isKindMissing(known)) return { object: null, pending: false }
  const retry = () => void refetch()
  const failure = known && { error: known, retry }
  return { ...(data !== undefined && { object: data }), ...failure, pending: isPending && !known }
}

function listFact<T>({ data, ...rest }: Asked<{ items: T[] }>): Fact<readonly T[]> {
  return factOf<readonly T[]>({ ...rest, data: data?.items })
}

function claimOf(
  known: Pick<RegistryFacts, 'config' | 'deployment'>,
  claims: Fact<readonly PersistentVolumeClaim[]>,
): Fact<PersistentVolumeClaim> {
  const name = claimNameOf(known)
  if (name === undefined) return { pending: known.config.pending || known.deployment.pending }
  const { object, ...rest } = claims
  return { ...rest, ...(object && { object: object.find(({ metadata }) => metadata.name === name) ?? null }) }
}
