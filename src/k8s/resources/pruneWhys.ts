/** What decides about a revision, by its code. Those of image-gone and beyond go, all others stay. */
export const itemWhys = [
  'stream-younger',
  'younger',
  'used-tag',
  'image-gone',
  'not-over-size',
  'revision',
  'used-digest',
  'beyond',
  /** The blobs of an image of the stream cannot be told: oc leaves out the stream. */
  'stream-unreadable',
  /** Another project, or the run is stopped. */
  'not-considered',
] as const
export type ItemWhy = (typeof itemWhys)[number]

/** What decides about an image, by its code. */
export const imageWhys = ['held', 'child-of-held', 'not-managed', 'younger', 'goes', 'not-considered'] as const
export type ImageWhy = (typeof imageWhys)[number]

/** The code of a revision's reason. */
export function itemCode(why: ItemWhy): number {
  return itemWhys.indexOf(why)
}

/** The code of an image's reason. */
export function imageCode(why: ImageWhy): number {
  return imageWhys.indexOf(why)
}

const [gone, beyond] = [itemCode('image-gone'), itemCode('beyond')]

/** Whether a revision goes, by the code of its reason. */
export function itemGoes(code: number | undefined): boolean {
  return code === beyond || code === gone
}
