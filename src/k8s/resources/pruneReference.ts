import { goQuote } from '../../lib/goQuote.ts'

/** What a text means to `oc adm prune images`: a tag or an image of a stream, nothing, or an error. */
export type PruneReference =
  | { kind: 'tag'; namespace: string; stream: string; tag: string }
  | { kind: 'image'; namespace: string; stream: string; digest: string }
  | { kind: 'none' }
  | { kind: 'invalid'; reason: string }

const none: PruneReference = { kind: 'none' }
const invalid = (reason: string): PruneReference => ({ kind: 'invalid', reason })

// The grammar of docker/distribution 2.5, which oc still has, written so that no text makes it slow.
const hostPart = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const host = `${hostPart}(?:\\.${hostPart})*(?::[0-9]+)?`
const pathPart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const name = `(?:${host}/)?${pathPart}(?:/${pathPart})*`
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const grammar = new RegExp(`^(${name})(?::([0-9A-Za-z_][0-9A-Za-z_.-]{0,127}))?(?:@(${digest}))?$`)

const LONGEST_NAME = 255
const digestSizes: Record<string, number | undefined> = { sha256: 64, sha384: 96, sha512: 128 }
// Go's unicode.IsSpace: not all that JavaScript trims.
const blank = /^[\t\n\v\f\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*$/

/** Whether oc takes an image for not given. */
export function isBlank(text: string): boolean {
  return blank.test(text)
}

/** What the image of a container or build protects. The registry's host is not compared with anything. */
export function pruneReferenceOf(text: string): PruneReference {
  const [, path, tag, id] = grammar.exec(text) ?? []
  if (path === undefined) return invalid(reasonOf(text))
  if (path.length > LONGEST_NAME) return invalid(`repository name must not be more than ${LONGEST_NAME} characters`)
  if (id !== undefined) {
    const colon = id.indexOf(':')
    const size = digestSizes[id.slice(0, colon)]
    if (size === undefined) return invalid('unsupported digest algorithm')
    if (id.length - colon - 1 !== size) return invalid('invalid checksum digest length')
  }
  const [registry = '', namespace, stream, ...more] = path.split('/')
  // Without a dot, a port or localhost the first part is no host to oc, even if it could be none else.
  if (!/[.:]/.test(registry) && registry !== 'localhost') return none
  if (namespace === undefined || stream === undefined || more.length > 0) return none
  return id === undefined
    ? { kind: 'tag', namespace, stream, tag: tag ?? 'latest' }
    : { kind: 'image', namespace, stream, digest: id }
}

function reasonOf(text: string): string {
  if (text === '') return 'repository name must have at least one component'
  // Go makes an i of İ, JavaScript an i with a dot more.
  const lower = text.replaceAll('İ', 'i').toLowerCase()
  return grammar.test(lower) ? 'repository name must be lowercase' : 'invalid reference format'
}

/** What `stream:tag` of a build strategy protects. */
export function streamTagReferenceOf(text: string, namespace: string): PruneReference {
  if (text.includes('@')) return invalid(`${goQuote(text)} is an image stream image, not an image stream tag`)
  const [stream = '', tag, ...more] = text.split(':')
  if (tag === undefined || more.length > 0)
    return invalid(`expected exactly one : delimiter in the istag ${goQuote(text)}`)
  if (!stream || !tag) return invalid(`image stream tag name ${goQuote(text)} must have a name and a tag`)
  return { kind: 'tag', namespace, stream, tag }
}

/** What `stream@digest` of a build strategy protects: only a whole digest ever equals one of a history. */
export function streamImageReferenceOf(text: string, namespace: string): PruneReference {
  const [stream = '', image, ...more] = text.split('@')
  if (image === undefined || more.length > 0)
    return invalid(`expected exactly one @ in the isimage name ${goQuote(text)}`)
  if (!stream || !image) return invalid(`image stream image name ${goQuote(text)} must have a name and ID`)
  return { kind: 'image', namespace, stream, digest: image }
}
