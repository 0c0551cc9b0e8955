import { formatBytes } from '../../../lib/bytes.ts'
import { listed } from '../../../lib/prose.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import { imageWhys, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import type { PreviewPlan, PreviewReading } from './previewProtocol.ts'
import { imageWhyText, itemGoes, itemWhyText } from './previewWords.ts'

const imagesText = (count: number) => t('{{count}} images', { count })
const revisionsText = (count: number) => t('{{count}} revisions', { count })
const streamsText = (count: number) => t('{{count}} image streams', { count })

/** The answer in one sentence. */
export function planSentence({ plan, reading }: PlanOf, asPresent: boolean, references: number): string {
  const { totals, options } = plan
  const run = asPresent ? t('A run now') : t('A run with these settings')
  if (plan.stopped) {
    if (references === 0) return t('{{run}} would stop before it deletes anything.', { run })
    const unreadable = t('{{count}} references', { count: references })
    return t('{{run}} would stop before it deletes anything: {{unreadable}} cannot be read.', { run, unreadable })
  }
  const revisions = revisionsText(totals.streamItems)
  const streams = streamsText(totals.streams)
  if (totals.images + totals.streamItems === 0 && reading.imagesListed)
    return t('{{run}} would delete nothing.', { run })
  if (options.namespace !== undefined)
    return t('{{run}} would take {{revisions}} out of the history of {{streams}}, and delete no images.', {
      run,
      revisions,
      streams,
    })
  if (!reading.imagesListed)
    return t(
      '{{run}} would take {{revisions}} out of the history of {{streams}}. Which images it deletes is not known.',
      {
        run,
        revisions,
        streams,
      },
    )
  if (totals.images === 0)
    return t('{{run}} would take {{revisions}} out of the history of {{streams}}, and delete no images.', {
      run,
      revisions,
      streams,
    })
  const images = imagesText(totals.images)
  if (!options.pruneRegistry)
    return t('{{run}} would delete {{images}} and free nothing in the storage.', { run, images })
  return t('{{run}} would delete {{images}} and free {{bytes}}.', {
    run,
    images,
    bytes: formatBytes(totals.managedBytes),
  })
}

interface PlanOf {
  plan: PreviewPlan
  reading: Pick<PreviewReading, 'imagesListed'>
}

/** What the sentence leaves out: bytes that may be freed, bytes nobody knows, and why nothing is freed. */
export function planNotes({ plan, reading }: PlanOf): string[] {
  const { totals, options, stopped } = plan
  if (stopped) return []
  const notes: string[] = []
  if (options.namespace !== undefined)
    notes.push(
      t(
        'With a project chosen, a run goes through the history of its image streams only: images and their blobs stay.',
      ),
    )
  else if (!options.pruneRegistry)
    notes.push(
      t(
        'Without the registry only API objects are deleted: their blobs stay in the storage, and no later run finds them.',
      ),
    )
  else if (reading.imagesListed) {
    if (totals.externalBytes > 0)
      notes.push(
        t('Up to {{bytes}} more is freed, only if these images from outside were mirrored here.', {
          bytes: formatBytes(totals.externalBytes),
        }),
      )
    if (totals.unknownBlobs > 0)
      notes.push(
        t('The API does not know the size of {{count}} manifests and configurations that go too: a few KiB each.', {
          count: totals.unknownBlobs,
        }),
      )
  }
  return notes
}

/** One number of a plan. */
export interface PlanNumber {
  name: string
  value: string
}

/** All numbers of a plan, as the last line of the command has them, with what is freed. */
export function planNumbers({ plan, reading }: PlanOf): PlanNumber[] {
  const { totals, options } = plan
  const ofImages = reading.imagesListed && options.namespace === undefined
  // With a project no image goes, whoever looks.
  const none = reading.imagesListed || options.namespace !== undefined
  const otherwise = none ? formatNumber(0) : t('not known')
  const freedOtherwise = none ? formatBytes(0) : t('not known')
  const links = (count: number) => (reading.imagesListed ? formatNumber(count) : t('not known'))
  return [
    { name: t('Images'), value: ofImages ? formatNumber(totals.images) : otherwise },
    { name: t('Revisions'), value: formatNumber(totals.streamItems) },
    { name: t('Image streams'), value: formatNumber(totals.streams) },
    { name: t('Blobs'), value: ofImages ? formatNumber(totals.blobs) : otherwise },
    { name: t('Layer links'), value: links(totals.layerLinks) },
    { name: t('Manifest links'), value: links(totals.manifestLinks) },
    { name: t('Freed'), value: ofImages ? formatBytes(totals.managedBytes) : freedOtherwise },
    ...(ofImages && totals.externalBytes > 0
      ? [{ name: t('If mirrored here'), value: t('up to {{bytes}}', { bytes: formatBytes(totals.externalBytes) }) }]
      : []),
  ]
}

/** How a plan differs from another: "+312 images, +4.1 GiB". Undefined when it does not. */
export function totalsDifference(totals: PruneTotals, other: PruneTotals): string | undefined {
  const parts = [
    signed(totals.images - other.images, imagesText),
    signed(totals.streamItems - other.streamItems, revisionsText),
    signed(totals.managedBytes - other.managedBytes, formatBytes),
  ]
  const text = listed(parts.filter((part) => part !== undefined))
  return text === '' ? undefined : text
}

function signed(value: number, text: (size: number) => string): string | undefined {
  if (value === 0) return undefined
  return value > 0 ? `+${text(value)}` : `\u2212${text(-value)}`
}

/** Why nothing goes: the reasons that keep the most, in words. */
export function largestReasons({ itemCounts, imageCounts, options }: PreviewPlan): string[] {
  const items = itemWhys
    .filter((why) => !itemGoes(why) && itemCounts[why] > 0)
    .toSorted((a, b) => itemCounts[b] - itemCounts[a])
    .slice(0, 3)
    .map((why) => `${revisionsText(itemCounts[why])}: ${itemWhyText(why, options)}`)
  const images = imageWhys
    .filter((why) => why !== 'goes' && why !== 'held' && why !== 'not-considered' && imageCounts[why] > 0)
    .toSorted((a, b) => imageCounts[b] - imageCounts[a])
    .slice(0, 2)
    .map((why) => `${imagesText(imageCounts[why])}: ${imageWhyText(why, options)}`)
  return [...items, ...images]
}
