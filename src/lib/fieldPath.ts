/** The steps of a field's path as API servers write it: `spec.tags[latest].from.name`, `metadata.annotations[a.io/b]`. */
export function parseFieldPath(path: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const [, bracketed, plain] of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    if (plain !== undefined) steps.push(plain)
    else if (bracketed) steps.push(/^\d+$/.test(bracketed) ? Number(bracketed) : bracketed.replaceAll(/^"|"$/g, ''))
  }
  return steps
}

/** The path of a field that a message is about when its cause names none: "[]: … is invalid: spec.tags[v1].from.name: …". */
export function fieldPathIn(message: string): string | undefined {
  return /\b((?:spec|metadata|tag)(?:\.\w+|\[[^\]]*\])+)(?=:)/.exec(message)?.[1]
}
