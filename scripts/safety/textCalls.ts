import ts from 'typescript'
import { nodesOf, placeOf, sourcesIn, type Source } from './sources.ts'

/** One text that a source says through `t(…)`. */
export interface TextCall {
  /** The English sentence. Undefined where it is no literal, so that no catalog can have it. */
  key: string | undefined
  place: string
  /** The source of the values that are put into it. */
  params: string
  /** Which of its meanings it has here, where other languages have a word for each: `t('To', { context: 'time' })`. */
  context: string | undefined
}

/** The sources that say texts. */
export function spokenSources(): Source[] {
  return sourcesIn('src/**/*.{ts,tsx}').filter(({ path }) => !/\.test\.tsx?$/.test(path) && path !== 'src/lib/t.ts')
}

/** The texts that a source says: the first argument of every `t(…)`, each side of a condition on its own. */
export function textCallsOf(source: Source): TextCall[] {
  return [...nodesOf(source.tree)]
    .filter((node) => ts.isCallExpression(node))
    .filter((call) => ts.isIdentifier(call.expression) && call.expression.text === 't')
    .flatMap((call) => {
      const [first, params] = call.arguments
      const shared = {
        place: placeOf(source, call),
        params: params?.getText(source.tree) ?? '',
        context: contextOf(params),
      }
      return possibleKeys(first).map((key) => ({ key, ...shared }))
    })
}

function possibleKeys(node: ts.Expression | undefined): (string | undefined)[] {
  if (node && ts.isStringLiteralLike(node)) return [node.text]
  if (node && ts.isConditionalExpression(node)) return [...possibleKeys(node.whenTrue), ...possibleKeys(node.whenFalse)]
  return [undefined]
}

function contextOf(params: ts.Expression | undefined): string | undefined {
  if (!params || !ts.isObjectLiteralExpression(params)) return undefined
  const property = params.properties.find((each) => each.name?.getText() === 'context')
  return property && ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
    ? property.initializer.text
    : undefined
}

/** Whether a text counts something, so that languages with a singular need another form of it. */
export function counts({ key, params }: TextCall): boolean {
  return key?.includes('{{count}}') === true || /\bcount\b/.test(params)
}
