import { isSame, named } from '../../lib/differences.ts'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The paths of fields that somebody set and the answer to their write does not have: an API server drops what its version does not
 * know, without a word. What is empty may be left out of an answer, and a value that the server made another of is not lost.
 */
export function lostFields(before: unknown, sent: unknown, answer: unknown, path = ''): string[] {
  if (isEmpty(sent) || isSame(before, sent)) return []
  if (answer === undefined || answer === null) return [path]
  if (isFields(sent) && isFields(answer)) {
    const had = isFields(before) ? before : {}
    return Object.keys(sent).flatMap((key) =>
      lostFields(had[key], sent[key], answer[key], path === '' ? key : `${path}.${key}`),
    )
  }
  if (!Array.isArray(sent) || !Array.isArray(answer)) return []
  const [had, mine, theirs] = [before ?? [], sent, answer].map((list) =>
    Array.isArray(list) ? named(list) : undefined,
  )
  if (mine && theirs)
    return Object.keys(mine).flatMap((name) => lostFields(had?.[name], mine[name], theirs[name], `${path}[${name}]`))
  // Without names it is not known which entry became which, unless there are as many.
  const olds: readonly unknown[] = Array.isArray(before) ? before : []
  return sent.flatMap((entry, index) => {
    const place = `${path}[${index}]`
    if ([...olds, ...answer].some((other) => isSame(other, entry))) return []
    if (isFields(entry))
      return sent.length === answer.length ? lostFields(olds[index], entry, answer[index], place) : []
    return answer.length < sent.length ? [place] : []
  })
}

/** What API servers take for no value, all the way down. */
function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isEmpty)
  return !value
}
