import { quote } from '../../lib/shell.ts'
import type { K8sObject, ResourceType } from '../types.ts'
import type { ImageStream } from './imageStream.ts'
import type { Condition } from './registryConfig.ts'

/** What people set of the samples operator. */
export interface SamplesSettings {
  /** Managed, Unmanaged or Removed; empty is Managed. */
  managementState?: string
  /** The registry, with or without a path, that all samples are imported from in place of their own. */
  samplesRegistry?: string
  /** What the samples are for. It cannot be changed after the first run. */
  architectures?: string[] | null
  skippedImagestreams?: string[] | null
  skippedTemplates?: string[] | null
  /** Newer clusters only. */
  skippedHelmCharts?: string[] | null
}

export interface SamplesConfig extends K8sObject {
  spec?: SamplesSettings | null
  /** The settings that the operator has taken up, and the release whose samples there are. */
  status?: (SamplesSettings & { version?: string; conditions?: Condition[] | null }) | null
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

/** Where the operator runs. */
export const samplesNamespace = 'openshift-cluster-samples-operator'

/** Where the samples are. */
export const samplesProject = 'openshift'

/** What the operator says of itself to the cluster: a ClusterOperator of this name. */
export const samplesOperatorName = 'openshift-samples'

/** Selects the ConfigMaps of samples that could not be imported: named like the stream, an entry for each tag. */
export const failedSampleSelector = 'samples.openshift.io/imagestream-error=true'

const managedLabel = 'samples.operator.openshift.io/managed'

/** Whether the operator looks after samples: without a state it takes it to be Managed. */
export function isManagingSamples({ spec }: SamplesConfig): boolean {
  return (spec?.managementState || 'Managed') === 'Managed'
}

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
  return isManagingSamples(config) && !config.spec?.skippedImagestreams?.includes(stream.metadata.name)
    ? 'undone'
    : 'kept'
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
