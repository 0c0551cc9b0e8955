import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { languages } from '../../src/lib/languages.ts'
import { catalogKeys, problemOf, readCatalog, unusedKeys } from './catalogs.ts'
import { nodesOf, parse, placeOf, type Source } from './sources.ts'
import { englishEnds } from './sentenceGaps.ts'
import { spokenSources, textCallsOf } from './textCalls.ts'

const spoken = new Set([
  'aria-label',
  'ariaLabel',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
  'summary',
])
const hasWord = (text: string) => /\p{L}{2,}/u.test(text)

/** Texts in markup that do not come from the catalog: between tags, and in attributes that are read out. */
function untranslated(source: Source): string[] {
  const found: string[] = []
  for (const node of nodesOf(source.tree)) {
    if (ts.isJsxText(node) && hasWord(node.text)) found.push(`${placeOf(source, node)} ${node.text.trim()}`)
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      found.push(...literals(source, node.expression))
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText(source.tree)) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (value) found.push(...literals(source, value))
    }
  }
  return found
}

/** The literals an expression can come to. What is inside a call or a comparison is not shown itself. */
function literals(source: Source, node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return hasWord(node.text) ? [`${placeOf(source, node)} ${node.text}`] : []
  if (ts.isTemplateExpression(node)) {
    const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
    return texts.some(hasWord) ? [`${placeOf(source, node)} ${node.getText(source.tree)}`] : []
  }
  if (ts.isConditionalExpression(node)) return [...literals(source, node.whenTrue), ...literals(source, node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return literals(source, node.expression)
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    const shown = [
      ts.SyntaxKind.PlusToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
    ]
    if (!shown.includes(kind)) return []
    const left = kind === ts.SyntaxKind.AmpersandAmpersandToken ? [] : literals(source, node.left)
    return [...left, ...literals(source, node.right)]
  }
  return []
}

const sources = spokenSources()
const calls = sources.flatMap(textCallsOf)
const english = readCatalog('en')

describe('texts', () => {
  it('come from the catalog, in every page', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap(untranslated)).toEqual([])
  })

  it('are joined to sentences as the language has it', () => {
    expect(sources.flatMap(englishEnds)).toEqual([])
  })

  it.each([
    "<p>{t('One.')}{' '}{t('Two.')}</p>",
    "<p>{open ? t('One.') : t('Two.')} <Link /></p>",
    "<p><strong>{t('One.')}</strong>{' '}\n<Link /></p>",
    "<p>{right && `${sentence(right)} ${t('Two.')}`}</p>",
    "<p>{t('One.') + ' ' + other}</p>",
    "<p>{t('One.')}\n{open && ` ${t('Two.')}`}</p>",
    "<p>{t('Began')} <Timestamp />{'. '}\n{other}</p>",
  ])('are not in %s', (text) => {
    expect(englishEnds(parse('src/ui/X.tsx', text))).toHaveLength(1)
  })

  it.each(["<p>{t('One.')}{sentenceGap()}{t('Two.')}</p>", "<p>{t('Name')} <b>{name}</b></p>"])('are in %s', (text) =>
    expect(englishEnds(parse('src/ui/X.tsx', text))).toEqual([]),
  )

  it('have literal keys', () => {
    expect(calls.length).toBeGreaterThan(50)
    expect(calls.filter(({ key }) => key === undefined).map(({ place }) => place)).toEqual([])
  })

  it('are given every value they name', () => {
    const wrong = calls.filter(({ key, params }) => {
      const names = [...(key ?? '').matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '')
      // An object made elsewhere is not looked into.
      return params.startsWith('{') && !params.includes('...')
        ? names.some((name) => !new RegExp(`\\b${name}\\b`).test(params))
        : names.length > 0 && !params
    })
    expect(wrong.map(({ key, place }) => `${place} ${key}`)).toEqual([])
  })

  it.each([
    '<p>Some words</p>',
    '<p>{"Some words"}</p>',
    '<p>{`${n} words`}</p>',
    '<p>{open ? "Open" : t("Closed")}</p>',
    '<button aria-label="Close" />',
    '<button title={name ?? "No name"} />',
    '<input placeholder={`Find ${what}`} />',
  ])('finds the literal in %s', (text) => {
    expect(untranslated(parse('src/ui/X.tsx', text))).toHaveLength(1)
  })

  it.each([
    '<p>{t("Some words")}</p>',
    '<p className="words">{n} · {m}</p>',
    '<p>{state === "open" && <Open />}</p>',
    '<a title={name} />',
  ])('accepts %s', (text) => {
    expect(untranslated(parse('src/ui/X.tsx', text))).toEqual([])
  })
})

// What they lack is listed by `npm run -s texts`.
describe.each(Object.keys(languages))('the texts in %s', (tag) => {
  const catalog = readCatalog(tag)
  const keys = catalogKeys(tag, calls)

  it('are all there, with a singular wherever they count', () => {
    expect([...keys].filter((key) => !Object.hasOwn(catalog, key))).toEqual([])
  })

  it('are all said somewhere', () => {
    expect(unusedKeys(catalog, calls)).toEqual([])
  })

  it('say the values they are given, and no others', () => {
    const problems = Object.entries(catalog).flatMap(([key, text]) => problemOf(key, text, english) ?? [])
    expect(problems).toEqual([])
  })

  it.skipIf(tag === 'en')('are not the English ones', () => {
    const sentences = Object.entries(catalog).filter(([key]) => /(?:[a-z]+ ){4}/.test(key))
    expect(sentences.length).toBeGreaterThan(1000)
    expect(sentences.filter(([key, text]) => key === text).map(([key]) => key)).toEqual([])
  })
})

describe('a text of a catalog', () => {
  it.each([
    ['Delete {{name}}', '{{name}} löschen', undefined],
    ['Delete {{name}}', 'Löschen', 'does not say {{name}}'],
    ['Delete {{name}}', '{{nam}} löschen', 'gets no {{nam}}'],
    ['{{count}} tags_one', 'Ein Tag', undefined],
    ['{{count}} tags', 'Tags', 'does not say {{count}}'],
    [' and ', 'und', 'begins or ends with other spaces'],
    ['Name', ' ', 'is empty'],
  ])('for %j is %j: %s', (key, text, problem) => expect(problemOf(key, text, {})).toBe(problem))
})
