import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { createLimiter } from '../../../lib/concurrency.ts'
import { ApiError } from '../../../k8s/ApiError.ts'
import { resourcePath } from '../../../k8s/path.ts'
import { getJson } from '../../../k8s/request.ts'
import {
  createdOf,
  distinctLayers,
  Image,
  ImageStreamImage,
  layersOf,
  manifestsOf,
  platformOf,
  platformsOf,
  sizeOf,
  sumOf,
  type ImageLayer,
} from '../../../k8s/resources/image.ts'

/**
 * An image by its digest, and the stream that holds it: users without the right to read images read it there. The stream is
 * empty when none is known.
 */
export interface ImageOfStream {
  namespace: string
  stream: string
  digest: string
}

/** What tables show of an image. Images never change, so that this is kept as long as the page lives. */
export interface ImageSummary {
  digest: string
  /** False when the stream still lists an image that was deleted. */
  found: boolean
  /** Compressed bytes; of a manifest list, all layers of all platforms, each once. */
  size?: number
  /** Some platforms of a manifest list were deleted: its size is at least this. */
  partial?: boolean
  layers: number
  platforms: string[]
  created?: string
  children?: ChildSummary[]
}

/** One platform of a manifest list. */
export interface ChildSummary {
  digest: string
  platform: string
  found: boolean
  size?: number
  layers: number
}

// Sizes of fifty rows must not take the connections that lists and watches need.
const limitReads = createLimiter(6)

const mayReadImages = new WeakMap<QueryClient, Promise<boolean>>()

/** One image, whole. Throws an ApiError 404 when it was deleted. */
export function imageQuery(image: ImageOfStream) {
  return queryOptions({
    // Without a stream the same read may be refused.
    queryKey: ['image', 'whole', image.digest, image.stream !== ''] as const,
    queryFn: ({ client, signal }) => readImage(client, image, signal),
    staleTime: Infinity,
  })
}

/**
 * Reads an image from images or, for who may not, from the stream that holds it. Whether they may is found out by the
 * first read and remembered.
 */
async function readImage(
  client: QueryClient,
  { namespace, stream, digest }: ImageOfStream,
  signal: AbortSignal,
): Promise<Image> {
  const known = mayReadImages.get(client)
  if (!known || !stream || (await known)) {
    const read = limitReads(() => getJson<Image>(resourcePath(Image, {}, digest), { signal }), signal)
    // While the first read is under way the others wait for what it finds out.
    if (!known)
      mayReadImages.set(
        client,
        read.then(yes, (error: unknown) => !isForbidden(error)),
      )
    try {
      return await read
    } catch (error) {
      if (isForbidden(error)) {
        mayReadImages.set(client, Promise.resolve(false))
        if (!stream) throw error
      } else {
        // A read that was given up or failed says nothing about rights: the next one finds out.
        if (!known && !isMissing(error)) mayReadImages.delete(client)
        throw error
      }
    }
  }
  const path = resourcePath(ImageStreamImage, { namespace }, `${stream}@${digest}`)
  const { image } = await limitReads(() => getJson<ImageStreamImage>(path, { signal }), signal)
  return image ?? { metadata: { name: digest } }
}

const yes = () => true
const isForbidden = (error: unknown) => error instanceof ApiError && error.code === 403
const isMissing = (error: unknown) => error instanceof ApiError && error.code === 404

/** Reads what tables show of one image, and of the images of its platforms. At most six images are read at a time. */
export async function readSummary(
  client: QueryClient,
  image: ImageOfStream,
  signal: AbortSignal,
): Promise<ImageSummary> {
  const read = await readIfThere(client, image, signal)
  if (!read) return { digest: image.digest, found: false, layers: 0, platforms: [] }
  const summary: ImageSummary = {
    digest: image.digest,
    found: true,
    layers: distinctLayers(layersOf(read)).length,
    platforms: platformsOf(read),
  }
  const size = sizeOf(read)
  if (size !== undefined) summary.size = size
  const created = createdOf(read)
  if (created) summary.created = created
  const manifests = manifestsOf(read)
  if (manifests.length === 0) return summary
  const children = await Promise.all(manifests.map(({ digest }) => readIfThere(client, { ...image, digest }, signal)))
  const layers = children.flatMap((child): readonly ImageLayer[] => (child ? layersOf(child) : []))
  summary.layers = distinctLayers(layers).length
  if (layers.length > 0) summary.size = sumOf(layers)
  if (children.some((child) => !child)) summary.partial = true
  summary.children = manifests.map((manifest, index): ChildSummary => {
    const child = children[index]
    const known = child && sizeOf(child)
    return {
      digest: manifest.digest,
      platform: platformOf(manifest),
      found: child !== undefined,
      ...(known !== undefined && { size: known }),
      layers: child ? distinctLayers(layersOf(child)).length : 0,
    }
  })
  return summary
}

async function readIfThere(client: QueryClient, image: ImageOfStream, signal: AbortSignal): Promise<Image | undefined> {
  try {
    return await readImage(client, image, signal)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
