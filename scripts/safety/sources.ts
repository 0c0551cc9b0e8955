import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** A source file, parsed. */
export interface Source {
  path: string
  text: string
  tree: ts.SourceFile
}

/** The files that match a pattern, parsed; generated ones are left out. */
export function sourcesIn(pattern: string): Source[] {
  return globSync(pattern)
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('/generated/') && !path.endsWith('.d.ts'))
    .map((path) => parse(path, readFileSync(path, 'utf8')))
}

/** A text as a source file, as if it stood at that path. */
export function parse(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) }
}

/** Every node of a source, from the top down. */
export function* nodesOf(root: ts.Node): Generator<ts.Node> {
  const left = [root]
  for (let node = left.pop(); node; node = left.pop()) {
    yield node
    // getChildren() would also give tokens; forEachChild collects the nodes only.
    const children: ts.Node[] = []
    ts.forEachChild(node, (child) => void children.push(child))
    left.push(...children.toReversed())
  }
}

/** What a source imports from the project itself, as paths from its root, dynamic imports and re-exports included. */
export function importsOf({ path, tree }: Source): { target: string; dynamic: boolean }[] {
  const imports: { target: string; dynamic: boolean }[] = []
  const add = (specifier: ts.Node | undefined, dynamic: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier) && specifier.text.startsWith('.'))
      imports.push({ target: normalize(join(dirname(path), specifier.text)).replaceAll('\\', '/'), dynamic })
  }
  for (const node of nodesOf(tree)) {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier, false)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], true)
  }
  return imports
}

/** `path:line` of a node. */
export function placeOf({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
}
