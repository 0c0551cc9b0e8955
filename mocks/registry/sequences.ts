import type { RegistryError, RegistryWriter } from './registryWriter.ts'

/** An image in a repository, as requests name it. */
export interface Pushed {
  repository: string
  digest: string
  mediaType: string
  /** Layers and the config. */
  blobs: readonly { digest: string; size: number }[]
}

const JSON_TYPE = 'application/json; charset=utf-8'
const OCTETS = 'application/octet-stream'

/** The first request of every client, with no credentials. */
export function ping(writer: RegistryWriter): void {
  writer.denied({ method: 'GET', uri: '/v2/', written: 87, takes: 1 }, 'authorization header required')
}

const tokenUri = (repository: string, actions: string) =>
  `/openshift/token?account=any&scope=repository%3A${encodeURIComponent(repository)}%3A${encodeURIComponent(actions)}`

function token(writer: RegistryWriter, repository: string, actions: string): void {
  const uri = tokenUri(repository, actions)
  writer.token({ method: 'GET', uri, status: 200, written: 1187, answerType: 'application/json' })
}

/** Logs in and asks for a token, as every client does before anything else. */
export function login(writer: RegistryWriter, repository: string, actions = 'pull'): void {
  ping(writer)
  token(writer, repository, actions)
}

/** A token that has expired, or never was one. */
export function badToken(writer: RegistryWriter, repository: string, tries = 3): void {
  ping(writer)
  for (let turn = 0; turn < tries; turn++) {
    const request = { method: 'GET', uri: tokenUri(repository, 'pull,push'), answerType: 'application/json' }
    writer.token({ ...request, status: 401, takes: 2 }, 'invalid token: Unauthorized')
  }
}

/** A bearer token that is no good, sent with the request itself. */
export function expiredToken(writer: RegistryWriter, repository: string, reference: string): void {
  ping(writer)
  const vars = { name: repository, reference }
  const msg = 'Get user failed with error: Unauthorized'
  const request = { method: 'GET', uri: `/v2/${repository}/manifests/${reference}`, vars }
  writer.denied(request, 'access denied', { msg, unknown: true })
}

/** A pull or a push that the cluster says no to: a push asks for its blobs first, and gets no further. */
export function denied(
  writer: RegistryWriter,
  repository: string,
  { action, reference, digest }: { action: 'pull' | 'push'; reference: string; digest: string },
): void {
  login(writer, repository, action === 'push' ? 'pull,push' : 'pull')
  const msg = 'OpenShift access denied: no opinion'
  const written = 139 + repository.length
  if (action === 'pull') {
    const vars = { name: repository, reference }
    writer.denied({ method: 'GET', uri: `/v2/${repository}/manifests/${reference}`, vars, written }, 'access denied', {
      msg,
    })
    return
  }
  const uri = `/v2/${repository}/blobs/uploads/`
  const vars = { name: repository }
  const blob = { method: 'HEAD', uri: `/v2/${repository}/blobs/${digest}`, vars: { digest, ...vars }, written }
  writer.denied(blob, 'access denied', { msg })
  writer.denied({ method: 'POST', uri, vars, written }, 'access denied', { msg })
}

/** Whether something is there. */
export function exists(writer: RegistryWriter, repository: string, reference: string, mediaType?: string): void {
  const uri = `/v2/${repository}/manifests/${reference}`
  const vars = { name: repository, reference }
  if (mediaType) writer.authorized({ method: 'HEAD', uri, vars, status: 200, answerType: mediaType })
  else
    writer.authorized({
      method: 'HEAD',
      uri,
      vars,
      status: 404,
      written: 94,
      answerType: JSON_TYPE,
      error: unknownTag(reference),
    })
}

const unknownTag = (reference: string): RegistryError => ({
  code: 'manifest unknown',
  message: 'manifest unknown',
  detail: `unknown tag=${reference}`,
})

/** A pull of what is not there. */
export function notFound(writer: RegistryWriter, repository: string, reference: string): void {
  login(writer, repository)
  const uri = `/v2/${repository}/manifests/${reference}`
  const vars = { name: repository, reference }
  const request = { method: 'GET', uri, vars, status: 404, written: 94, answerType: JSON_TYPE }
  writer.authorized({ ...request, error: unknownTag(reference) })
}

/** A pull of a manifest and of some of its blobs; from object storage the registry only redirects. */
export function pull(writer: RegistryWriter, image: Pushed, reference: string, redirects = false): void {
  const { repository, mediaType, blobs } = image
  login(writer, repository)
  const vars = { name: repository, reference }
  const written = 600 + blobs.length * 150
  const uri = `/v2/${repository}/manifests/${reference}`
  writer.authorized({ method: 'GET', uri, vars, status: 200, written, answerType: mediaType })
  for (const { digest, size } of blobs.slice(-writer.random.between(1, 3))) {
    const request = { method: 'GET', uri: `/v2/${repository}/blobs/${digest}`, vars: { digest, name: repository } }
    if (redirects) writer.authorized({ ...request, status: 307, answerType: OCTETS })
    else {
      const takes = Math.min(1500, 3 + size / 300_000)
      writer.authorized({ ...request, status: 200, written: size, answerType: OCTETS, takes })
    }
  }
}

/** What stops an upload half-way. */
export interface UploadFailure {
  msg: string
  detail: string
  status: number
}

export interface PushOptions {
  references: readonly string[]
  /** Whether the registry has the blobs already. */
  known?: boolean
  /** A repository that the first blob is taken from. */
  mountFrom?: string | undefined
  /** At the first blob; the push ends there. */
  failure?: UploadFailure | undefined
  /** Why the cluster does not take the manifest, though it has let the push in. */
  refusal?: string | undefined
}

