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
  if (parseYaml(text).problems.length > 0) return undefined
  // As the only field of an object: a list is none, and what is checked has to be one.
  const within = parseYaml(`${field}:\n${text.replace(/^/gm, ' ')}`)
  const [problem] = schemaProblems(within, part)
  return (
    problem && t('{{label}}, line {{line}}: {{message}}', { label, line: problem.line - 1, message: problem.message })
  )
}

function partOf(schema: KindSchema, field: string): KindSchema | undefined {
  const spec = schemaWithin(schema, rootSchema(schema), 'spec')
  const part = spec && schemaWithin(schema, spec, field)
  if (!part) return undefined
  const holder = { type: 'object' as const, properties: { [field]: part.node } }
  return { ...schema, root: 'holder', definitions: { ...schema.definitions, holder } }
}
