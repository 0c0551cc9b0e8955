import { t } from '../../../lib/t.ts'
import type { TagImages } from '../../../k8s/resources/imageHolders.ts'
import type { ListedImage } from '../../../k8s/resources/imageInventory.ts'

/** An image as the table shows it; its size may also be from what was read of single images. */
export interface ImageTableRow extends ListedImage {
  read?: number
  /** Whether a workload or build that the user may list has it. */
  inUse?: boolean
}

/** What uses an image, in words. */
export function usedText({ use, inUse }: Pick<ImageTableRow, 'use' | 'inUse'>): string {
  switch (use) {
    case 'current':
      return inUse ? t('Tag, workloads') : t('Tag')
    case 'history':
      return inUse ? t('History, workloads') : t('History')
    default:
      return inUse ? t('Workloads') : t('Nothing')
  }
}

/** A tag as people name it. */
export const tagText = ({ namespace, stream, tag }: TagImages) => `${namespace}/${stream}:${tag}`
