import type { K8sObject } from '../../src/k8s/types.ts'
import { INTERNAL_HOST } from '../controllers/registryTemplate.ts'
import { maximumOf } from '../kinds/imageLimits.ts'
import { IMAGES, STREAMS, specTagOf, type Image, type ImageStream, type TagEvent } from '../kinds/imageTypes.ts'
import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig } from '../kinds/operator.ts'
import { hexOf } from '../seed/digests.ts'
import type { Access } from '../server/access.ts'
import type { Store } from '../server/store.ts'
import { userOf } from './clients.ts'
import type { Pushed } from './sequences.ts'

export interface Repository {
  namespace: string
  name: string
  /** Its tags, with the image that each has now. */
  tags: { tag: string; image: Pushed }[]
  /** Where its images come from, if the registry fetches them. */
  upstream?: string | undefined
  /** How many images a stream may have at most. */
  limit?: string | undefined
}

/** A push that the history of a tag tells of. */
export interface PastPush {
  /** Milliseconds. */
  at: number
  image: Pushed
  tags: string[]
  user: string
}

/** What the registry of a cluster is asked for, and by whom. */
export interface World {
  repositories: readonly Repository[]
  pushes: readonly PastPush[]
  /** Whether clients are sent to the object storage for blobs. */
  redirects: boolean
  /** The registry's host from outside. */
  route: string | undefined
  mayUse(user: string, namespace: string, action: 'pull' | 'push'): boolean
}

const MOST = 80
const MiB = 2 ** 20

/** Reads a cluster as its registry sees it. Pushes are those between two times. */
export function worldOf(store: Store, access: Access, { from, to }: { from: number; to: number }): World {
  const mayUse: World['mayUse'] = (user, namespace, action) => {
    // What every project lets its own service accounts do.
    if (user.startsWith(`system:serviceaccount:${namespace}:`)) return true
    const attributes = { group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers', namespace }
    return access.decide(userOf(user), { ...attributes, verb: action === 'pull' ? 'get' : 'update' }).allowed
  }
  const repositories: Repository[] = []
  const pushes: PastPush[] = []
  for (const object of store.list(STREAMS)) {
    // Image streams in the store have the shape of their kind, but for odd ones without a spec or a status.
    const stream = { ...object, spec: {}, status: {}, ...object } as ImageStream
    const { namespace = '', name } = stream.metadata
    const path = `${namespace}/${name}`
    const own = `${INTERNAL_HOST}/${path}@`
    const tags: Repository['tags'] = []
    let upstream: string | undefined
    for (const { tag, items } of stream.status.tags ?? []) {
      const [now] = items ?? []
      const spec = specTagOf(stream, tag)
      const image = now && pushedOf(store, path, now)
      if (image && repositories.length < MOST) tags.push({ tag, image })
      if (spec?.from?.kind === 'DockerImage' && spec.referencePolicy.type === 'Local')
        upstream = spec.from.name.replace(/[:@][^/]*$/, '')
      for (const item of items ?? []) {
        const at = Date.parse(item.created ?? '')
        if (!(at > from && at <= to) || !item.dockerImageReference.startsWith(own)) continue
        if (spec?.from && (spec.generation ?? 0) >= item.generation) continue
        // One push may go to several tags.
        const same = pushes.find(
          (push) => push.at === at && push.image.digest === item.image && push.image.repository === path,
        )
        if (same) same.tags.push(tag)
        else {
          const pushed = pushedOf(store, path, item)
          if (pushed) pushes.push({ at, image: pushed, tags: [tag], user: pusher(namespace, item.image, mayUse) })
        }
      }
    }
    if (tags.length) {
      const limit = maximumOf(store, namespace, 'openshift.io/ImageStream', 'openshift.io/images')
      repositories.push({ namespace, name, tags, upstream, limit })
    }
  }
  const config: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
  const { storage, disableRedirect } = config?.spec ?? {}
  const redirects = Boolean(storage?.s3) && !disableRedirect
  return { repositories, pushes, redirects, route: routeOf(store), mayUse }
}

const PEOPLE = ['dev', 'admin']

/** Who has pushed an image: somebody who may, or a build of the project. */
function pusher(namespace: string, digest: string, mayUse: World['mayUse']): string {
  const able = PEOPLE.filter((user) => mayUse(user, namespace, 'push'))
  const all = [...able.slice(0, 1), `system:serviceaccount:${namespace}:builder`]
  return all[Number.parseInt(hexOf(digest, 4), 16) % all.length] ?? ''
}

function pushedOf(store: Store, repository: string, { image: digest }: TagEvent): Pushed | undefined {
  const object = store.get(IMAGES, undefined, digest)
  if (!object) return undefined
  const { dockerImageLayers = [], dockerImageMetadata, dockerImageManifestMediaType }: Image = object
  const id = dockerImageMetadata?.['Id']
  const layers = dockerImageLayers.map(({ name, size }) => ({ digest: name, size }))
  const config = typeof id === 'string' && id.startsWith('sha256:') ? [{ digest: id, size: 7023 }] : []
  return {
    repository,
    digest,
    mediaType: dockerImageManifestMediaType ?? 'application/vnd.docker.distribution.manifest.v2+json',
    blobs: [...layers, ...config],
  }
}

/** How the cluster refuses another image of a stream that has as many as it may. */
export const limitWords = (name: string, limit: string) =>
  `imagestreammappings.image.openshift.io "${name}" is forbidden: requested usage of openshift.io/images exceeds the maximum limit per openshift.io/ImageStream (${Number(limit) + 1} > ${limit})`

/** An image nobody has described: two layers and a config. */
export const someImage = (repository: string, content: string, size = 12 * MiB): Pushed => ({
  repository,
  digest: `sha256:${hexOf(content, 64)}`,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  blobs: [
    { digest: `sha256:${hexOf(`${content} layer`, 64)}`, size },
    { digest: `sha256:${hexOf(`${content} config`, 64)}`, size: 7023 },
  ],
})

function routeOf(store: Store): string | undefined {
  const route: (K8sObject & { spec?: { host?: string } }) | undefined = store.list(
    'route.openshift.io/routes',
    REGISTRY_NAMESPACE,
  )[0]
  return route?.spec?.host
}
