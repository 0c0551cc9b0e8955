import { clientOf, nodeFor } from './clients.ts'
import type { Random } from './random.ts'
import type { Client, RegistryWriter } from './registryWriter.ts'
import * as say from './sequences.ts'
import { limitWords, someImage, type Repository, type World } from './world.ts'

/** Somebody who comes to the registry, and what they ask. */
export interface Visit {
  client: Client
  act(writer: RegistryWriter): void
}

export type Failing = (writer: RegistryWriter, repository: string) => say.UploadFailure

interface Surroundings {
  world(): World
  /** What uploads fail with at present, if they do. */
  failureNow(): Failing | undefined
}

/** Somebody who comes by chance. What they may do is as the cluster says. */
export function visitOf({ world, failureNow }: Surroundings, random: Random): Visit | undefined {
  const { repositories, redirects, route, mayUse } = world()
  const failure = failureNow()
  let repository = random.any(repositories)
  // What is fetched from elsewhere is asked for less.
  if (repository?.upstream && random.next() < 0.8)
    repository = random.any(repositories.filter(({ upstream }) => !upstream))
  const tagged = repository && random.any(repository.tags)
  if (!repository || !tagged) return undefined
  const { namespace, name } = repository
  const path = `${namespace}/${name}`
  const { tag, image } = tagged
  const chance = random.next()
  const person = random.one(['dev', 'dev', 'sre', 'admin'])
  const from = (user: string) => clientOf(user, route)
  const builder = `system:serviceaccount:${namespace}:builder`
  // A push that finds what is broken; others would change the cluster.
  if (chance > 0.8 && failure) {
    const act = (writer: RegistryWriter) => {
      const content = `${path} ${random.hex(8)}`
      say.push(writer, someImage(path, content), { references: [tag], failure: failure(writer, path) })
    }
    return { client: from(builder), act }
  }
  const { limit, upstream } = repository
  if (limit !== undefined && chance > 0.6) {
    const pushed = someImage(path, `${path} ${random.hex(8)}`)
    const refusal = limitWords(name, limit)
    return { client: from(builder), act: (writer) => say.push(writer, pushed, { references: [tag], refusal }) }
  }
  if (upstream && chance > 0.85) {
    const host = upstream.split('/')[0] ?? ''
    const words = chance > 0.92 ? say.rateLimit : say.unreachable(host)
    return { client: nodeFor(namespace, random), act: (writer) => say.upstreamFails(writer, path, upstream, words) }
  }
  if (chance < 0.5) {
    const act = (writer: RegistryWriter) =>
      repository.upstream ? pullThrough(writer, repository, tag) : say.pull(writer, image, tag, redirects)
    return { client: nodeFor(namespace, random), act }
  }
  if (chance < 0.6) return { client: from('anonymous'), act: say.ping }
  if (chance < 0.74) {
    const act = (writer: RegistryWriter) =>
      mayUse(person, namespace, 'pull')
        ? say.pull(writer, image, tag, redirects)
        : say.denied(writer, path, { action: 'pull', reference: tag, digest: image.digest })
    return { client: from(person), act }
  }
  if (chance < 0.8) {
    const act = (writer: RegistryWriter) => {
      say.login(writer, path)
      say.exists(writer, path, random.next() < 0.5 ? tag : `${tag}-next`)
      if (random.next() < 0.4) say.listTags(writer, path, repository.tags.length)
    }
    return { client: from(builder), act }
  }
  if (chance < 0.84) {
    const other = random.one(['storefront', 'mobile', 'qa'])
    const client = nodeFor(other, random)
    const act = (writer: RegistryWriter) =>
      mayUse(client.user, namespace, 'pull')
        ? say.pull(writer, image, tag, redirects)
        : say.denied(writer, path, { action: 'pull', reference: tag, digest: image.digest })
    return { client, act }
  }
  if (chance < 0.88) {
    const act = (writer: RegistryWriter) =>
      chance < 0.86 ? say.badToken(writer, path) : say.expiredToken(writer, path, tag)
    return { client: from(person), act }
  }
  if (chance < 0.91) {
    const act = (writer: RegistryWriter) => say.notFound(writer, path, random.one(['nope', `${tag}-debug`, 'release']))
    return { client: mayUse(person, namespace, 'pull') ? from(person) : nodeFor(namespace, random), act }
  }
  if (chance < 0.92) return { client: from('admin'), act: (writer) => say.catalog(writer, repositories.length) }
  const action = 'push'
  if (mayUse(person, namespace, action)) return undefined
  const act = (writer: RegistryWriter) => say.denied(writer, path, { action, reference: tag, digest: image.digest })
  return { client: from(person), act }
}

/** A pull of what the registry fetches from elsewhere, and keeps. */
function pullThrough(writer: RegistryWriter, { namespace, name, upstream = '', tags }: Repository, tag: string): void {
  const path = `${namespace}/${name}`
  const image = tags.find((each) => each.tag === tag)?.image
  const blob = image?.blobs[0]
  if (!image || !blob) return
  say.login(writer, path)
  const vars = { name: path, reference: tag }
  const uri = `/v2/${path}/manifests/${tag}`
  writer.authorized({ method: 'GET', uri, vars, status: 200, written: 1180, answerType: image.mediaType })
  const { digest, size } = blob
  const says = [
    `Trying to stat "${digest}" from "${upstream}"`,
    `Found digest location by search "${digest}" in "${upstream}"`,
    `Start background mirroring of "${digest}"`,
    `Serving "${digest}" while mirroring in background`,
    `Completed mirroring of "${digest}"`,
  ].map((msg) => ({ level: 'info' as const, msg }))
  const request = { method: 'GET', uri: `/v2/${path}/blobs/${digest}`, vars: { digest, name: path } }
  const answerType = 'application/octet-stream'
  writer.authorized({ ...request, status: 200, written: size, answerType, takes: 900, says })
}
