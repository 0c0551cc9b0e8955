import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import { withSource } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { isSame } from '../../../lib/differences.ts'
import { streamNameProblem, tagNameProblem } from '../../../lib/imageNames.ts'
import { entryProblems, keyValuesOf, type Entries } from '../../../lib/keyValues.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import type { Problems } from '../../../ui/fields.tsx'
import { cleanPullSpec, sourceFormOf, sourceProblems, wantedSource } from '../tag-dialogs/sourceForm.ts'
import type { SourceForm, SourceStream } from '../tag-dialogs/sourceForm.ts'

/** The form of a new image stream. */
export interface NewStreamForm {
  namespace: string
  name: string
  local: boolean
  labels: Entries
  annotations: Entries
  /** Whether it gets a tag at once. */
  first: boolean
  tag: string
  source: SourceForm
}

/** A stream that is being made: what was written of it, and what the form changed of that since. */
export interface Draft {
  base: ImageStream
  edits: Partial<NewStreamForm>
}

/** A stream of which nothing is decided yet. */
export function emptyStream(namespace: string): ImageStream {
  return {
    apiVersion: 'image.openshift.io/v1',
    kind: 'ImageStream',
    metadata: { name: '', namespace },
    spec: { lookupPolicy: { local: false } },
  }
}

/** The form of what was written. */
function formOf(base: ImageStream): NewStreamForm {
  const { metadata, spec } = base
  const [first] = spec?.tags ?? []
  const source = sourceFormOf(base, first ? { name: first.name, spec: first } : { name: '' })
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    local: spec?.lookupPolicy?.local === true,
    labels: Object.entries(metadata.labels ?? {}),
    annotations: Object.entries(metadata.annotations ?? {}),
    first: first !== undefined,
    tag: first?.name ?? 'latest',
    // A new stream has no tags to take an image from.
    source: first ? source : { ...source, source: '' },
  }
}

/** The form of a draft. */
export const formOfDraft = ({ base, edits }: Draft): NewStreamForm => ({ ...formOf(base), ...edits })

/** A stream with the name of the new one, as its tags see it. */
export function targetOf({ namespace, name }: NewStreamForm): ImageStream {
  // While it has no name it is no stream that anybody could point to.
  return { metadata: { namespace, name: name || ' ' } }
}

/** The stream that a draft describes. What the form does not show, or nobody changed in it, stays as it was written. */
export function streamOf(draft: Draft, from: SourceStream): ImageStream {
  const { base, edits } = draft
  const form = formOfDraft(draft)
  const { labels, annotations, ...metadata } = { ...base.metadata, name: form.name, namespace: form.namespace }
  const texts = {
    labels: edits.labels ? keyValuesOf(edits.labels) : labels,
    annotations: edits.annotations ? keyValuesOf(edits.annotations) : annotations,
  }
  const { tags, ...spec } = { ...base.spec, ...(edits.local !== undefined && { lookupPolicy: { local: edits.local } }) }
  const [, ...others] = tags ?? []
  const changed = edits.first !== undefined || edits.tag !== undefined || edits.source !== undefined
  const wanted = changed ? [...(form.first ? [firstTag(draft, form, from)] : []), ...others] : tags
  return {
    ...base,
    metadata: {
      ...metadata,
      ...(isFilled(texts.labels) && { labels: texts.labels }),
      ...(isFilled(texts.annotations) && { annotations: texts.annotations }),
    },
    spec: { ...spec, ...(wanted && wanted.length > 0 && { tags: wanted }) },
  }
}

const isFilled = (texts: Record<string, string> | null | undefined): texts is Record<string, string> =>
  texts !== undefined && texts !== null && Object.keys(texts).length > 0

/** The first tag, as far as it is complete. */
function firstTag({ base, edits }: Draft, form: NewStreamForm, from: SourceStream): TagReference {
  const known: TagReference = { ...base.spec?.tags?.[0], name: form.tag }
  if (!edits.source && known.from) return known
  const { source } = form
  const wanted = wantedSource(source, targetOf(form), form.tag, from)
  if (wanted) {
    // A new tag is imported in any case.
    const { generation: _generation, ...tag } = withSource(known, wanted)
    return tag
  }
  if (source.origin === 'external')
    return { ...known, from: { kind: 'DockerImage', name: cleanPullSpec(source.pullSpec) } }
  const name = `${source.source}:${source.sourceTag}`
  return { ...known, from: { kind: 'ImageStreamTag', namespace: source.project, name } }
}

/** What is wrong with a draft, by field. */
export function draftProblems(draft: Draft, from: SourceStream): Problems {
  const form = formOfDraft(draft)
  const written = draft.base.spec?.tags?.[0]?.from && !draft.edits.source
  return {
    namespace: form.namespace === '' ? t('Choose a project.') : undefined,
    name: streamNameProblem(form.namespace, form.name),
    ...entryProblems('labels', form.labels, 'labels'),
    ...entryProblems('annotations', form.annotations, 'annotations'),
    ...(form.first && {
      tag: tagNameProblem(form.tag),
      ...(!written && sourceProblems(form.source, targetOf(form), form.tag, from)),
    }),
  }
}

/** The command that creates the same stream: the short one where it says all that there is to say. */
export function createCommand(stream: ImageStream): string {
  const { name, namespace } = stream.metadata
  const local = stream.spec?.lookupPolicy?.local === true
  const { apiVersion, kind } = stream
  const plain = { apiVersion, kind, metadata: { name, namespace }, spec: { lookupPolicy: { local } } }
  if (isSame(plain, stream) || isSame({ ...plain, spec: undefined }, stream))
    return commandLine('oc', 'create', 'imagestream', name, '-n', namespace, local && '--lookup-local')
  return createFromText(JSON.stringify(stream, undefined, 2))
}

/** The command that creates what a text describes. */
export function createFromText(text: string): string {
  const lines = text.trimEnd().split('\n')
  let end = 'EOF'
  while (lines.includes(end)) end += '_'
  return [`oc create -f - <<'${end}'`, ...lines, end].join('\n')
}

/** Whether a stream is there as it was asked for: after an answer was lost. */
export function isCreated(there: ImageStream, asked: ImageStream): boolean {
  const holds = (now: object | null | undefined, wanted: object | null | undefined) =>
    Object.entries(wanted ?? {}).every(([key, value]) => isSame(Reflect.get(now ?? {}, key), value))
  const sources = (tags: readonly TagReference[] | null | undefined) =>
    Object.fromEntries((tags ?? []).map(({ name, from }) => [name, from?.name ?? '']))
  return (
    holds(there.metadata.labels, asked.metadata.labels) &&
    holds(there.metadata.annotations, asked.metadata.annotations) &&
    (there.spec?.lookupPolicy?.local === true) === (asked.spec?.lookupPolicy?.local === true) &&
    isSame(sources(there.spec?.tags), sources(asked.spec?.tags))
  )
}
