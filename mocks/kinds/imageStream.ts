import { imageStreamColumns } from './imagePrinters.ts'
import { imageStreamLayers } from './imageStreamLayers.ts'
import { requireStreamQuota } from './imageStreamQuota.ts'
import { imageStreamSecrets } from './imageStreamSecrets.ts'
import { completeStream } from './imageStreamSpec.ts'
import { imageStreamStatus } from './imageStreamStatus.ts'
import { decorateStream, decorationKey, located, prepareReplacement, settle } from './imageStreamStore.ts'
import { IMAGE_GROUP, type ImageStream } from './imageTypes.ts'
import type { KindRules } from './kind.ts'

/** Image streams: where tags come from, generations, names. */
export const imageStreams: KindRules<ImageStream> = {
  group: IMAGE_GROUP,
  plural: 'imagestreams',
  unconditionalUpdate: false,
  hasGeneration: true,
  defaults: completeStream,
  prepareCreate(stream, { store }) {
    stream.status = located({ ...stream, status: { dockerImageRepository: '' } }, store)
    for (const tag of stream.spec.tags ?? []) tag.generation = 1
  },
  prepareUpdate(stream, old, { store }) {
    const complete = structuredClone(old)
    completeStream(complete)
    stream.status = located({ ...stream, status: complete.status }, store)
    prepareReplacement(stream, complete)
  },
  validateCreate(stream, call) {
    const errors = settle(stream, undefined, call)
    if (!errors.length) requireStreamQuota(call, 'imagestreams', stream.metadata.name)
    return errors
  },
  validateUpdate(stream, old, call) {
    const complete = structuredClone(old)
    completeStream(complete)
    return settle(stream, complete, call)
  },
  decorate: decorateStream,
  decorationKey,
  fields: [
    { path: 'spec.dockerImageRepository', of: ({ spec }) => spec.dockerImageRepository ?? '' },
    { path: 'status.dockerImageRepository', of: ({ status }) => status.dockerImageRepository },
  ],
  columns: imageStreamColumns,
  subresources: { layers: imageStreamLayers, secrets: imageStreamSecrets, status: imageStreamStatus },
}
