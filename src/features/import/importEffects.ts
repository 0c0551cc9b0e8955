import { currentOf, tagOf, type ImageStream } from '../../k8s/resources/imageStream.ts'
import type { ImportResult } from '../../k8s/resources/imageStreamImport.ts'
import {
  isPushedOver,
  isScheduled,
  referencePolicyOf,
  tagSource,
  type TagSource,
} from '../../k8s/resources/imageStreamTag.ts'
import { sourceOf, wantedTagNames, type Check, type ImportForm, type ReferencePolicyType } from './importForm.ts'

/** What an import does to one tag of the stream. */
export interface TagEffect {
  tag: string
  /** `moves`: it gets another image. `same`: it has that image already. */
  kind: 'new' | 'moves' | 'same'
  before?: string
  after?: string
  /** Where it came from until now, when that changes. */
  formerSource?: TagSource
  /** It was imported again and again, and no longer is. */
  scheduleLost?: boolean
  /** An import does not change the reference policy of a tag that has one. */
  keepsPolicy?: ReferencePolicyType
}

/** What an import does to each tag it writes. Without a stream all of them are new. */
export function effectsOf(form: ImportForm, check: Check, stream: ImageStream | undefined): TagEffect[] {
  const results = new Map(check.results.map((result) => [result.tag, result]))
  return wantedTagNames(form, check).map((name) => {
    const isRepository = form.scope === 'repository'
    const found = isRepository ? results.get(name) : check.results[0]
    const from = isRepository ? `${sourceOf(form)}:${name}` : sourceOf(form)
    return effectOn(name, from, found, form, stream)
  })
}

function effectOn(
  name: string,
  from: string,
  found: ImportResult | undefined,
  form: ImportForm,
  stream: ImageStream | undefined,
): TagEffect {
  const tag = stream && tagOf(stream, name)
  const after = digestAfter(found, form)
  if (!tag) return { tag: name, kind: 'new', ...(after && { after }) }
  const before = currentOf(tag)?.image
  const effect: TagEffect = {
    tag: name,
    kind: before && digestsOf(found, form).includes(before) ? 'same' : 'moves',
    ...(before && { before }),
    ...(after && { after }),
  }
  const source = isPushedOver(stream, tag) ? ({ kind: 'pushed' } as const) : tagSource(stream, tag)
  if (source.kind !== 'none' && !(source.kind === 'imported' && source.spec && source.from === from))
    effect.formerSource = source
  if (isScheduled(tag) && !form.scheduled) effect.scheduleLost = true
  if (tag.spec?.referencePolicy?.type && referencePolicyOf(tag) !== form.referencePolicy)
    effect.keepsPolicy = referencePolicyOf(tag)
  return effect
}

/** The image that a tag will have; undefined when the cluster chooses one of several platforms. */
function digestAfter(found: ImportResult | undefined, form: ImportForm): string | undefined {
  const [only, ...others] = digestsOf(found, form)
  return others.length === 0 ? only : undefined
}

/** The images that a tag may have after the import: several when the cluster chooses a platform. */
export function digestsOf(
  found: ImportResult | undefined,
  { scope, importMode }: Pick<ImportForm, 'scope' | 'importMode'>,
): string[] {
  if (!found?.digest) return []
  // One image is looked at with all its platforms, a repository with the one that the cluster chooses.
  if (scope === 'repository') return importMode === 'Legacy' ? [found.digest] : []
  return importMode === 'Legacy' && found.manifests?.length
    ? found.manifests.map(({ metadata }) => metadata.name)
    : [found.digest]
}
