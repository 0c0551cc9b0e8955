import type { K8sObject } from '../../src/k8s/types.ts'
import { referenceFor } from '../kinds/imageOfTag.ts'
import { splitTagName } from '../kinds/imageReference.ts'
import { decorateStream, storedStream } from '../kinds/imageStreamStore.ts'
import { latestEvent } from '../kinds/imageTypes.ts'
import type { ResourceName, Store } from '../server/store.ts'

/** What a trigger follows. */
export interface From {
  kind?: string
  name?: string
  namespace?: string
  apiVersion?: string
}

/** The pull spec a trigger's tag stands for now; undefined while it has no image. */
export type ImageOf = (from: From) => string | undefined

/** A kind whose objects follow tags. */
export interface Follower {
  resource: ResourceName
  sources(object: K8sObject): (From | undefined)[]
  /** Gives an object what its tags stand for. Changes it, and answers whether it did. */
  follow(object: K8sObject, imageOf: ImageOf, context: { store: Store; now: Date }): boolean
}

/** Whether an object follows a tag of a stream. */
export const follows = (follower: Follower, object: K8sObject, namespace: string, stream: string): boolean =>
  follower
    .sources(object)
    .some(
      (from) =>
        (from?.namespace ?? object.metadata.namespace) === namespace && splitTagName(from?.name ?? '')?.[0] === stream,
    )

/** Looks tags up as an object of a namespace means them. */
export const imagesFor =
  (store: Store, own = ''): ImageOf =>
  ({ name = '', namespace = own }) => {
    const [streamName = '', tag = ''] = splitTagName(name) ?? []
    const stored = storedStream(store, namespace, streamName)
    const stream = stored && decorateStream(stored, store)
    const event = stream && latestEvent(stream, tag)
    return stream && event?.image ? referenceFor(stream, tag, event) : undefined
  }
