/** A pull spec in its parts, as written: a missing registry or tag is not filled in. */
export interface ImageReference {
  /** Host with an optional port. */
  registry?: string
  /** Path inside the registry: `library/nginx`, `team/etl`. */
  repository: string
  tag?: string
  digest?: string
}

const pathPart = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const repositoryPattern = new RegExp(`^${pathPart}(?:/${pathPart})*$`)
const hostPattern =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/
const tagPattern = /^\w[\w.-]{0,127}$/
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/

/** Whether a tag can be pulled. The API server also stores tags that cannot. */
export function isTagName(tag: string): boolean {
  return tagPattern.test(tag)
}

/** A pull spec by the grammar of docker and OCI references, with or without `docker://`. Undefined when it is none. */
export function parseImageReference(text: string): ImageReference | undefined {
  let rest = text.trim().replace(/^docker:\/\//, '')
  const reference: Partial<ImageReference> = {}
  const at = rest.indexOf('@')
  if (at >= 0) {
    reference.digest = rest.slice(at + 1)
    rest = rest.slice(0, at)
    if (!digestPattern.test(reference.digest)) return undefined
  }
  const colon = rest.lastIndexOf(':')
  // A colon before the last slash belongs to the port of the registry.
  if (colon > rest.lastIndexOf('/')) {
    reference.tag = rest.slice(colon + 1)
    rest = rest.slice(0, colon)
    if (!tagPattern.test(reference.tag)) return undefined
  }
  const slash = rest.indexOf('/')
  const first = slash < 0 ? '' : rest.slice(0, slash)
  if (first && isRegistry(first)) {
    reference.registry = first
    rest = rest.slice(slash + 1)
    if (!hostPattern.test(first)) return undefined
  }
  if (rest.length > 255 || !repositoryPattern.test(rest)) return undefined
  return { ...reference, repository: rest }
}

/** The pull spec of its parts. */
export function formatImageReference({ registry, repository, tag, digest }: ImageReference): string {
  return (registry ? `${registry}/` : '') + repository + (tag ? `:${tag}` : '') + (digest ? `@${digest}` : '')
}

/** Registry and path of a pull spec, without tag and digest; what cannot be parsed stays as it is. */
export function repositoryOf(pullSpec: string): string {
  const reference = parseImageReference(pullSpec)
  if (!reference) return pullSpec
  const { registry, repository } = reference
  return formatImageReference(registry === undefined ? { repository } : { registry, repository })
}

// docker's rule: the first part is a host when it could not be a path part of Docker Hub.
const isRegistry = (part: string) => /[.:]/.test(part) || part === 'localhost' || part !== part.toLowerCase()
