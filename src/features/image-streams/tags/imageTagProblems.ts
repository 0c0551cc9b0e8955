import { isSame } from '../../../lib/differences.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { tagOf, type ImageStream, type TagReference } from '../../../k8s/resources/imageStream.ts'
import type { ImageStreamTag, ImageTag } from '../../../k8s/resources/imageTag.ts'
import type { ObjectProblem } from '../../../ui/yaml/yamlObject.ts'
import { tagProblems } from '../streams/imageStreamProblems.ts'

/** What is wrong with the text of an image stream tag, of this stream. */
export function imageStreamTagProblems(stream: ImageStream, edited: object, origin: ImageStreamTag): ObjectProblem[] {
  const problems = metadataProblems(edited, origin, ['labels'])
  const tag = fieldOf(edited, 'tag')
  const before = origin.tag ?? undefined
  if (!isFields(tag)) {
    if (before) {
      const message = t('Without “tag” the server keeps what the stream asks for. To remove a tag, delete it.')
      problems.push({ path: ['tag'], severity: 'warning', message })
    } else if (!isSame(fieldOf(edited, 'metadata'), origin.metadata)) {
      const message = t(
        'This tag was only pushed: the stream does not ask for it, so that there is nothing to change. Give it a “tag” with its name, {{name}}, first.',
        { name: tagNameOf(origin) },
      )
      problems.push({ path: ['tag'], severity: 'error', message })
    }
    return problems
  }
  problems.push(...entryProblems(stream, tag, ['tag'], tagNameOf(origin)))
  if ('annotations' in tag && !isSame(tag.annotations, before?.annotations)) {
    const message = t('The annotations of a tag are those in its metadata: change them there')
    problems.push({ path: ['tag', 'annotations'], severity: 'error', message })
  }
  return problems
}

/** What is wrong with the text of an image tag, of this stream. */
export function imageTagProblems(stream: ImageStream, edited: object, origin: ImageTag): ObjectProblem[] {
  const problems = metadataProblems(edited, origin, ['labels', 'annotations'])
  const spec = fieldOf(edited, 'spec')
  return isFields(spec) ? [...problems, ...entryProblems(stream, spec, ['spec'], tagNameOf(origin))] : problems
}

/** What saving a tag brings with it that nobody sees in the text. */
export function imageTagConsequences(edited: object, origin: ImageStreamTag & ImageTag): string[] {
  const field = 'spec' in origin ? 'spec' : 'tag'
  const [before, after] = [origin[field], fieldOf(edited, field)]
  const lines: string[] = []
  if (field === 'spec' && before && !isFields(after)) {
    lines.push(
      t('The stream no longer asks for this tag: its source and its policies go. Its images and its history stay.'),
    )
  }
  const annotations = Object.keys(origin.metadata.annotations ?? {})
  const metadata = fieldOf(edited, 'metadata')
  const kept =
    isFields(metadata) && 'annotations' in metadata && isFields(metadata.annotations) ? metadata.annotations : {}
  const lost = annotations.filter((key) => !Object.hasOwn(kept, key))
  if (field === 'tag' && lost.length > 0) {
    lines.push(t('These annotations are wiped: {{keys}}', { keys: listed(lost) }))
  }
  if (movesTag(edited, origin)) lines.push(t('The tag gets another source, and what runs on it may roll out'))
  return lines
}

/** Whether the tag gets another source. */
export function movesTag(edited: object, origin: ImageStreamTag & ImageTag): boolean {
  const field = 'spec' in origin ? 'spec' : 'tag'
  const [before, after] = [origin[field]?.from, fieldOf(edited, field)]
  const source = isFields(after) ? fieldOf(after, 'from') : undefined
  return Boolean(before) && isFields(source) && !isSame(source, before)
}

function entryProblems(stream: ImageStream, entry: object, path: string[], name: string): ObjectProblem[] {
  const given = 'name' in entry ? entry.name : undefined
  if (given !== name) {
    const message = t('The name cannot be changed: it is {{name}}', { name })
    return [{ path: [...path, 'name'], severity: 'error', message }]
  }
  // Its other fields are checked where they are used, or by the schema.
  const tag = { ...entry, name } as TagReference
  const others = (stream.spec?.tags ?? []).filter((other) => other.name !== name)
  const asked: ImageStream = { ...stream, spec: { ...stream.spec, tags: [...others, tag] } }
  return tagOf(asked, name) ? tagProblems(asked, { ...tag, from: isFields(tag.from) ? tag.from : null }, path) : []
}

function metadataProblems(
  edited: object,
  origin: ImageStreamTag,
  fixed: readonly ('labels' | 'annotations')[],
): ObjectProblem[] {
  const metadata = fieldOf(edited, 'metadata')
  if (!isFields(metadata)) return []
  return fixed.flatMap((field) => {
    if (isSame(fieldOf(metadata, field) ?? {}, origin.metadata[field] ?? {})) return []
    const message = t('These are the {{field}} of the stream: change them there', { field })
    return [{ path: ['metadata', field], severity: 'error', message }]
  })
}

function tagNameOf({ metadata: { name } }: ImageStreamTag): string {
  return name.slice(name.indexOf(':') + 1)
}

function fieldOf(object: object, field: string): unknown {
  return Reflect.get(object, field)
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
