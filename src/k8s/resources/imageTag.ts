import type { K8sObject, ResourceType } from '../types.ts'
import type { Image } from './image.ts'
import type { TagEventCondition, TagEventList, TagReference } from './imageStream.ts'

/** A tag of a stream as an object of its own, computed from the stream: only of tags that have an image. */
export interface ImageStreamTag extends K8sObject {
  /** What the stream asks for; null for a tag that was only pushed. Its annotations are those of the metadata. */
  tag?: TagReference | null
  generation?: number | null
  lookupPolicy?: { local?: boolean }
  conditions?: TagEventCondition[] | null
  image?: Image | null
}

/** A tag of a stream with what is asked for and what is there: also of tags without an image. */
export interface ImageTag extends K8sObject {
  spec?: TagReference | null
  status?: TagEventList | null
  image?: Image | null
}

/** Tags named STREAM:TAG. They cannot be watched: their stream tells when they change, by its resourceVersion, which is theirs. */
export const ImageStreamTag: ResourceType<ImageStreamTag> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreamtags',
  kind: 'ImageStreamTag',
  namespaced: true,
  watchable: false,
}

/** Tags named STREAM:TAG, in the newer form. */
export const ImageTag: ResourceType<ImageTag> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagetags',
  kind: 'ImageTag',
  namespaced: true,
  watchable: false,
}
