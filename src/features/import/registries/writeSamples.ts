import type { QueryClient } from '@tanstack/react-query'
import { SamplesConfig, type SamplesSettings } from '../../../k8s/resources/samplesConfig.ts'
import { perform } from '../../../k8s/writes.ts'

/** Changes settings of the samples operator by a merge patch of the version that was seen. Throws an ApiError: 409 when it is old. */
export async function writeSamples(client: QueryClient, seen: SamplesConfig, change: SamplesSettings): Promise<void> {
  await perform(client, SamplesConfig, { seen, patch: { spec: change } })
  // What is asked for again and again is not among what writes are shown in.
  const { group, version, plural } = SamplesConfig
  void client.invalidateQueries({ queryKey: ['k8s', group, version, plural, 'polled'] })
}
