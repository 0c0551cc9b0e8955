/** A pull spec in the parts the API server works with. The name may have slashes. */
export interface PullSpec {
  registry: string
  namespace: string
  name: string
  tag: string
  id: string
}

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const DOMAIN = `${LABEL}(?:\\.${LABEL})*(?::[0-9]+)?`
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const NAME = `(?:${DOMAIN}/)?${PART}(?:/${PART})*`
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^(${NAME})(?::(\\w[\\w.-]{0,127}))?(?:@(${DIGEST}))?$`)
const NAME_LENGTH = 255

/** A pull spec as the API server reads it, or its reason why it is none. */
export function parsePullSpec(text: string): PullSpec | { error: string } {
  const match = REFERENCE.exec(text)
  if (!match) {
    if (!text) return { error: 'repository name must have at least one component' }
    if (REFERENCE.test(text.toLowerCase())) return { error: 'repository name must be lowercase' }
    return { error: 'invalid reference format' }
  }
  const [, path = '', tag = '', id = ''] = match
  if (path.length > NAME_LENGTH) return { error: `repository name must not be more than ${NAME_LENGTH} characters` }
  const slash = path.indexOf('/')
  const first = slash < 0 ? '' : path.slice(0, slash)
  if (slash < 0 && (path.includes('.') || path.startsWith('localhost')))
    return { registry: tag ? `${path}:${tag}` : path, namespace: '', name: '', tag: '', id }
  const isHost = first === 'localhost' || /[:.]/.test(first)
  const rest = isHost ? path.slice(slash + 1) : path
  const split = rest.indexOf('/')
  return {
    registry: isHost ? first : '',
    namespace: split < 0 ? '' : rest.slice(0, split),
    name: split < 0 ? rest : rest.slice(split + 1),
    tag,
    id,
  }
}

/** The path inside the registry. */
export const repositoryName = ({ namespace, name }: Pick<PullSpec, 'namespace' | 'name'>) =>
  namespace ? `${namespace}/${name}` : name

/** The whole pull spec: the digest wins over the tag. */
export function formatPullSpec({ registry, namespace, name, tag, id }: PullSpec): string {
  const path = repositoryName({ namespace, name })
  return `${registry ? `${registry}/` : ''}${path}${id ? `@${id}` : tag ? `:${tag}` : ''}`
}

/** Host and port to connect to; Docker Hub without a host. */
export function hostPort({ registry }: PullSpec, insecure = false): [host: string, port: string] {
  const host =
    !registry || registry === 'docker.io' || registry === 'index.docker.io' ? 'registry-1.docker.io' : registry
  const colon = host.lastIndexOf(':')
  return colon < 0 ? [host, insecure ? '80' : '443'] : [host.slice(0, colon), host.slice(colon + 1)]
}

/** `stream:tag` in its parts; undefined unless it has exactly one colon and both parts. */
export function splitTagName(text: string): [stream: string, tag: string] | undefined {
  const [stream, tag, more] = text.split(':')
  return text.includes('@') || !stream || !tag || more !== undefined ? undefined : [stream, tag]
}

/** `stream@digest` in its parts; undefined unless it has exactly one `@` and both parts. */
export function splitImageName(text: string): [stream: string, id: string] | undefined {
  const [stream, id, more] = text.split('@')
  return !stream || !id || more !== undefined ? undefined : [stream, id]
}

/** Whether a digest begins with what was typed, with or without its algorithm. */
export const digestMatches = (digest: string, prefix: string) =>
  digest.startsWith(prefix) ||
  (/^[\w+.-]+:[0-9a-f]{32,}$/.test(digest) && digest.slice(digest.indexOf(':') + 1).startsWith(prefix))
