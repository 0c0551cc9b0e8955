/** A piece of a line: from where to where in its text. */
export interface BriefPiece {
  kind: 'time' | 'message' | 'method' | 'uri' | 'status' | 'duration' | 'user' | 'error' | 'rest'
  begin: number
  end: number
}

const first: Readonly<Record<string, BriefPiece['kind']>> = {
  msg: 'message',
  'http.request.method': 'method',
  'http.request.uri': 'uri',
  'http.response.status': 'status',
  'http.response.duration': 'duration',
  'openshift.auth.user': 'user',
  'err.code': 'error',
  'err.message': 'error',
  'err.detail': 'error',
}
const order: readonly BriefPiece['kind'][] = [
  'time',
  'message',
  'method',
  'uri',
  'status',
  'user',
  'duration',
  'error',
  'rest',
]
/** What stands beside the line already, or is the same in all. */
const dropped = new Set(['level', 'go.version'])
/** Hours to milliseconds in an RFC 3339 time. */
const clock = [11, 23] as const
const mostFields = 100

/**
 * A logrus line in the order that people read: when, what, which request, how it went, who, and the rest as it is. Each piece is
 * part of the line's own text. Undefined for other lines, and where one of the `matches` (begin and end of each) would not be seen.
 */
export function briefLine(text: string, matches: readonly number[], withTime: boolean): BriefPiece[] | undefined {
  if (!text.startsWith('time="')) return undefined
  const pieces: BriefPiece[] = []
  let at = 0
  for (let count = 0; at < text.length; count++) {
    const equals = text.indexOf('=', at)
    if (equals <= at || count >= mostFields) return undefined
    const key = text.slice(at, equals)
    if (key.includes(' ')) return undefined
    const quoted = text.charCodeAt(equals + 1) === 34
    const end = quoted ? afterQuote(text, equals + 2) : endOfBare(text, equals + 1)
    if (end === undefined) return undefined
    const [from, to] = quoted ? [equals + 2, end - 1] : [equals + 1, end]
    const kind = first[key]
    if (key === 'time') {
      if (withTime) pieces.push({ kind: 'time', begin: from + clock[0], end: Math.min(from + clock[1], to - 1) })
    } else if (kind === 'error') pieces.push({ kind, begin: at, end })
    else if (kind === 'uri') {
      // What an upload has behind the question mark is longer than all the rest, and says nothing.
      const query = text.slice(from, to).indexOf('?')
      pieces.push({ kind, begin: from, end: query < 0 ? to : from + query })
      if (query >= 0) pieces.push({ kind: 'rest', begin: from + query, end: to })
    } else if (kind !== undefined) pieces.push({ kind, begin: from, end: to })
    else if (!dropped.has(key)) {
      // One piece for neighbors: there are many, and each is an element.
      const last = pieces.at(-1)
      if (last?.kind === 'rest' && last.end + 1 === at) last.end = end
      else pieces.push({ kind: 'rest', begin: at, end })
    }
    at = end + 1
  }
  if (!pieces.some(({ kind }) => kind === 'message') || !areSeen(matches, pieces)) return undefined
  return pieces.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function afterQuote(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) return at + 1 === text.length || text.charCodeAt(at + 1) === 32 ? at + 1 : undefined
  }
  return undefined
}

function endOfBare(text: string, from: number): number {
  const space = text.indexOf(' ', from)
  return space < 0 ? text.length : space
}

function areSeen(matches: readonly number[], pieces: readonly BriefPiece[]): boolean {
  for (let match = 0; match + 1 < matches.length; match += 2) {
    const [begin = 0, end = 0] = [matches[match], matches[match + 1]]
    if (!pieces.some((piece) => piece.begin <= begin && end <= piece.end)) return false
  }
  return true
}
