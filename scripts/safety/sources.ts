import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** A source file. */
export interface Source {
  path: string
  text: string
  /** Parsed when it is asked for: most rules need no more than the text. */
  readonly tree: ts.SourceFile
}

/** The files that match a pattern; generated ones are left out. */
export function sourcesIn(pattern: string): Source[] {
  return globSync(pattern)
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('/generated/') && !path.endsWith('.d.ts'))
    .map((path) => parse(path, readFileSync(path, 'utf8')))
}

/** A text as a source file, as if it stood at that path. */
export function parse(path: string, text: string): Source {
  let tree: ts.SourceFile | undefined
  return {
    path,
    text,
    get tree() {
      const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
      return (tree ??= ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind))
    },
  }
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
export function importsOf({ path, text }: Source): { target: string; dynamic: boolean }[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName, pos }) => ({
      target: normalize(join(dirname(path), fileName)).replaceAll('\\', '/'),
      dynamic: /import\s*\(\s*["'`]?$/.test(text.slice(Math.max(0, pos - 20), pos)),
    }))
}

/** `path:line` of a node. */
export function placeOf({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
}
