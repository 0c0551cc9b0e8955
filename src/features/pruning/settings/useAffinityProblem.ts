import { useQuery } from '@tanstack/react-query'
import { loadSchema } from '../../../k8s/kindSchemas.ts'
import { ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { rootSchema, schemaWithin, type KindSchema } from '../../../lib/kindSchema.ts'
import { t } from '../../../lib/t.ts'
import { schemaProblems } from '../../../ui/yaml/schemaProblems.ts'
import { parseYaml } from '../../../ui/yaml/yamlDocument.ts'

/** The first thing wrong with an affinity by its schema. Unknown fields too: the server would drop them without a word. */
export function useAffinityProblem(text: string | undefined): string | undefined {
  const { group, version, kind } = ImagePruner
  const { data: schema } = useQuery({
    queryKey: ['schema', group, version, kind],
    queryFn: async () => (await loadSchema(ImagePruner)) ?? null,
    staleTime: Infinity,
  })
  const affinity = schema ? affinitySchema(schema) : undefined
  if (!text?.trim() || !affinity) return undefined
  const parsed = parseYaml(text)
  if (parsed.problems.length > 0) return undefined
  const [problem] = schemaProblems(parsed, affinity)
  return problem && t('Affinity, line {{line}}: {{message}}', { line: problem.line, message: problem.message })
}

function affinitySchema(schema: KindSchema): KindSchema | undefined {
  const spec = schemaWithin(schema, rootSchema(schema), 'spec')
  const affinity = spec && schemaWithin(schema, spec, 'affinity')
  return affinity && { ...schema, root: 'affinity', definitions: { ...schema.definitions, affinity: affinity.node } }
}
