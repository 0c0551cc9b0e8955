import { naturalCompare } from '../../lib/naturalCompare.ts'

/** What a version says of its place among others. */
interface VersionParts {
  /** The first number with its dots, `3.12`; undefined where there is none: `prod`, `latest`, a commit. */
  numbers: string | undefined
  prerelease: boolean
  /** What stands after the numbers: `-minimal`, `-ubi9`, `rc1`. */
  rest: string
}

/** A version as it is compared: by what it says, then by the tag. */
export interface ComparedVersion {
  /** The annotation `version`, or the tag's name. */
  version: string
  tag: string
  /** Tags that follow it: of two with equal versions the one that `latest` follows comes first. */
  aliases: readonly string[]
}

/** A number that begins the text or a word of it; "ubi9" and "java8" are names and no versions. */
const firstNumber = /(?:^|[^0-9a-z])v?(\d+(?:\.\d+)*)/i
const commit = /^(?=.*[a-f])[0-9a-f]{7,40}$/i
const prereleaseWord =
  /(?:^|[^a-z])(?:alpha|beta|rc|cr|m|pre|preview|snapshot|dev|nightly|canary|ea)(?=[^a-z]|$)|^(?:a|b)\d/i

// No version is longer, and annotations may be of any length.
const longest = 128

/** Reads the version out of a text. */
export function versionParts(whole: string): VersionParts {
  const text = whole.slice(0, longest)
  const match = commit.test(text) ? null : firstNumber.exec(text)
  const numbers = match?.[1]
  if (!match || numbers === undefined) return { numbers: undefined, prerelease: false, rest: text }
  const before = text.slice(0, match.index)
  const rest = text.slice(match.index + match[0].length)
  return { numbers, prerelease: prereleaseWord.test(rest) || prereleaseWord.test(before), rest }
}

/**
 * Compares so that the newest version comes first: by its numbers and not by its name. Versions come before prereleases, those
 * before what has no number, and `latest` last.
 */
export function compareVersions(a: ComparedVersion, b: ComparedVersion): number {
  const [first, second] = [versionParts(a.version), versionParts(b.version)]
  const rank = rankOf(first, a.tag) - rankOf(second, b.tag)
  if (rank !== 0) return rank
  if (first.numbers === undefined || second.numbers === undefined) return naturalCompare(a.tag, b.tag)
  const order = naturalCompare(trimZeros(second.numbers), trimZeros(first.numbers))
  if (order !== 0) return order
  // The plain image comes before its variants, "minimal" and such.
  const plain = Number(first.rest !== '') - Number(second.rest !== '')
  if (plain !== 0 && !first.prerelease) return plain
  const followed = Number(b.aliases.length > 0) - Number(a.aliases.length > 0)
  return followed || naturalCompare(second.rest, first.rest) || naturalCompare(b.tag, a.tag)
}

function rankOf({ numbers, prerelease }: VersionParts, tag: string): number {
  if (numbers === undefined) return tag === 'latest' ? 3 : 2
  return prerelease ? 1 : 0
}

/** 3.0 and 3 are one version. */
function trimZeros(numbers: string): string {
  return numbers.replace(/(?:\.0+)+$/, '')
}
