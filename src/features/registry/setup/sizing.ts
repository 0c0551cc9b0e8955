/** What the registry is expected to hold. Sizes in bytes, shares from 0 to 1. */
export interface Expected {
  /** Applications, each an image that is built again and again. */
  images: number
  /** How many versions of each stay. */
  versions: number
  averageBytes: number
  /** How much of a version is layers that the version before has, too: stored once. */
  shared: number
  /** How many images come anew in a month. */
  newPerMonth: number
  months: number
}

export interface Sizing {
  /** What is stored at the beginning and at the end. */
  now: number
  later: number
  /** With room for uploads, and for what waits until it is pruned. */
  recommended: number
}

const gib = 2 ** 30
/** How much more than what is stored. */
const headroom = 0.3
/** What the registry is recommended to have at least (OpenShift's documentation; also the size of the operator's own claim). */
export const leastBytes = 100 * gib

/** How large the storage should be: the first version of each image as a whole, of each later one what it does not share. */
export function sizeFor({ images, versions, averageBytes, shared, newPerMonth, months }: Expected): Sizing {
  const perImage = versions < 1 ? 0 : averageBytes * (1 + (versions - 1) * (1 - shared))
  const now = images * perImage
  const later = (images + newPerMonth * months) * perImage
  const wanted = later * (1 + headroom)
  // In steps that people order storage in.
  return { now, later, recommended: Math.max(leastBytes, Math.ceil(wanted / (10 * gib)) * 10 * gib) }
}
