import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { loadSchema } from '../../k8s/kindSchemas.ts'
import type { ResourceType } from '../../k8s/types.ts'
import type { KindSchema } from '../../lib/kindSchema.ts'
import { schemaProblems } from './schemaProblems.ts'
import { parseYaml, type ParsedYaml, type YamlProblem } from './yamlDocument.ts'
import { placed, type ObjectProblem } from './yamlObject.ts'

export interface YamlCheck {
  /** Top-level fields that are not looked into, because a write ignores them. */
  ignored?: readonly string[]
  /** What is wrong with the object beyond what its schema says. */
  objectProblems?(object: unknown): readonly ObjectProblem[]
  /** What is wrong with the text itself. */
  textProblems?(parsed: ParsedYaml): readonly YamlProblem[]
}

/** Reads a text and says all that is wrong with it, in the order of its lines. */
export function checkYaml(text: string, schema: KindSchema | undefined, check: YamlCheck = {}): ParsedYaml {
  const parsed = parseYaml(text, check.ignored)
  if (parsed.value === undefined) return parsed
  const problems = [
    ...parsed.problems,
    ...(schema ? schemaProblems(parsed, schema) : []),
    ...placed(parsed, check.objectProblems?.(parsed.value) ?? []),
    ...(check.textProblems?.(parsed) ?? []),
  ]
  return { ...parsed, problems: problems.toSorted((a, b) => a.from - b.from) }
}

const pauseMs = 250

/** The schema of a kind, and the problems of a text: at once for a new text, after a pause while somebody types. `check` is constant or memoized. */
export function useYamlProblems(type: ResourceType, text: string, check: YamlCheck) {
  const { data: schema } = useQuery({
    queryKey: ['schema', type.group, type.version, type.kind],
    queryFn: async () => (await loadSchema(type)) ?? null,
    staleTime: Infinity,
  })
  const settled = usePaused(text)
  const parsed = useMemo(() => checkYaml(settled, schema ?? undefined, check), [settled, schema, check])
  return { schema: schema ?? undefined, parsed }
}

/** A text once nobody has changed it for a moment. */
function usePaused(text: string): string {
  const [settled, setSettled] = useState(text)
  // The clock: problems appear in a pause of typing and not at every letter.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
