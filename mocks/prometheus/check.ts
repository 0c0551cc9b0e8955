import { parseError, type Binary, type Expr, type ValueType } from './ast.ts'
import { signatureOf } from './signatures.ts'

/** What an expression answers. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar'
    case 'string':
      return 'string'
    case 'vector':
    case 'aggregate':
      return 'instant vector'
    case 'matrix':
    case 'subquery':
      return 'range vector'
    case 'call':
      return signatureOf(expr.name).answer
    case 'unary':
      return typeOf(expr.of)
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'instant vector'
  }
}

/** The expression, if everything in it has the type it needs. Throws where not. */
export function checked(query: string, expr: Expr): Expr {
  const fail = (at: number, message: string) => parseError(query, at, message)
  const expect = (found: Expr, wanted: ValueType, context: string) => {
    const type = typeOf(found)
    if (type !== wanted) throw fail(found.at, `expected type ${wanted} in ${context}, got ${type}`)
  }
  const visit = (each: Expr): void => {
    switch (each.kind) {
      case 'call': {
        const { args, optional = 0 } = signatureOf(each.name)
        checkCount(each, args.length, optional, fail)
        for (const [index, arg] of each.args.entries()) {
          visit(arg)
          expect(arg, args[index] ?? args.at(-1) ?? 'scalar', `call to function ${JSON.stringify(each.name)}`)
        }
        return
      }
      case 'aggregate':
        visit(each.of)
        expect(each.of, 'instant vector', 'aggregation expression')
        if (each.parameter) visit(each.parameter)
        if (each.parameter && each.op !== 'count_values') expect(each.parameter, 'scalar', 'aggregation parameter')
        return
      case 'unary':
        visit(each.of)
        if (!['scalar', 'instant vector'].includes(typeOf(each.of)))
          throw fail(
            each.at,
            `unary expression only allowed on expressions of type scalar or instant vector, got ${JSON.stringify(typeOf(each.of))}`,
          )
        return
      case 'subquery':
        visit(each.of)
        if (typeOf(each.of) !== 'instant vector')
          throw fail(each.at, `subquery is only allowed on instant vector, got ${typeOf(each.of)} instead`)
        return
      case 'binary':
        visit(each.left)
        visit(each.right)
        checkBinary(each, fail)
        return
      default:
    }
  }
  visit(expr)
  return expr
}

function checkCount(
  { name, args, at }: Expr & { kind: 'call' },
  wanted: number,
  optional: number,
  fail: (at: number, message: string) => Error,
): void {
  const call = `in call to ${JSON.stringify(name)}, got ${args.length}`
  if (optional === 0 && args.length !== wanted) throw fail(at, `expected ${wanted} argument(s) ${call}`)
  if (optional !== 0 && args.length < wanted - 1) throw fail(at, `expected at least ${wanted - 1} argument(s) ${call}`)
  if (optional > 0 && args.length > wanted) throw fail(at, `expected at most ${wanted} argument(s) ${call}`)
}

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>='])
const SETS = new Set(['and', 'or', 'unless'])

function checkBinary(
  { op, opAt, left, right, bool, matching }: Binary,
  fail: (at: number, message: string) => Error,
): void {
  const sides = [left, right]
  for (const side of sides)
    if (!['scalar', 'instant vector'].includes(typeOf(side)))
      throw fail(side.at, 'binary expression must contain only scalar and instant vector types')
  const scalars = sides.filter((side) => typeOf(side) === 'scalar').length
  if (COMPARISONS.has(op) && scalars === 2 && !bool)
    throw fail(opAt, 'comparisons between scalars must use BOOL modifier')
  if (SETS.has(op) && scalars)
    throw fail(left.at, `set operator ${JSON.stringify(op)} not allowed in binary scalar expression`)
  if (scalars && (matching.on || matching.labels.length))
    throw fail(left.at, 'vector matching only allowed between instant vectors')
}
