import { base, withObjects, type Objects } from './base.ts'
import { digestFor, image, imageStream, internalRegistry, namespace, revision } from './builders.ts'
import { deployment, together } from './workloadBuilders.ts'

const hour = 60
const day = 24 * hour
const ubi = { name: 'ubi', MiB: 30 }

/**
 * A small cluster whose pruning can be counted by hand. `shop/web:latest` has five revisions of 11 to 15 MiB on a shared base:
 * three are kept, the fourth goes, a deployment uses the fifth by its digest. No tag has two images: one of 7 MiB from
 * outside, which goes, and a young one of 9 MiB that was pushed.
 */
export function prunable(now: Date = new Date(), more: Objects = {}) {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const ages = [2 * hour, 2 * day, 3 * day + hour, 4 * day, 5 * day]
  const web = ages.map((age, index) =>
    image({ repository: 'shop/web', seed: String(index), created: ago(age), layers: [ubi, 11 + index] }),
  )
  const outside = image({ repository: 'quay.io/acme/old', seed: 'old', created: ago(9 * day), layers: [7] })
  const young = image({ repository: 'shop/gone', seed: 'young', created: ago(30), layers: [9] })
  const digests = web.map(({ metadata }) => metadata.name)
  const state = withObjects(base(), {
    ...together([
      deployment({
        namespace: 'shop',
        name: 'web',
        created: ago(5 * day),
        containers: [{ name: 'app', image: `${internalRegistry}/shop/web@${digests[4]}` }],
      }),
      more,
    ]),
    namespaces: [namespace('shop', ago(20 * day)), namespace('bare', ago(20 * day))],
    imageStreams: [
      imageStream({
        namespace: 'shop',
        name: 'web',
        created: ago(10 * day),
        tags: { latest: { revisions: web.map((each, index) => revision(each, ago(ages[index] ?? 0))) } },
      }),
    ],
    images: [...web, outside, young],
  })
  return { state, digests, outside: digestFor('quay.io/acme/old', 'old'), young: digestFor('shop/gone', 'young'), ago }
}

/** A deployment whose image nobody can read. */
export function unreadable(created: string): Objects {
  return deployment({ namespace: 'shop', name: 'typo', created, containers: [{ name: 'app', image: 'shop/web::v1' }] })
}
