import type { K8sObject, ResourceType } from '../types.ts'

/** A push as the registry reports it. It can only be created; the answer is a Status. */
export interface ImageStreamMapping extends K8sObject {
  tag: string
  /** The image as the cluster knows it. */
  image: object
}

export const ImageStreamMapping: ResourceType<ImageStreamMapping> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreammappings',
  kind: 'ImageStreamMapping',
  namespaced: true,
  watchable: false,
}

/** A tag as an object of its own: only its DELETE is used, which takes the history too. All else is read from the stream. */
export const ImageStreamTag: ResourceType = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreamtags',
  kind: 'ImageStreamTag',
  namespaced: true,
  watchable: false,
}