/** A push: each blob is asked for and uploaded, then the manifest is put under each of its references. */
export function push(
  writer: RegistryWriter,
  image: Pushed,
  { references, known, mountFrom, failure, refusal }: PushOptions,
): void {
  const { repository, mediaType, blobs } = image
  login(writer, repository, 'pull,push')
  for (const { digest, size } of blobs) {
    const vars = { digest, name: repository }
    const head = { method: 'HEAD', uri: `/v2/${repository}/blobs/${digest}`, vars }
    if (known) {
      writer.authorized({ ...head, status: 200, answerType: OCTETS })
      continue
    }
    if (mountFrom !== undefined && digest === blobs[0]?.digest) {
      const query = `?from=${encodeURIComponent(mountFrom)}&mount=${encodeURIComponent(digest)}`
      const request = { method: 'POST', uri: `/v2/${repository}/blobs/uploads/${query}`, vars: { name: repository } }
      writer.authorized({ ...request, status: 201 })
      continue
    }
    const error = { code: 'blob unknown', message: 'blob unknown to registry', detail: digest }
    writer.authorized({ ...head, status: 404, written: 157, answerType: JSON_TYPE, error })
    if (!upload(writer, repository, { digest, size }, failure)) return
  }
  for (const reference of references) {
    const uri = `/v2/${repository}/manifests/${reference}`
    const request = { method: 'PUT', uri, contentType: mediaType, vars: { name: repository, reference } }
    const takes = writer.random.between(12, 280)
    if (refusal === undefined) writer.authorized({ ...request, status: 201, takes })
    else {
      const says = [
        { level: 'error' as const, msg: `manifestService.Put: imagestreammapping got access denied: ${refusal}` },
      ]
      const error = { code: 'denied', message: 'requested access to the resource is denied' }
      writer.authorized({ ...request, status: 403, written: 93, answerType: JSON_TYPE, takes, says, error })
    }
  }
}

function upload(
  writer: RegistryWriter,
  repository: string,
  { digest, size }: { digest: string; size: number },
  failure: UploadFailure | undefined,
): boolean {
  const { random } = writer
  const uuid = random.uuid()
  const uri = `/v2/${repository}/blobs/uploads/`
  writer.authorized({ method: 'POST', uri, vars: { name: repository }, status: 202 })
  const state = () =>
    `?_state=${btoa(`{"Name":"${repository}","UUID":"${uuid}","Offset":${size}}`).replace(/=+$/, '')}%3D`
  const vars = { name: repository, uuid }
  const chunk = { method: 'PATCH', uri: `${uri}${uuid}${state()}`, contentType: OCTETS, vars }
  const takes = Math.min(2500, 4 + size / 400_000)
  if (failure) {
    const { status, detail, msg } = failure
    writer.authorized({
      ...chunk,
      status,
      written: 104 + detail.length,
      answerType: JSON_TYPE,
      takes,
      error: { code: 'unknown', message: 'unknown error', detail },
      says: [{ level: 'error', msg }],
    })
    return false
  }
  writer.authorized({ ...chunk, status: 202, takes })
  const end = `${uri}${uuid}${state()}&digest=${encodeURIComponent(digest)}`
  writer.authorized({ ...chunk, method: 'PUT', uri: end, status: 201 })
  return true
}

/** The room for images is used up. */
export function diskFull(writer: RegistryWriter, repository: string): UploadFailure {
  const path = `/registry/docker/registry/v2/repositories/${repository}/_uploads/${writer.random.uuid()}/data`
  const detail = `write ${path}: no space left on device`
  return { msg: `unknown error reading request payload: ${detail}`, detail, status: 500 }
}

/** Object storage does not take the registry's credentials, or cannot be reached. */
export function storageRefuses(words: string): UploadFailure {
  const detail = `s3aws: ${words}`
  return { msg: `unknown error reading request payload: ${detail}`, detail, status: 503 }
}

/** A pull of what the registry should fetch from elsewhere, and cannot. */
export function upstreamFails(writer: RegistryWriter, repository: string, upstream: string, words: string): void {
  login(writer, repository)
  const uri = `/v2/${repository}/manifests/latest`
  const msg = `Error getting remote repository for image "${upstream}:latest": ${words}`
  const vars = { name: repository, reference: 'latest' }
  const request = { method: 'GET', uri, vars, status: 404, written: 94, answerType: JSON_TYPE, takes: 3100 }
  writer.authorized({ ...request, says: [{ level: 'error', msg }], error: unknownTag('latest') })
}

/** Words of a registry elsewhere, or about it. */
export const unreachable = (host: string) =>
  `Get "https://${host}/v2/": dial tcp: lookup ${host} on 172.30.0.10:53: no such host`
export const rateLimit =
  'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit'

/** What clients ask besides images. */
export function listTags(writer: RegistryWriter, repository: string, count: number): void {
  const vars = { name: repository }
  const uri = `/v2/${repository}/tags/list`
  writer.authorized({ method: 'GET', uri, vars, status: 200, written: 40 + count * 9, answerType: JSON_TYPE })
}

export function catalog(writer: RegistryWriter, repositories: number): void {
  const written = 20 + repositories * 21
  writer.authorized({ method: 'GET', uri: '/v2/_catalog', status: 200, written, answerType: JSON_TYPE })
}

/** The kubelet looks whether the registry lives. */
export function probe(writer: RegistryWriter): void {
  writer.plain({ method: 'GET', uri: '/healthz', status: 200, takes: 0.05 })
}

/** Prometheus reads the metrics. */
export function scrape(writer: RegistryWriter): void {
  const answerType = 'text/plain; version=0.0.4; charset=utf-8'
  const written = writer.random.between(38_000, 42_000)
  writer.authorized({ method: 'GET', uri: '/extensions/v2/metrics', status: 200, written, answerType })
}
