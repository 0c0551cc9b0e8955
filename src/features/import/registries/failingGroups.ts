import type { ImportFailureCause } from '../../../k8s/resources/imageImportFailure.ts'
import type { ImportSource } from '../../../k8s/resources/importSource.ts'

export interface FailingTag {
  namespace: string
  stream: string
  tag: string
  from: string
  reason: string
  message: string
  since: string
}

/** Tags that fail for the same cause. */
export interface FailingGroup {
  cause: ImportFailureCause
  /** By project, stream and tag. */
  tags: FailingTag[]
  /** The projects of the tags. */
  projects: string[]
}

/** What fails of a registry by its cause, the most frequent first. */
export function failingGroups({ streams }: Pick<ImportSource, 'streams'>): FailingGroup[] {
  const groups = new Map<ImportFailureCause, FailingTag[]>()
  for (const { namespace, name, tags } of streams) {
    for (const { tag, from, failure } of tags) {
      if (!failure) continue
      const { cause, ...words } = failure
      const group = groups.get(cause) ?? []
      group.push({ namespace, stream: name, tag, from, ...words })
      groups.set(cause, group)
    }
  }
  return [...groups]
    .map(([cause, tags]) => ({
      cause,
      tags,
      projects: [...new Set(tags.map(({ namespace }) => namespace))].toSorted(),
    }))
    .toSorted((a, b) => b.tags.length - a.tags.length)
}
