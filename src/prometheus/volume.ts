/** A string inside PromQL: escaped as Go's, which JSON's is here. */
export function promString(text: string): string {
  return JSON.stringify(text)
}

/**
 * Capacity and use of a claim, as the kubelet of a node that mounts it says: in bytes and in inodes. Several nodes that mount one
 * say the same: the largest is taken. There is nothing while no pod mounts it.
 */
export function volumeUsageQueries({ namespace, name }: { namespace: string; name: string }) {
  const selector = `{namespace=${promString(namespace)},persistentvolumeclaim=${promString(name)}}`
  const largest = (metric: string) => `max by (namespace, persistentvolumeclaim) (${metric}${selector})`
  return {
    usedBytes: largest('kubelet_volume_stats_used_bytes'),
    capacityBytes: largest('kubelet_volume_stats_capacity_bytes'),
    availableBytes: largest('kubelet_volume_stats_available_bytes'),
    usedInodes: largest('kubelet_volume_stats_inodes_used'),
    inodes: largest('kubelet_volume_stats_inodes'),
  }
}
