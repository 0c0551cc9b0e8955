// node scripts/generate-schemas.ts writes src/k8s/generated/schemas/: what the YAML editor must know of each kind it edits.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { KindSchema, SchemaNode } from '../src/lib/kindSchema.ts'

const root = new URL('../', import.meta.url)
const schemaFile = new URL('mocks/data/schema/openapi.json', root)
const folder = new URL('src/k8s/generated/schemas/', root)

/** The kinds that are edited as YAML: API group, and the schema's own name. One line for each. */
const kinds: readonly [group: string, name: string][] = [
  ['image.openshift.io', 'image.v1.ImageStream'],
  ['image.openshift.io', 'image.v1.ImageStreamTag'],
  ['image.openshift.io', 'image.v1.ImageTag'],
  ['imageregistry.operator.openshift.io', 'imageregistry.v1.ImagePruner'],
  ['imageregistry.operator.openshift.io', 'imageregistry.v1.Config'],
  ['config.openshift.io', 'config.v1.Image'],
]

/**
 * What the API server does but its schema does not say: values it takes only, and fields it calls required but fills in itself
 * (openshift-apiserver pkg/image/apis/image/validation and v1/defaults.go).
 */
const corrections: Record<string, { required?: string[]; enums?: Record<string, string[]> }> = {
  'image.v1.ImageStreamTag': { required: [] },
  'image.v1.ImageTag': { required: [] },
  'image.v1.ImageLookupPolicy': { required: [] },
  'image.v1.TagImportPolicy': { enums: { importMode: ['', 'Legacy', 'PreserveOriginal'] } },
  'image.v1.TagReferencePolicy': { required: [], enums: { type: ['Source', 'Local'] } },
  'config.v1.ImageSpec': { enums: { imageStreamImportMode: ['', 'Legacy', 'PreserveOriginal'] } },
  'image.v1.TagReference.from': { required: ['kind', 'name'], enums: { kind: tagSources() } },
}

/** Fields whose type is used elsewhere with another meaning get a definition of their own. */
const own = new Set(['image.v1.TagReference.from'])

/** Fields that a write ignores, or that only the server writes: their content is not looked into. */
const ignored = /^(?:.*\.status|image\.v1\.ImageStreamTag\.(image|conditions)|meta\.v1\.ObjectMeta\.managedFields)$/

interface OpenApiSchema {
  $ref?: string
  allOf?: OpenApiSchema[]
  type?: string
  format?: string
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  nullable?: boolean
  required?: string[]
  properties?: Record<string, OpenApiSchema>
  items?: OpenApiSchema
  additionalProperties?: OpenApiSchema | boolean
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-int-or-string'?: boolean
}

function tagSources(): string[] {
  return ['DockerImage', 'ImageStreamTag', 'ImageStreamImage']
}

/** The schemas of all kinds by file name, as text. The same document always gives the same. */
export function generateSchemas(openapi: string): Map<string, string> {
  const parsed: { components: { schemas: Record<string, OpenApiSchema> } } = JSON.parse(openapi)
  const { schemas } = parsed.components
  return new Map(
    kinds.map(([group, name]) => {
      const [version = '', kind = ''] = name.split('.').slice(-2)
      const definitions: Record<string, SchemaNode> = {}
      const define = (short: string, schema: OpenApiSchema) => {
        if (definitions[short]) return
        // Known before it is looked into: schemas may contain themselves.
        const node: SchemaNode = (definitions[short] = {})
        Object.assign(node, condense(schema, short))
      }
      const condense = (schema: OpenApiSchema, path: string): SchemaNode => {
        const target = schema.$ref ?? schema.allOf?.[0]?.$ref
        if (target) {
          const long = target.replace('#/components/schemas/', '')
          const referred = schemas[long] ?? {}
          if (!referred.properties) return condense(referred, path)
          const short = own.has(path) ? path : shortName(long)
          define(short, referred)
          return { ref: short }
        }
        if (schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields']) return {}
        const { required, enums = {} } = { required: schema.required, ...corrections[path] }
        const { properties, items, additionalProperties: map } = schema
        const { type, format, enum: values, pattern, minimum, maximum, nullable } = schema
        return {
          ...(type && { type: type as NonNullable<SchemaNode['type']> }), // OpenAPI has no other types
          ...(format && { format }),
          ...(values && { enum: values.map(String) }),
          ...(pattern && { pattern }),
          ...(minimum !== undefined && { minimum }),
          ...(maximum !== undefined && { maximum }),
          ...(nullable && { nullable }),
          ...(required?.length && { required }),
          ...(properties && {
            properties: Object.fromEntries(
              Object.entries(properties).map(([field, value]) => {
                const at = `${path}.${field}`
                if (ignored.test(at)) return [field, {}]
                const known = enums[field]
                return [field, { ...condense(value, at), ...(known && { enum: known }) }]
              }),
            ),
          }),
          ...(items && { items: condense(items, `${path}[]`) }),
          ...(typeof map === 'object' && { values: condense(map, `${path}{}`) }),
        }
      }
      const long = `com.github.openshift.api.${name}`
      const schema = schemas[long]
      if (!schema) throw new Error(`no schema ${long}`)
      define(shortName(long), schema)
      const result: KindSchema = { group, version, kind, root: shortName(long), definitions }
      return [`${kind}.${group}.json`, `${JSON.stringify(result, null, 1)}\n`]
    }),
  )
}

function shortName(name: string): string {
  return name.replace(/^(com\.github\.openshift\.api|io\.k8s\.(apimachinery\.pkg\.apis|api))\./, '')
}

if (process.argv[1] === import.meta.filename) {
  await mkdir(folder, { recursive: true })
  for (const [file, text] of generateSchemas(await readFile(schemaFile, 'utf8')))
    await writeFile(new URL(file, folder), text)
}
