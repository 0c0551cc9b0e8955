import { quote } from '../../lib/shell.ts'
import type { K8sObject, ResourceType } from '../types.ts'
import type { ImageStream } from './imageStream.ts'

export interface SamplesConfig extends K8sObject {
  spec?: { managementState?: string; skippedImagestreams?: string[] | null } | null
  status?: { managementState?: string; skippedImagestreams?: string[] | null } | null
}

/** The configuration of the samples operator. Read when a sample is shown: not worth one of the scarce watches. */
export const SamplesConfig: ResourceType<SamplesConfig> = {
  group: 'samples.operator.openshift.io',
  version: 'v1',
  plural: 'configs',
  kind: 'Config',
  namespaced: false,
  watchable: false,
}

/** The name of the only configuration there is. */
export const samplesConfigName = 'cluster'

const managedLabel = 'samples.operator.openshift.io/managed'

/** Whether the samples operator says of a stream that it manages it. On those that it skips the label says "false". */
export function isSample({ metadata }: Pick<ImageStream, 'metadata'>): boolean {
  return metadata.labels?.[managedLabel] === 'true'
}

/** What the samples operator does about changes of a stream. `unknown`: its configuration may not be read. */
export type SampleKeeping = 'undone' | 'unknown' | 'kept'

/** Whether changes of a sample will be undone: only while the operator manages samples, and does not skip this one. */
export function sampleKeeping(
  stream: Pick<ImageStream, 'metadata'>,
  config: SamplesConfig | undefined,
): SampleKeeping | undefined {
  if (!isSample(stream)) return undefined
  if (!config) return 'unknown'
  // Without a state the operator takes it to be Managed.
  const managed = (config.spec?.managementState || 'Managed') === 'Managed'
  return managed && !config.spec?.skippedImagestreams?.includes(stream.metadata.name) ? 'undone' : 'kept'
}

/** The command by which an administrator has the operator leave streams alone. It adds to what is skipped already. */
export function skipCommand(names: readonly string[], config: SamplesConfig | undefined): string {
  const known = config?.spec?.skippedImagestreams
  const target = `oc patch config.samples.operator.openshift.io/${samplesConfigName}`
  if (config && !known?.length)
    return `${target} --type=merge -p ${quote(JSON.stringify({ spec: { skippedImagestreams: [...names] } }))}`
  // A merge patch would replace the whole list.
  const adding = names
    .filter((name) => !known?.includes(name))
    .map((value) => ({ op: 'add', path: '/spec/skippedImagestreams/-', value }))
  return `${target} --type=json -p ${quote(JSON.stringify(adding))}`
}
