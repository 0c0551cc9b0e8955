import type { KindSchema } from '../lib/kindSchema.ts'
import type { ResourceType } from './types.ts'

const files = import.meta.glob<KindSchema>('./generated/schemas/*.json', { import: 'default' })

/** The schema of a kind, each a chunk of its own. Undefined for kinds that scripts/generate-schemas.ts does not name. */
export async function loadSchema({
  group,
  kind,
}: Pick<ResourceType, 'group' | 'kind'>): Promise<KindSchema | undefined> {
  return files[`./generated/schemas/${kind}.${group}.json`]?.()
}
