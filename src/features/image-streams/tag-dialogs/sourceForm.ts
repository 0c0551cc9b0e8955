import { pullSpecProblem } from '../../../lib/imageNames.ts'
import { t } from '../../../lib/t.ts'
import {
  currentOf,
  historyOf,
  tagOf,
  tagsOf,
  type ImageStream,
  type StreamTag,
} from '../../../k8s/resources/imageStream.ts'
import { importModeOf, isInsecure, isScheduled, tagSource } from '../../../k8s/resources/imageStreamTag.ts'
import {
  aliasProblem,
  type AliasProblem,
  type WantedImportPolicy,
  type WantedSource,
} from '../../../k8s/resources/imageStreamTagEdit.ts'
import type { Problems } from '../../../ui/fields.tsx'

/** Where a tag gets its image from, as a form asks for it. */
export interface SourceForm extends WantedImportPolicy {
  origin: 'external' | 'stream'
  pullSpec: string
  reference: boolean
  project: string
  source: string
  sourceTag: string
  how: 'follow' | 'copy' | 'revision'
  digest: string
}

/** The stream that the form points to, as far as it could be read. */
export interface SourceStream {
  state: 'none' | 'loading' | 'ready' | 'missing' | 'failed'
  stream?: ImageStream
  /** Why it cannot be used. */
  message?: string
}

/** The form of a tag, or of one that is not there yet. */
export function sourceFormOf(stream: ImageStream, tag: StreamTag): SourceForm {
  const { namespace = '', name } = stream.metadata
  const form: SourceForm = {
    origin: 'external',
    pullSpec: '',
    scheduled: isScheduled(tag),
    insecure: isInsecure(tag),
    importMode: importModeOf(tag),
    reference: tag.spec?.reference === true,
    project: namespace,
    source: name,
    sourceTag: '',
    how: 'copy',
    digest: '',
  }
  const source = tagSource(stream, tag)
  switch (source.kind) {
    case 'imported':
      // What only the history says is a repository, and nobody asks for it any more.
      return source.spec ? { ...form, pullSpec: source.from } : form
    case 'reference':
      return { ...form, pullSpec: source.from }
    case 'follows':
      return { ...form, origin: 'stream', how: 'follow', sourceTag: source.tag }
    case 'copied':
      return {
        ...form,
        origin: 'stream',
        project: source.namespace,
        source: source.stream,
        sourceTag: source.tag,
      }
    case 'fixed': {
      const { digest } = source
      const own = source.namespace === namespace && source.stream === name
      const holder = own && tagsOf(stream).find((other) => historyOf(other).some(({ image }) => image === digest))
      return {
        ...form,
        origin: 'stream',
        how: 'revision',
        project: source.namespace,
        source: source.stream,
        sourceTag: holder ? holder.name : '',
        digest,
      }
    }
    default:
      return form
  }
}

/** Whether the form points to the stream that the tag is in: only there a tag can follow another one. */
export function isOwnStream(form: SourceForm, target: ImageStream): boolean {
  return form.project === target.metadata.namespace && form.source === target.metadata.name
}

/** How the image is taken: what the form asks for, as far as that is possible there. */
export function howOf(form: SourceForm, target: ImageStream): SourceForm['how'] {
  return form.how === 'follow' && !isOwnStream(form, target) ? 'copy' : form.how
}

/** The pull spec as the API wants it. */
export const cleanPullSpec = (text: string) => text.trim().replace(/^docker:\/\//, '')

/** What is wrong with the source of a tag in `target`, by field. */
export function sourceProblems(form: SourceForm, target: ImageStream, tag: string, from: SourceStream): Problems {
  if (form.origin === 'external') return { pullSpec: pullSpecProblem(form.pullSpec) }
  const problem = streamProblem(form, from)
  if (problem !== undefined) return { source: problem }
  if (form.sourceTag === '') return { sourceTag: t('Choose a tag.') }
  const how = howOf(form, target)
  if (how === 'follow') {
    const alias = aliasProblem(target, tag, form.sourceTag)
    return { sourceTag: alias && aliasText(alias, form.sourceTag) }
  }
  if (how === 'copy') {
    return { sourceTag: digestOf(form, from) ? undefined : t('{{tag}} has no image yet.', { tag: form.sourceTag }) }
  }
  const known = from.stream && tagOf(from.stream, form.sourceTag)
  const there = known && historyOf(known).some(({ image }) => image === form.digest)
  return { digest: form.digest && there ? undefined : t('Choose a revision.') }
}

function streamProblem({ project, source }: SourceForm, { state, message }: SourceStream): string | undefined {
  if (project === '') return t('Choose a project.')
  if (source === '') return t('Choose an image stream.')
  if (state === 'missing') return t('There is no image stream {{name}} in {{project}}.', { name: source, project })
  if (state === 'loading') return t('The image stream is still being read.')
  return message
}

/** Why a tag cannot follow another one, in a sentence. */
export function aliasText(problem: AliasProblem, target: string): string {
  if (problem.kind === 'self') return t('A tag cannot follow itself.')
  if (problem.kind === 'missing') return t('{{tag}} leads to no tag that has images of its own.', { tag: target })
  return t('{{chain}} follows this tag in turn: no tag of the circle would ever get an image.', {
    chain: problem.over.join(' → '),
  })
}

function digestOf(form: SourceForm, { stream }: SourceStream): string | undefined {
  const tag = stream && tagOf(stream, form.sourceTag)
  return (tag && currentOf(tag)?.image) || undefined
}

/** The source that the form asks for. Undefined while it is not complete. */
export function wantedSource(
  form: SourceForm,
  target: ImageStream,
  tag: string,
  from: SourceStream,
): WantedSource | undefined {
  if (Object.values(sourceProblems(form, target, tag, from)).some((problem) => problem !== undefined)) return undefined
  if (form.origin === 'external') {
    const { scheduled, insecure, importMode, reference } = form
    return { kind: 'external', pullSpec: cleanPullSpec(form.pullSpec), scheduled, insecure, importMode, reference }
  }
  const how = howOf(form, target)
  if (how === 'follow') return { kind: 'alias', tag: form.sourceTag }
  const digest = how === 'copy' ? digestOf(form, from) : form.digest
  return digest ? { kind: 'image', namespace: form.project, stream: form.source, digest } : undefined
}
