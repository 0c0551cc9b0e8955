import { pullSpecProblem, tagNameProblem } from '../../../lib/imageNames.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { historyOf, tagOf } from '../../../k8s/resources/imageStream.ts'
import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import { followedTag, tagSource } from '../../../k8s/resources/imageStreamTag.ts'
import type { ObjectProblem } from '../../../ui/yaml/yamlObject.ts'

type Path = (string | number)[]

/** What the API server takes in an image stream but nobody can use, and what it refuses. The text may hold anything: it is checked here. */
export function imageStreamProblems(edited: object, origin?: ImageStream): ObjectProblem[] {
  const stream: ImageStream = { metadata: { name: '' }, ...origin, ...edited }
  const tags = tagsIn(edited)
  const known = {
    ...stream,
    status: origin?.status ?? null,
    spec: { ...stream.spec, tags: tags.map(({ tag }) => tag) },
  }
  const seen = new Set<string>()
  return tags.flatMap(({ tag, path }) => {
    const problems = tagProblems(known, tag, path)
    if (seen.has(tag.name)) {
      const message = t('There are two entries for the tag {{tag}}', { tag: tag.name })
      problems.push({ path: [...path, 'name'], severity: 'error', message })
    }
    seen.add(tag.name)
    return problems
  })
}

/** What is wrong with the entry of one tag, at a path. */
export function tagProblems(stream: ImageStream, tag: TagReference, path: Path): ObjectProblem[] {
  const problems: ObjectProblem[] = []
  const name = tagNameProblem(tag.name)
  if (name !== undefined) problems.push({ path: [...path, 'name'], severity: 'error', message: name })
  const { from, importPolicy, generation } = tag
  if (from?.kind === 'DockerImage' && typeof from.name === 'string') {
    const message = pullSpecProblem(from.name)
    if (message !== undefined) problems.push({ path: [...path, 'from', 'name'], severity: 'error', message })
  }
  if (importPolicy?.scheduled && from?.kind !== undefined && from.kind !== 'DockerImage') {
    const message = t('Only images of other registries can be imported on a schedule')
    problems.push({ path: [...path, 'importPolicy', 'scheduled'], severity: 'error', message })
  }
  const before = tagOf(stream, tag.name)
  const source = tagSource(stream, { name: tag.name, spec: tag, ...(before?.status && { status: before.status }) })
  if (source.kind === 'follows') {
    const at: Path = [...path, 'from', 'name']
    if (!tagOf(stream, source.tag)) {
      const message = t('There is no tag {{tag}} to follow', { tag: source.tag })
      problems.push({ path: at, severity: 'warning', message })
    } else if (!followedTag(stream, { name: tag.name, spec: tag })) {
      const message = t('Following {{tag}} leads round in a circle or nowhere: no tag in it gets an image', {
        tag: source.tag,
      })
      problems.push({ path: at, severity: 'warning', message })
    }
  }
  if (generation === 0) {
    const message = t('Generation 0 has the server import the tag again when this is saved')
    problems.push({ path: [...path, 'generation'], severity: 'warning', message })
  }
  return problems
}

/** What saving a stream brings with it that nobody sees in the text. */
export function imageStreamConsequences(edited: object, origin: ImageStream): string[] {
  const kept = new Set(tagsIn(edited).map(({ tag }) => tag.name))
  const removed = (origin.spec?.tags ?? []).filter(({ name }) => !kept.has(name))
  const pullable = removed.filter(({ name }) => historyOf(tagOf(origin, name) ?? { name }).length > 0)
  const lines = pullable.map(({ name }) =>
    t(
      'The tag {{tag}} stays: its images and its history are in the status, and it can still be pulled. Only its source and its policies go. To remove all of it, delete the tag.',
      { tag: name },
    ),
  )
  const moved = movedTags(edited, origin)
  if (moved.length > 0) {
    lines.push(t('These tags get another source: {{tags}}. What runs on them may roll out.', { tags: listed(moved) }))
  }
  return lines
}

/** The tags that get another source. */
export function movedTags(edited: object, origin: ImageStream): string[] {
  return tagsIn(edited).flatMap(({ tag }) => {
    const before = origin.spec?.tags?.find(({ name }) => name === tag.name)
    const same = before?.from?.name === tag.from?.name && before?.from?.kind === tag.from?.kind
    return before?.from && !same && tag.from?.kind ? [tag.name] : []
  })
}

/** The tags of a spec that somebody typed, those that are objects with a name. */
function tagsIn(edited: object): { tag: TagReference; path: Path }[] {
  const spec: unknown = Reflect.get(edited, 'spec')
  const tags: unknown = isFields(spec) ? Reflect.get(spec, 'tags') : undefined
  if (!Array.isArray(tags)) return []
  return tags.flatMap((entry: unknown, index) =>
    // Its other fields are checked where they are used, or by the schema.
    isFields(entry) && 'name' in entry && typeof entry.name === 'string'
      ? [{ tag: sane(entry as TagReference), path: ['spec', 'tags', index] }]
      : [],
  )
}

/** A tag whose parts are objects, so that they can be looked into. */
function sane(tag: TagReference): TagReference {
  return {
    ...tag,
    from: isFields(tag.from) ? tag.from : null,
    importPolicy: isFields(tag.importPolicy) ? tag.importPolicy : null,
  }
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
