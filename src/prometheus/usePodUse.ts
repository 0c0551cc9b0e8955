import { useQuery } from '@tanstack/react-query'
import { instantOf, type PromSample } from './client.ts'
import { promString } from './volume.ts'

/**
 * What the pods of a project use, by pod: cores over five minutes, and bytes that the kernel could not take back. From the kubelet,
 * else from what programs say of themselves, where somebody scrapes them.
 */
export function podUseQueries(namespace: string) {
  const project = `namespace=${promString(namespace)}`
  const containers = `{${project},container!="",container!="POD"}`
  return {
    cpu: `sum by (pod) (rate(container_cpu_usage_seconds_total${containers}[5m])) or sum by (pod) (rate(process_cpu_seconds_total{${project}}[5m]))`,
    memory: `sum by (pod) (container_memory_working_set_bytes${containers}) or sum by (pod) (process_resident_memory_bytes{${project}})`,
  }
}

/** What pods use, by their names. Undefined: not known yet, or no Prometheus. */
export interface PodUse {
  cores?: ReadonlyMap<string, number> | undefined
  /** Of memory. */
  bytes?: ReadonlyMap<string, number> | undefined
}

/** What each pod of a project uses, asked for every minute. */
export function usePodUse(namespace: string): PodUse {
  const { cpu, memory } = podUseQueries(namespace)
  const { data: cores } = useQuery({ ...instantOf(cpu), ...minutely, select: byPod })
  const { data: bytes } = useQuery({ ...instantOf(memory), ...minutely, select: byPod })
  return { cores, bytes }
}

/**
 * How many requests a pod of the registry was serving when it was scraped last, half a minute ago at most; the scrape itself is not
 * counted. Undefined: not known, or no Prometheus.
 */
export function useRequestsInFlight(pod: { namespace: string; name: string } | undefined): number | undefined {
  const selector = `{namespace=${promString(pod?.namespace ?? '')},pod=${promString(pod?.name ?? '')}}`
  const { data } = useQuery({
    ...instantOf(`clamp_min(max(imageregistry_http_in_flight_requests${selector}) - 1, 0)`),
    enabled: pod !== undefined,
    staleTime: 5000,
    refetchInterval: 15_000,
  })
  const value = data?.samples[0]?.value
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

const minutely = { staleTime: 30_000, refetchInterval: 60_000 }

function byPod({ samples }: { samples: readonly PromSample[] }): ReadonlyMap<string, number> {
  return new Map(
    samples.flatMap(({ labels, value }) =>
      labels['pod'] !== undefined && Number.isFinite(value) ? [[labels['pod'], value] as const] : [],
    ),
  )
}
