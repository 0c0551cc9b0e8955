import { imageWhys, itemWhys, type ImageWhy, type ItemWhy } from '../../../k8s/resources/pruneWhys.ts'
import type { PruneUser } from '../../../k8s/resources/pruneReferences.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { t } from '../../../lib/t.ts'
import { shortDuration } from './previewOptions.ts'

/** A reason for a revision in a few words. */
export function itemWhyLabel(why: ItemWhy): string {
  switch (why) {
    case 'stream-younger':
      return t('Young image stream')
    case 'younger':
      return t('Young')
    case 'used-tag':
      return t('In use by its tag')
    case 'image-gone':
      return t('Image is gone')
    case 'not-over-size':
      return t('Within the size limits')
    case 'revision':
      return t('Among the revisions kept')
    case 'used-digest':
      return t('In use by its digest')
    case 'beyond':
      return t('Nothing keeps it')
    case 'stream-unreadable':
      return t('Image stream left out')
    default:
      return t('Not looked at')
  }
}

/** Why a revision goes or stays with some options, in words. */
export function itemWhyText(why: ItemWhy, options: PruneOptions): string {
  const age = ageText(options)
  const revisions = options.keepTagRevisions ?? 0
  switch (why) {
    case 'stream-younger':
      return t('its image stream was created less than {{age}} ago', { age })
    case 'younger':
      return t('less than {{age}} old', { age })
    case 'used-tag':
      return t('current, and something uses the tag')
    case 'image-gone':
      return age ? t('its image is gone, and it is older than {{age}}', { age }) : t('its image is gone')
    case 'not-over-size':
      return t('larger than no limit of its project')
    case 'revision':
      return t('among the {{count}} revisions kept of each tag', { count: revisions })
    case 'used-digest':
      return t('something uses it by its digest')
    case 'beyond':
      if (options.overSizeLimit) return t('larger than a limit of its project, and nothing uses it')
      if (revisions === 0) return t('older than {{age}}, and nothing uses it', { age })
      return t('older than {{age}}, beyond revision {{revisions}}, and nothing uses it', { age, revisions })
    case 'stream-unreadable':
      return t('an image of its stream cannot be judged, so the run leaves the stream out')
    default:
      return options.namespace === undefined ? t('the run stops before it looks at anything') : t('in another project')
  }
}

/** A reason for an image in a few words. */
export function imageWhyLabel(why: ImageWhy): string {
  switch (why) {
    case 'held':
      return t('A revision that stays has it')
    case 'child-of-held':
      return t('Platform of an image that stays')
    case 'not-managed':
      return t('Not pushed here')
    case 'younger':
      return t('Young')
    case 'goes':
      return t('Nothing keeps it')
    default:
      return t('Not looked at')
  }
}

/** Why an image goes or stays with some options, in words. */
export function imageWhyText(why: ImageWhy, options: PruneOptions): string {
  const age = ageText(options)
  switch (why) {
    case 'held':
      return t('a revision that stays has it')
    case 'child-of-held':
      return t('a platform of a manifest list that stays')
    case 'not-managed':
      return t('not pushed here, and only images that were pushed here go')
    case 'younger':
      return t('less than {{age}} old', { age })
    case 'goes':
      return age
        ? t('no revision that stays has it, and it is older than {{age}}', { age })
        : t('no revision that stays has it')
    default:
      return options.namespace === undefined
        ? t('the run stops before it looks at anything')
        : t('with a project chosen, a run deletes no images')
  }
}

/** What would make a revision with this reason go sooner; undefined where nothing sensible does. */
export function itemAdvice(why: ItemWhy): string | undefined {
  switch (why) {
    case 'stream-younger':
    case 'younger':
      return t('A shorter age. What is being pushed while a run is on is protected by nothing else.')
    case 'used-tag':
      return t(
        'Pods, builds or other workloads name this tag. Delete those that are not needed: not running does not help.',
      )
    case 'used-digest':
      return t('Workloads name this digest. Old replica sets and finished jobs count even with no pods: delete them.')
    case 'not-over-size':
      return t('A smaller limit for images in the limit range of the project.')
    case 'revision':
      return t('Fewer revisions to keep.')
    case 'stream-unreadable':
      return t('Mend or delete the images of the stream whose layers the cluster cannot tell.')
    case 'not-considered':
      return t('A run over all projects.')
    default:
      return undefined
  }
}

/** What would make an image with this reason go sooner. */
export function imageAdvice(why: ImageWhy): string | undefined {
  switch (why) {
    case 'held':
      return t('Its revisions have to go first: their reasons are above. Deleting the tag does it too.')
    case 'child-of-held':
      return t('It goes with the manifest list that it belongs to.')
    case 'not-managed':
      return t('Images from outside too. They take room here only where they were mirrored.')
    case 'younger':
      return t('A shorter age.')
    case 'not-considered':
      return t('A run over all projects.')
    default:
      return undefined
  }
}

/** The reasons whose bits are set, in the order in which they decide. */
export function whysIn(bits: number): ItemWhy[] {
  return itemWhys.filter((_, code) => (bits & (1 << code)) !== 0)
}

/** Whether revisions with this reason go. */
export function itemGoes(why: ItemWhy): boolean {
  return why === 'image-gone' || why === 'beyond'
}

/** The reason for an image by its code. */
export function imageWhyOf(code: number | undefined): ImageWhy {
  return imageWhys[code ?? -1] ?? 'not-considered'
}

/** A workload that uses an image, as people name it: "Deployment shop/web, container app". */
export function userText({ kind, namespace, name, container, init }: PruneUser): string {
  const object = `${kind} ${namespace}/${name}`
  if (container === undefined) return object
  return init
    ? t('{{object}}, init container {{container}}', { object, container })
    : t('{{object}}, container {{container}}', { object, container })
}

function ageText({ keepYoungerThan }: PruneOptions): string {
  if (keepYoungerThan === undefined) return ''
  // Fractions of a second are no part of an age of hours.
  const second = 1_000_000_000n
  return shortDuration(
    keepYoungerThan < 3600n * second ? keepYoungerThan : keepYoungerThan - (keepYoungerThan % second),
  )
}
