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

const minutely = { staleTime: 30_000, refetchInterval: 60_000 }

function byPod({ samples }: { samples: readonly PromSample[] }): ReadonlyMap<string, number> {
  return new Map(
    samples.flatMap(({ labels, value }) =>
      labels['pod'] !== undefined && Number.isFinite(value) ? [[labels['pod'], value] as const] : [],
    ),
  )
}
