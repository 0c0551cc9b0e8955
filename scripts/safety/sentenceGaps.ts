import ts from 'typescript'
import { nodesOf, placeOf, type Source } from './sources.ts'

/**
 * Where a sentence of a catalog ends with a blank or a full stop of the source: not every language has a blank there, or that full
 * stop. `sentenceGap()`, `sentences(…)` and `t('.')` know.
 */
export function englishEnds(source: Source): string[] {
  const found: string[] = []
  const add = (node: ts.Node) => void found.push(placeOf(source, node))
  for (const node of nodesOf(source.tree)) {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      // Line breaks of the source are not shown.
      const children = node.children.filter((child) => !ts.isJsxText(child) || !child.containsOnlyTriviaWhiteSpaces)
      for (const [index, child] of children.entries()) {
        const before = children[index - 1]
        if (ts.isJsxExpression(child) && isLiteral(child.expression, /^\. ?$/)) add(child)
        if (!before || !endsSentence(before)) continue
        if (ts.isJsxText(child) && /^ +$/.test(child.text)) add(child)
        if (ts.isJsxExpression(child) && (isLiteral(child.expression, /^ $/) || beginsBlank(child.expression)))
          add(child)
      }
    }
    if (ts.isTemplateExpression(node))
      for (const { expression, literal } of node.templateSpans)
        if (literal.text.startsWith(' ') && endsSentence(expression)) add(literal)
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      if (isLiteral(node.right, /^ $/) && endsSentence(node.left)) add(node.right)
  }
  return found
}

const isLiteral = (node: ts.Expression | undefined, pattern: RegExp) =>
  node && ts.isStringLiteralLike(node) && pattern.test(node.text)

const beginsBlank = (node: ts.Expression | undefined): boolean | undefined =>
  node && ts.isBinaryExpression(node)
    ? beginsBlank(node.right)
    : node && ts.isTemplateExpression(node) && node.head.text === ' '

/** Whether what is shown last is, or may be, a sentence of a catalog. */
function endsSentence(node: ts.Node | undefined): boolean {
  if (!node) return false
  if (ts.isJsxElement(node) || ts.isJsxFragment(node))
    return endsSentence(node.children.findLast((child) => !ts.isJsxText(child) || child.text.trim() !== ''))
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) return endsSentence(node.expression)
  if (ts.isConditionalExpression(node)) return endsSentence(node.whenTrue) || endsSentence(node.whenFalse)
  if (ts.isBinaryExpression(node)) return endsSentence(node.right)
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false
  if (/sentence$/i.test(node.expression.text)) return true
  const [key] = node.arguments
  return node.expression.text === 't' && key !== undefined && ts.isStringLiteralLike(key) && /[.?!]$/.test(key.text)
}
