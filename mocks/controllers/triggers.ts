import { STREAMS } from '../kinds/imageTypes.ts'
import { buildConfigs } from './builds.ts'
import type { Controlled, Queue } from './controllers.ts'
import { rollouts } from './rollouts.ts'
import { follows, imagesFor, type Follower } from './triggerSources.ts'

const followers = [...rollouts, buildConfigs]

/** Rolls workloads out and begins builds when a tag they follow has moved, a while later, as the trigger controllers do. */
export function controlTriggers({ store, now }: Controlled, queue: Queue): () => void {
  const look = ({ resource, follow }: Follower, namespace: string, name: string) => {
    const stored = store.get(resource, namespace, name)
    if (!stored) return
    const object = structuredClone(stored)
    if (!follow(object, imagesFor(store, namespace), { store, now: now() })) return
    object.metadata.generation = (object.metadata.generation ?? 0) + 1
    store.put(resource, object)
  }
  const add = (follower: Follower, namespace: string, name: string) =>
    queue.add(`${follower.resource} ${namespace}/${name}`, () => look(follower, namespace, name))
  const stops = followers.map((follower) =>
    store.subscribe(follower.resource, ({ type, object }) => {
      const { namespace = '', name } = object.metadata
      if (type !== 'DELETED' && follower.sources(object).length) add(follower, namespace, name)
    }),
  )
  stops.push(
    store.subscribe(STREAMS, ({ type, object: { metadata } }) => {
      if (type === 'DELETED') return
      for (const follower of followers)
        for (const object of store.list(follower.resource))
          if (follows(follower, object, metadata.namespace ?? '', metadata.name))
            add(follower, object.metadata.namespace ?? '', object.metadata.name)
    }),
  )
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}
