import parseExpression, { type LicenseTerm } from 'spdx-expression-parse'

/** What may ship without asking anybody: to be named is all these want. CC-BY-SA is for drawings that stay files of their own. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
])
const ALLOWED_FOR_WORKS = new Set([...ALLOWED, 'CC-BY-SA-2.5', 'CC-BY-SA-3.0', 'CC-BY-SA-4.0'])

/** Something that ships, with what has to be said of it. */
export interface Notice {
  kind: 'package' | 'work'
  name: string
  version?: string | undefined
  /** An expression of SPDX, as its authors declare it. */
  license: string | undefined
  homepage?: string | undefined
  note?: string | undefined
  /** Files of the package: licenses and notices, whole. */
  texts: readonly { file: string; text: string }[]
}

function isAllowed(term: LicenseTerm, allowed: ReadonlySet<string>): boolean {
  if ('conjunction' in term)
    return term.conjunction === 'or'
      ? isAllowed(term.left, allowed) || isAllowed(term.right, allowed)
      : isAllowed(term.left, allowed) && isAllowed(term.right, allowed)
  return term.exception === undefined && term.plus === undefined && allowed.has(term.license)
}

/** Why something must not ship as it is; undefined when it may. */
export function licenseProblem({ kind, name, license, texts }: Notice): string | undefined {
  if (!license) return `${name} does not say under which license it is`
  let term: LicenseTerm
  try {
    term = parseExpression(license)
  } catch {
    return `${name} says "${license}", which is no license of SPDX`
  }
  if (!isAllowed(term, kind === 'work' ? ALLOWED_FOR_WORKS : ALLOWED))
    return `${name} is under ${license}, which is not among the licenses that may ship (scripts/supply/licenses.ts)`
  if (!texts.some(({ text }) => text.trim())) return `${name} ships without the text of its license`
  return undefined
}

/** Files of a package that have to ship with it, as they are called. */
export const isLicenseFile = (file: string) => /^(un)?licen[cs]e|^notice|^copying|^copyright/i.test(file)

/** The text of a license, without what bundlers add of packages that they hold themselves and that do not ship. */
export function ownText(text: string): string {
  return (text.split(/^# Licenses of bundled dependencies/m)[0] ?? '').replaceAll('\r\n', '\n').trim()
}

const byName = (a: Notice, b: Notice) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
const titleOf = ({ name, version }: Notice) => (version ? `${name} ${version}` : name)

/** What ships, as people read it: a table, then all texts. The same bytes for the same notices in any order. */
export function licensesText(own: Notice, notices: readonly Notice[]): string {
  const sorted = notices.toSorted(byName)
  const width = Math.max(...[own, ...sorted].map((notice) => titleOf(notice).length)) + 2
  const rows = [own, ...sorted].map((notice) => `${titleOf(notice).padEnd(width)}${notice.license ?? ''}`)
  const sections = [own, ...sorted].map((notice) =>
    [
      '='.repeat(80),
      `${titleOf(notice)}: ${notice.license ?? ''}`,
      ...(notice.homepage ? [notice.homepage] : []),
      ...(notice.note ? [notice.note] : []),
      ...notice.texts.flatMap(({ file, text }) => ['', `── ${file} ──`, '', text]),
      '',
    ].join('\n'),
  )
  return `${[`What ${titleOf(own)} is made of, and under which licenses. sbom.cdx.json says the same for programs.`, '', ...rows, '', ...sections].join('\n')}\n`
}
