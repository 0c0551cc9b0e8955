import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { hexOf } from '../seed/digests.ts'
import type { Access } from '../server/access.ts'
import type { Logs } from '../server/logs.ts'
import type { Store } from '../server/store.ts'
import { clientOf } from './clients.ts'
import { registryPods } from './logSources.ts'
import { Random } from './random.ts'
import { RegistryWriter } from './registryWriter.ts'
import * as say from './sequences.ts'
import type { Failing } from './visits.ts'
import { limitWords, someImage, worldOf } from './world.ts'

/** What somebody asks of the registry, by `/__mock__/registry`. */
export interface RegistryVisit {
  /** `overLimit`: a push that the project has no room for; `unreachable`, `rateLimited`: a pull of what cannot be fetched from elsewhere. */
  do:
    | 'push'
    | 'overLimit'
    | 'pull'
    | 'unreachable'
    | 'rateLimited'
    | 'badToken'
    | 'expiredToken'
    | 'notFound'
    | 'ping'
    | 'exists'
  /** A user of the cluster or a service account; default: admin. */
  user?: string
  /** `namespace/name` */
  repository?: string
  reference?: string
  /** What is pushed or pulled; the digest stands for itself. */
  digest?: string
  blobs?: { digest: string; size: number }[]
  /** Denied or let in, whatever the cluster says. */
  allowed?: boolean
  /** Which pod answers; otherwise the one that the user's requests always go to. */
  pod?: string
}

export interface RegistryAnswer {
  /** What the last request was answered. */
  status: number
  pod?: string
}

interface FrontOptions {
  store: Store
  access: Access
  logs: Logs
  now(): Date
  failureNow(): Failing | undefined
}

const statuses: Partial<Record<RegistryVisit['do'], number>> = {
  notFound: 404,
  unreachable: 404,
  rateLimited: 404,
  overLimit: 403,
}

let visits = 0

/** Plays the registry for one visit: asks the cluster whether the user may, and writes what the registry logs of it. */
export function visitRegistry(
  { store, access, logs, now, failureNow }: FrontOptions,
  visit: RegistryVisit,
): RegistryAnswer {
  const { user = 'admin', repository = '', reference = 'latest' } = visit
  const pods = registryPods(store).map(({ metadata }) => metadata.name)
  const pod = visit.pod ?? pods[Number.parseInt(hexOf(user, 4), 16) % (pods.length || 1)]
  // Nobody is there to answer.
  if (pod === undefined) return { status: 503 }
  const at = now().getTime()
  const { repositories, route, redirects, mayUse } = worldOf(store, access, { from: at, to: at })
  const random = new Random(`visit ${visits++} ${user} ${repository}`)
  // All of it has been written by the time that the visitor is answered.
  const writer = new RegistryWriter(clientOf(user, route), at, random, 0.001)
  const status = act()
  logs.write(`${REGISTRY_NAMESPACE}/${pod}`, 'registry', writer.lines)
  return { status, pod }

  function act(): number {
    const [namespace = ''] = repository.split('/')
    const there = repositories.find(({ namespace: its, name }) => `${its}/${name}` === repository)
    const known =
      there?.tags.find(({ tag, image: { digest } }) => tag === reference || digest === reference)?.image ??
      someImage(repository, `${repository}:${reference}`)
    const { digest = known.digest, blobs = known.blobs } = visit
    const image = { ...known, digest, blobs }
    if (visit.do === 'push' || visit.do === 'pull') {
      const action = visit.do
      if (!(visit.allowed ?? mayUse(user, namespace, action))) {
        say.denied(writer, repository, { action, reference, digest: blobs[0]?.digest ?? digest })
        return 401
      }
      if (action === 'pull') say.pull(writer, image, reference, redirects)
      const failure = action === 'push' ? failureNow()?.(writer, repository) : undefined
      if (action === 'push') say.push(writer, image, { references: [reference], failure })
      return failure?.status ?? (action === 'push' ? 201 : 200)
    }
    const refusal = limitWords(repository.split('/')[1] ?? '', '20')
    if (visit.do === 'overLimit') say.push(writer, image, { references: [reference], refusal })
    else if (visit.do === 'unreachable' || visit.do === 'rateLimited') {
      const host = visit.do === 'unreachable' ? 'registry.example.com' : 'docker.io'
      const words = visit.do === 'unreachable' ? say.unreachable(host) : say.rateLimit
      say.upstreamFails(writer, repository, `${host}/library/app`, words)
    } else if (visit.do === 'badToken') say.badToken(writer, repository)
    else if (visit.do === 'expiredToken') say.expiredToken(writer, repository, reference)
    else if (visit.do === 'notFound') say.notFound(writer, repository, reference)
    else if (visit.do === 'exists')
      say.exists(writer, repository, reference, visit.allowed ? image.mediaType : undefined)
    else say.ping(writer)
    return statuses[visit.do] ?? (visit.do === 'exists' && visit.allowed ? 200 : 401)
  }
}
