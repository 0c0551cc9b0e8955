/** What a text in the search may mean. More than one may be meant: "facade" is a name and the beginning of a digest. */
export interface SearchQuery {
  /** Parts of a stream's name, in small letters. */
  words: string[]
  /** A stream, maybe in a project, maybe one tag or image of it: a pull spec without its registry. */
  reference?: { namespace?: string; name: string; tag?: string; digest?: string }
  /** The beginning of a digest without its algorithm, at least 6 digits. */
  digest?: string
}

const digestPattern = /^(?:sha256:)?([0-9a-f]{6,64})$/i
const tagPattern = /^\w[\w.-]*$/

/** Takes a search apart: a name, project/stream:tag, a pull spec, or the beginning of a digest. */
export function parseSearch(text: string): SearchQuery {
  const typed = text.trim()
  const digest = digestPattern.exec(typed)?.[1]?.toLowerCase()
  const reference = digest && typed.includes(':') ? undefined : parseReference(typed)
  return {
    words: typed.toLowerCase().split(/\s+/).filter(Boolean),
    ...(reference && { reference }),
    ...(digest && { digest }),
  }
}

function parseReference(typed: string): SearchQuery['reference'] {
  if (!/[/:@]/.test(typed) || /\s/.test(typed)) return undefined
  let rest = typed.replace(/^[a-z-]+:\/\//i, '')
  let digest: string | undefined
  const at = rest.indexOf('@')
  if (at >= 0) {
    digest = rest.slice(at + 1).toLowerCase()
    rest = rest.slice(0, at)
  }
  let tag: string | undefined
  const colon = rest.lastIndexOf(':')
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1)
    rest = rest.slice(0, colon)
    if (!tagPattern.test(tag)) tag = undefined
  }
  const parts = rest.split('/').filter(Boolean)
  const name = parts.at(-1)
  const namespace = parts.at(-2)
  if (!name) return undefined
  return { name, ...(namespace && { namespace }), ...(tag && { tag }), ...(digest && { digest }) }
}

interface Named {
  metadata: { name: string; namespace?: string | undefined }
}

/** The streams a search means, the best first: the same name, then names that begin so, then any that hold the words. */
export function findStreams<R extends Named>(rows: readonly R[], query: SearchQuery, most = 20): R[] {
  const ranked: { row: R; rank: number }[] = []
  for (const row of rows) {
    const rank = rankOf(row, query)
    if (rank !== undefined) ranked.push({ row, rank })
  }
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ row }) => row)
}

function rankOf({ metadata: { name, namespace = '' } }: Named, { words, reference }: SearchQuery): number | undefined {
  if (reference) {
    if (reference.namespace === undefined || reference.namespace === namespace) {
      if (name === reference.name) return 0
      if (name.startsWith(reference.name) && !reference.tag && !reference.digest) return 1
    }
    if (name === reference.name) return 3
    return undefined
  }
  const [first = ''] = words
  if (words.length === 0) return undefined
  const whole = `${namespace}/${name}`
  if (!words.every((word) => whole.includes(word))) return undefined
  if (name === first) return 0
  if (name.startsWith(first)) return 1
  return name.includes(first) ? 2 : 3
}
