import { useQuery } from '@tanstack/react-query'
import { loadSchema } from '../k8s/kindSchemas.ts'
import type { K8sObject, ResourceType } from '../k8s/types.ts'
import { rootSchema, schemaWithin, type KindSchema } from '../lib/kindSchema.ts'
import { t } from '../lib/t.ts'
import { schemaProblems } from './yaml/schemaProblems.ts'
import { parseYaml } from './yaml/yamlDocument.ts'

/**
 * The first thing wrong with the YAML text of a field of the spec by its schema. Unknown fields too: the server would drop them
 * without a word.
 */
export function useSchemaProblem<T extends K8sObject>(
  { group, version, kind }: ResourceType<T>,
  field: string,
  label: string,
  text: string | undefined,
): string | undefined {
  const { data: schema } = useQuery({
    queryKey: ['schema', group, version, kind],
    queryFn: async () => (await loadSchema({ group, kind })) ?? null,
    staleTime: Infinity,
  })
  const part = schema ? partOf(schema, field) : undefined
  if (!text?.trim() || !part) return undefined
  const parsed = parseYaml(text)
  if (parsed.problems.length > 0) return undefined
  const [problem] = schemaProblems(parsed, part)
  return problem && t('{{label}}, line {{line}}: {{message}}', { label, line: problem.line, message: problem.message })
}

function partOf(schema: KindSchema, field: string): KindSchema | undefined {
  const spec = schemaWithin(schema, rootSchema(schema), 'spec')
  const part = spec && schemaWithin(schema, spec, field)
  return part && { ...schema, root: field, definitions: { ...schema.definitions, [field]: part.node } }
}
