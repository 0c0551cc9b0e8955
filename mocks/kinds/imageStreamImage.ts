import { badRequest, notFound } from '../server/status.ts'
import { shownImage } from './imageOfTag.ts'
import { imageStreamImageColumns, type ImageStreamImage } from './imagePrinters.ts'
import { digestMatches, splitImageName } from './imageReference.ts'
import { layersOf } from './imageStreamLayers.ts'
import { decorateStream, storedStream } from './imageStreamStore.ts'
import { IMAGE_GROUP } from './imageTypes.ts'
import type { KindRules } from './kind.ts'

/** Images as a project sees them: by stream and digest, children of manifest lists included. */
export const imageStreamImages: KindRules<ImageStreamImage> = {
  group: IMAGE_GROUP,
  plural: 'imagestreamimages',
  columns: imageStreamImageColumns,
  virtual: {
    get({ store, namespace, name = '' }) {
      const parts = splitImageName(name)
      if (!parts) throw badRequest('ImageStreamImages must be retrieved with <name>@<id>')
      const [streamName, id] = parts
      const stream = storedStream(store, namespace, streamName)
      if (!stream) throw notFound(IMAGE_GROUP, 'imagestreams', streamName)
      const digest = Object.keys(layersOf(decorateStream(stream, store), store).images).find((known) =>
        digestMatches(known, id),
      )
      if (!digest) throw notFound(IMAGE_GROUP, 'imagestreamimage', name)
      const image = shownImage(store, digest)
      if (!image) throw notFound(IMAGE_GROUP, 'images', digest)
      const { annotations } = stream.metadata
      const created = image.metadata.creationTimestamp ?? null
      const shown: ImageStreamImage = {
        metadata: {
          name,
          ...(namespace && { namespace }),
          creationTimestamp: created,
          ...(annotations && { annotations }),
        },
        image,
      }
      return shown
    },
  },
}
