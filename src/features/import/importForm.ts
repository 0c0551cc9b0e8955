import { formatImageReference, parseImageReference } from '../../lib/imageReference.ts'
import { pullSpecProblem, streamNameProblem, tagNameProblem } from '../../lib/imageNames.ts'
import { t } from '../../lib/t.ts'
import type { ImportResult, TagPolicies, WantedImages } from '../../k8s/resources/imageStreamImport.ts'
import type { Problems } from '../../ui/fields.tsx'

export type Scope = 'image' | 'repository'
export type ImportMode = 'Legacy' | 'PreserveOriginal'
export type ReferencePolicyType = 'Source' | 'Local'

/** What a person has typed and chosen. What is undefined follows from the source. */
export interface ImportForm {
  pullSpec: string
  scope: Scope
  project: string
  insecure: boolean
  name: string | undefined
  /** Tags of the stream for one image, separated by commas. */
  tags: string | undefined
  /** Tags of the repository; without a choice all that were found. */
  chosen: ReadonlySet<string> | undefined
  scheduled: boolean
  importMode: ImportMode
  referencePolicy: ReferencePolicyType
}

/** What a source has. */
export interface Check {
  results: readonly ImportResult[]
  /** Tags of the repository beyond the most that one import takes: nobody looked at them. */
  additionalTags: readonly string[]
}

/** What is looked at. Two that are the same need one look. */
export interface CheckRequest {
  project: string
  source: string
  scope: Scope
  insecure: boolean
}

/** The form as an address fills it in: `?project=`, `?stream=`, `?from=`. */
export function formFrom(params: URLSearchParams): ImportForm {
  return {
    pullSpec: params.get('from') ?? '',
    scope: 'image',
    project: params.get('project') ?? '',
    insecure: false,
    name: params.get('stream') ?? undefined,
    tags: undefined,
    chosen: undefined,
    scheduled: false,
    importMode: 'Legacy',
    referencePolicy: 'Source',
  }
}

/** The pull spec as it is sent. */
export function sourceOf({ pullSpec }: Pick<ImportForm, 'pullSpec'>): string {
  const reference = parseImageReference(pullSpec)
  return reference ? formatImageReference(reference) : pullSpec.trim()
}

/** The name of the stream: as typed, or the last part of the source's path. */
export function nameOf({ name, pullSpec }: Pick<ImportForm, 'name' | 'pullSpec'>): string {
  if (name !== undefined) return name.trim()
  return (
    parseImageReference(pullSpec)
      ?.repository.split('/')
      .at(-1)
      ?.replace(/_{2,}|-{2,}/g, '-') ?? ''
  )
}

/** The text of the tag field: as typed, or the tag of the source. */
export function tagsText({ tags, pullSpec }: Pick<ImportForm, 'tags' | 'pullSpec'>): string {
  return tags ?? parseImageReference(pullSpec)?.tag ?? 'latest'
}

/** The tags that one image goes to. */
export function tagsOfImage(form: Pick<ImportForm, 'tags' | 'pullSpec'>): string[] {
  const tags = tagsText(form).split(/[\s,]+/)
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

/** What a form asks to be looked at. */
export function requestOf(form: ImportForm): CheckRequest {
  const { project, scope, insecure } = form
  return { project, source: sourceOf(form), scope, insecure }
}

/** Whether a look at the source is still about what the form says. */
export function isAbout({ project, source, scope, insecure }: CheckRequest, form: ImportForm): boolean {
  const now = requestOf(form)
  return project === now.project && source === now.source && scope === now.scope && insecure === now.insecure
}

/** What is wrong with the source, by field. */
export function sourceProblems(form: ImportForm): Problems {
  return {
    pullSpec: pullSpecProblem(form.pullSpec) ?? repositoryProblem(form),
    project: form.project === '' ? t('Choose a project.') : undefined,
  }
}

function repositoryProblem({ pullSpec, scope }: ImportForm): string | undefined {
  const { tag, digest } = parseImageReference(pullSpec) ?? {}
  if (scope === 'image') return undefined
  if (digest !== undefined) return t('A repository has no digest: take “{{digest}}” away.', { digest: `@${digest}` })
  if (tag !== undefined) return t('A repository has no tag: take “{{tag}}” away.', { tag: `:${tag}` })
  return undefined
}

/** What is wrong with where the images go, by field. */
export function targetProblems(form: ImportForm, check: Check): Problems {
  const name = streamNameProblem(form.project, nameOf(form))
  if (form.scope === 'repository') {
    return { name, chosen: chosenOf(form, check).size === 0 ? t('Choose at least one tag.') : undefined }
  }
  const tags = tagsOfImage(form)
  const wrong = tags.find((tag) => tagNameProblem(tag) !== undefined)
  if (wrong === undefined) return { name, tags: tags.length === 0 ? tagNameProblem('') : undefined }
  const problem = tagNameProblem(wrong)
  return { name, tags: tags.length > 1 ? `${wrong}: ${problem}` : problem }
}

/** The chosen tags of a repository. */
export function chosenOf({ chosen }: Pick<ImportForm, 'chosen'>, check: Check): ReadonlySet<string> {
  return chosen ?? new Set(check.results.filter(({ ok }) => ok).map(({ tag }) => tag))
}

/** The policies that every tag of the import gets. Nothing is sent that is not wanted, as `oc` does. */
export function policiesOf(
  form: Pick<ImportForm, 'insecure' | 'scheduled' | 'importMode' | 'referencePolicy'>,
): TagPolicies {
  return {
    importPolicy: {
      ...(form.insecure && { insecure: true }),
      ...(form.scheduled && { scheduled: true }),
      importMode: form.importMode,
    },
    referencePolicy: { type: form.referencePolicy },
  }
}

/** What is to be imported. A repository as such when all tags are wanted that the API server takes at once. */
export function wantedOf(form: ImportForm, check: Check): WantedImages {
  const policies = policiesOf(form)
  const source = sourceOf(form)
  if (form.scope === 'image') return { tags: tagsOfImage(form).map((tag) => ({ tag, from: source, ...policies })) }
  const chosen = chosenOf(form, check)
  const isWhole = chosen.size === check.results.length && check.results.every(({ tag }) => chosen.has(tag))
  if (isWhole) return { repository: source, policies }
  const known = [...check.results.map(({ tag }) => tag), ...check.additionalTags]
  const tags = known.filter((tag) => chosen.has(tag))
  return { tags: tags.map((tag) => ({ tag, from: `${source}:${tag}`, ...policies })) }
}

/** The tags of the stream that an import will write. */
export function wantedTagNames(form: ImportForm, check: Check): string[] {
  return form.scope === 'image' ? tagsOfImage(form) : [...chosenOf(form, check)]
}
