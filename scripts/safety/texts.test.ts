import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, placeOf, sourcesIn, type Source } from './sources.ts'

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

/** The first argument of every `t(…)`. A key that is not a literal cannot be found in a catalog. */
function keysOf(source: Source): { key: string | undefined; place: string; params: string }[] {
  return [...nodesOf(source.tree)]
    .filter((node) => ts.isCallExpression(node))
    .filter((call) => ts.isIdentifier(call.expression) && call.expression.text === 't')
    .flatMap((call) => {
      const [first, params] = call.arguments
      const place = placeOf(source, call)
      return possibleKeys(first).map((key) => ({ key, place, params: params?.getText(source.tree) ?? '' }))
    })
}

function possibleKeys(node: ts.Expression | undefined): (string | undefined)[] {
  if (node && ts.isStringLiteralLike(node)) return [node.text]
  if (node && ts.isConditionalExpression(node)) return [...possibleKeys(node.whenTrue), ...possibleKeys(node.whenFalse)]
  return [undefined]
}

const sources = sourcesIn('src/**/*.{ts,tsx}').filter(({ path }) => !/\.test\.tsx?$/.test(path))
// A flat file of texts, which the next test holds it to.
const english = JSON.parse(readFileSync('src/locales/en.json', 'utf8')) as Record<string, string>

describe('texts', () => {
  it('come from the catalog, in every page', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap(untranslated)).toEqual([])
  })

  it('have literal keys', () => {
    const calls = sources.filter(({ path }) => path !== 'src/lib/t.ts').flatMap(keysOf)
    expect(calls.length).toBeGreaterThan(50)
    expect(calls.filter(({ key }) => key === undefined).map(({ place }) => place)).toEqual([])
  })

  it('have a singular wherever they count; the key itself is the plural, unless the catalog has another', () => {
    const counting = sources
      .flatMap(keysOf)
      .filter(({ key, params }) => key?.includes('{{count}}') || /\bcount\b/.test(params))
    const missing = counting.filter(({ key }) => !english[`${key}_one`])
    expect(missing.map(({ key, place }) => `${place} ${key}`)).toEqual([])
  })

  it('are given every value they name', () => {
    const wrong = sources.flatMap(keysOf).filter(({ key, params }) => {
      const names = [...(key ?? '').matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '')
      // An object made elsewhere is not looked into.
      return params.startsWith('{') && !params.includes('...')
        ? names.some((name) => !new RegExp(`\\b${name}\\b`).test(params))
        : names.length > 0 && !params
    })
    expect(wrong.map(({ key, place }) => `${place} ${key}`)).toEqual([])
  })

  it('has no sentence in the English catalog that nothing says', () => {
    const used = new Set(sources.flatMap(keysOf).map(({ key }) => key))
    const unused = Object.keys(english).filter(
      (key) => !used.has(key) && !used.has(key.replace(/_(one|other|zero)$/, '')),
    )
    expect(unused).toEqual([])
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
