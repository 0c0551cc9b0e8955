import { t } from '../../../lib/t.ts'
import type { TagImages } from '../../../k8s/resources/imageHolders.ts'
import type { ListedImage, TagUse } from '../../../k8s/resources/imageInventory.ts'

/** An image as the table shows it; its size may also be from what was read of single images. */
export interface ImageTableRow extends ListedImage {
  read?: number
}

/** Whether tags use an image, in words. */
export function usedText(use: TagUse): string {
  if (use === 'current') return t('By a tag')
  return use === 'history' ? t('In history only') : t('By no tag')
}

/** A tag as people name it. */
export const tagText = ({ namespace, stream, tag }: TagImages) => `${namespace}/${stream}:${tag}`
