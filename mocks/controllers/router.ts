import { timestamp } from '../kinds/imageTypes.ts'
import { APPS, ROUTES, type Route } from '../kinds/route.ts'
import { equal } from '../server/patch.ts'
import type { Controlled, Queue } from './controllers.ts'

/** The default router: admits routes by host, the oldest one of each. */
export function controlRouter({ store, api, now }: Controlled, queue: Queue): () => void {
  const age = ({ metadata }: Route) => `${metadata.creationTimestamp ?? ''} ${metadata.uid ?? ''}`

  function admit(namespace: string, name: string): void {
    const route: Route | undefined = store.get(ROUTES, namespace, name)
    if (!route) return
    const host = route.spec?.host ?? ''
    const older = (store.list(ROUTES) as readonly Route[]).find(
      (other) =>
        other.spec?.host === host &&
        other.spec.path === route.spec?.path &&
        other.metadata.uid !== route.metadata.uid &&
        age(other) < age(route),
    )
    const said = older
      ? {
          status: 'False',
          reason: 'HostAlreadyClaimed',
          message:
            older.metadata.namespace === namespace
              ? `route ${older.metadata.name} already exposes ${host} and is older`
              : `a route in another namespace holds ${host} and is older than ${name}`,
        }
      : { status: 'True' }
    const [before] = route.status?.ingress ?? []
    const [old] = before?.conditions ?? []
    const { lastTransitionTime = timestamp(now()), ...rest } = old ?? {}
    if (before?.host === host && equal(rest, { type: 'Admitted', ...said })) return
    const condition = {
      type: 'Admitted',
      ...said,
      lastTransitionTime: old?.status === said.status ? lastTransitionTime : timestamp(now()),
    }
    const ingress = {
      host,
      routerName: 'default',
      conditions: [condition],
      wildcardPolicy: 'None',
      routerCanonicalHostname: `router-default.${APPS}`,
    }
    api.update<Route>(ROUTES, { ...route, status: { ingress: [ingress] } }, 'status')
  }

  const stop = store.subscribe(ROUTES, ({ type, object }) => {
    const host = (object as Route).spec?.host
    const touched = type === 'DELETED' ? [] : [object]
    // Who waits for the same name gets its turn.
    const others = (store.list(ROUTES) as readonly Route[]).filter(
      ({ spec }) => type === 'DELETED' && spec?.host === host,
    )
    for (const { metadata } of [...touched, ...others])
      queue.add(`${metadata.namespace ?? ''}/${metadata.name}`, () => admit(metadata.namespace ?? '', metadata.name))
  })
  return () => {
    stop()
    queue.stop()
  }
}
