import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import {
  isCredentialFailure,
  projectImports,
  reimportable,
  type ImportedTag,
  type SourceStream,
} from '../../../k8s/resources/importSource.ts'
import { reimportCommand } from '../../../k8s/resources/tagCommands.ts'
import { t } from '../../../lib/t.ts'
import type { BulkEntry } from '../../../ui/BulkDialog.tsx'

/** Which tags of a registry are imported again: all, those that fail, or those that fail by their credentials. */
export type ReimportChoice = 'all' | 'failing' | 'credentials'

/** A stream with its tags that are imported again. */
export interface ReimportEntry extends BulkEntry {
  namespace: string
  stream: string
  tags: readonly ImportedTag[]
  note: string
}

function isChosen({ failure }: ImportedTag, choice: ReimportChoice): boolean {
  if (choice === 'all') return true
  return failure !== undefined && (choice === 'failing' || isCredentialFailure(failure))
}

const tagsShown = 8

/** The streams that import from a registry, each with its own tags of it. */
export function reimportEntries(streams: readonly SourceStream[], choice: ReimportChoice): ReimportEntry[] {
  return streams.flatMap((stream) => {
    const tags = reimportable(stream).filter((tag) => isChosen(tag, choice))
    if (tags.length === 0) return []
    const { namespace, name } = stream
    return {
      key: `${namespace}/${name}`,
      name: `${namespace}/${name}`,
      note: notes(tags),
      namespace,
      stream: name,
      tags,
    }
  })
}

function notes(tags: readonly ImportedTag[]): string {
  const names = tags.slice(0, tagsShown).map(({ tag }) => tag)
  const more = tags.length - names.length
  return more > 0 ? t('{{names}} and {{count}} more tags', { names: names.join(', '), count: more }) : names.join(', ')
}

/** How many tags are imported again. */
export function countTags(entries: readonly ReimportEntry[]): number {
  return entries.reduce((sum, { tags }) => sum + tags.length, 0)
}

/** The tags of a stream, as it is now, that are still to be imported from a registry, or from any. */
export function tagsToReimport(
  stream: ImageStream,
  { host, choice, done }: { host: string | undefined; choice: ReimportChoice; done: ReadonlySet<string> },
): string[] {
  return projectImports(stream)
    .imports.filter(
      (tag) =>
        (host === undefined || tag.host === host) &&
        tag.kind === 'asked' &&
        isChosen(tag, choice) &&
        !done.has(tag.tag),
    )
    .map(({ tag }) => tag)
}

/** The commands with the same effect, one for each tag. */
export function reimportCommandsOf(entries: readonly ReimportEntry[]): string {
  return entries
    .flatMap(({ namespace, stream, tags }) =>
      tags.map(({ tag, allPlatforms, insecure, local }) =>
        reimportCommand({ namespace, name: stream }, tag, {
          allPlatforms: allPlatforms === true,
          insecure: insecure === true,
          local: local === true,
        }),
      ),
    )
    .join('\n')
}
