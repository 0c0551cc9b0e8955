import type { K8sObject, ResourceType } from '../types.ts'
import type { ClusterOperator } from './clusterOperator.ts'
import { importFailureCause, type ImportFailureCause } from './imageImportFailure.ts'
import type { StreamImports } from './importSource.ts'
import { samplesProject } from './samplesConfig.ts'

/** What the samples operator notes of a sample that could not be imported: a ConfigMap named like the stream. */
export interface SampleFailureRecord extends K8sObject {
  /** The server's words by tag. */
  data?: Record<string, string> | null
}

/** The ConfigMaps in which the samples operator keeps failures; see failedSampleSelector. */
export const SampleFailureRecord: ResourceType<SampleFailureRecord> = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  watchable: false,
}

export interface FailingSampleTag {
  tag: string
  message: string
  reason: string
  cause: ImportFailureCause
  /** RFC 3339; "" when it is not recorded. */
  since: string
}

/**
 * A sample that could not be imported. `failing`: its stream says so. `importing`: it is being imported again. `recovered`: its
 * stream is well again, and the operator has not looked since. `gone`: there is no such stream. `unknown`: streams of the project
 * cannot be read.
 */
export interface FailingSample {
  name: string
  state: 'failing' | 'importing' | 'recovered' | 'gone' | 'unknown'
  tags: readonly FailingSampleTag[]
}

/** What can be read of samples: each may be missing. */
export interface SampleFacts {
  /** Image streams, of the samples' project and of others. */
  streams: readonly StreamImports[] | undefined
  records: readonly SampleFailureRecord[] | undefined
  operator: ClusterOperator | undefined
  /** Streams that the operator is told to leave alone: it forgets their failures. */
  skipped: readonly string[]
}

/** The samples that fail, by name: as their streams say, and as the operator has noted. */
export function failingSamples({ streams, records, operator, skipped }: SampleFacts): FailingSample[] {
  const found = new Map<string, FailingSample>()
  const known = new Map<string, StreamImports>()
  for (const stream of streams ?? []) {
    if (stream.metadata.namespace !== samplesProject) continue
    known.set(stream.metadata.name, stream)
    const tags = failingTags(stream)
    if (stream.sample && tags.length > 0 && !skipped.includes(stream.metadata.name))
      found.set(stream.metadata.name, { name: stream.metadata.name, state: 'failing', tags })
  }
  const add = (name: string, tags: readonly FailingSampleTag[]) => {
    if (found.has(name) || skipped.includes(name)) return
    found.set(name, { name, state: streams ? stateOf(known.get(name)) : 'unknown', tags })
  }
  for (const { metadata, data } of records ?? []) {
    const tags = Object.entries(data ?? {}).map(([tag, message]) => ({
      tag,
      message,
      reason: '',
      cause: importFailureCause({ message }),
      since: '',
    }))
    add(metadata.name, tags)
  }
  // Whoever may not read the records may still read this list of names.
  if (!records) for (const name of namedByOperator(operator)) add(name, [])
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function failingTags({ imports }: StreamImports): FailingSampleTag[] {
  return imports.flatMap(({ tag, failure }) => (failure ? [{ tag, ...failure }] : []))
}

function stateOf(stream: StreamImports | undefined): FailingSample['state'] {
  if (!stream) return 'gone'
  if (failingTags(stream).length > 0) return 'failing'
  return stream.imports.some(({ pending }) => pending) ? 'importing' : 'recovered'
}

/** "… with image import failures for these imagestreams: a,b; last import attempt …": pkg/util/util.go of the operator. */
function namedByOperator(operator: ClusterOperator | undefined): string[] {
  for (const { reason, message = '' } of operator?.status?.conditions ?? []) {
    if (reason !== 'FailedImageImports') continue
    const [, names = ''] = /these imagestreams: ([^;]*);/.exec(message) ?? []
    return names.split(',').flatMap((name) => name.trim() || [])
  }
  return []
}
