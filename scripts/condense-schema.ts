// node scripts/condense-schema.ts OPENAPI_FILE writes what the mock cluster must know of each type:
// mocks/data/schema.json: its fields, and the key by which a strategic merge patch tells the entries of a list apart;
// mocks/data/validation.json: of custom resources that are edited, what their definitions check.
import { readFileSync, writeFileSync } from 'node:fs'

interface Schema {
  $ref?: string
  allOf?: Schema[]
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema | boolean
  'x-kubernetes-patch-merge-key'?: string
  'x-kubernetes-patch-strategy'?: string
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-int-or-string'?: boolean
}

const [file] = process.argv.slice(2)
if (!file) throw new Error('usage: node scripts/condense-schema.ts OPENAPI_FILE')
const parsed: { components: { schemas: Record<string, Schema> } } = JSON.parse(readFileSync(file, 'utf8'))
const { schemas } = parsed.components

const numbers = new Map<string, number>()
const types: Record<string, string>[] = []

/** The number of a type with known fields, or '' for anything else. Inline objects are numbered as well. */
function typeOf(schema: Schema | undefined, name: string): string {
  const ref = schema?.$ref ?? schema?.allOf?.[0]?.$ref
  if (ref) {
    const target = ref.replace('#/components/schemas/', '')
    return typeOf(schemas[target], target)
  }
  if (!schema?.properties || schema['x-kubernetes-preserve-unknown-fields']) return ''
  const known = numbers.get(name)
  if (known !== undefined) return String(known)
  const number = types.length
  numbers.set(name, number)
  const fields: Record<string, string> = {}
  types.push(fields)
  for (const [field, value] of Object.entries(schema.properties)) fields[field] = fieldOf(value, `${name}.${field}`)
  return String(number)
}

/** `` a leaf, `7` an object of type 7, `[7` a list, `[7|name` a list merged by name, `[|` a merged set, `{7` a map. */
function fieldOf(schema: Schema, name: string): string {
  if (schema.type === 'array') {
    const merged = schema['x-kubernetes-patch-strategy']?.includes('merge')
    return `[${typeOf(schema.items, `${name}[]`)}${merged ? `|${schema['x-kubernetes-patch-merge-key'] ?? ''}` : ''}`
  }
  if (typeof schema.additionalProperties === 'object') return `{${typeOf(schema.additionalProperties, `${name}{}`)}`
  return typeOf(schema, name)
}

// Where the package of a Go type is not its API group.
const GROUPS: Record<string, string> = {
  core: '',
  rbac: 'rbac.authorization.k8s.io',
  authorization: 'authorization.k8s.io',
  storage: 'storage.k8s.io',
  'imageregistry.openshift.io': 'imageregistry.operator.openshift.io',
  'samples.openshift.io': 'samples.operator.openshift.io',
}

const kinds: Record<string, number> = {}
for (const [name, schema] of Object.entries(schemas)) {
  const [, family, group, version, kind] =
    /^(io\.k8s\.api|com\.github\.openshift\.api)\.(.+)\.(v\w+)\.(\w+)$/.exec(name) ?? []
  if (!group || !schema.properties?.['metadata'] || kind?.endsWith('List')) continue
  const groupName = family === 'io.k8s.api' ? group : `${group}.openshift.io`
  kinds[`${GROUPS[groupName] ?? groupName}/${version}/${kind}`] = Number(
    typeOf({ $ref: `#/components/schemas/${name}` }, name),
  )
}
writeFileSync('mocks/data/schema.json', `${JSON.stringify({ kinds, types }, null, 0).replaceAll('},{', '},\n{')}\n`)

const CHECKED = [
  'imageregistry.v1.Config',
  'imageregistry.v1.ImagePruner',
  'config.v1.Image',
  'config.v1.ImageDigestMirrorSet',
  'config.v1.ImageTagMirrorSet',
  'operator.v1alpha1.ImageContentSourcePolicy',
]
const KEPT = new Set([
  'type',
  'format',
  'enum',
  'pattern',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'maxItems',
  'nullable',
])

/** A schema with its references put in place and only what is checked. Objects that keep unknown fields are not looked into. */
function checked(schema: Schema): object {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  if (ref) return ref.endsWith('.v1.ObjectMeta') ? {} : checked(schemas[ref.replace('#/components/schemas/', '')] ?? {})
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema['x-kubernetes-int-or-string']) return {}
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => KEPT.has(key)))
  const { properties, items, additionalProperties: map } = schema
  return {
    ...kept,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, checked(value)])),
    }),
    ...(items && { items: checked(items) }),
    ...(typeof map === 'object' && { additionalProperties: checked(map) }),
  }
}

const validation = CHECKED.map((name) => {
  const [group = '', version = '', kind = ''] = name.split('.')
  const groupName = GROUPS[`${group}.openshift.io`] ?? `${group}.openshift.io`
  return [`${groupName}/${version}/${kind}`, checked(schemas[`com.github.openshift.api.${name}`] ?? {})]
})
writeFileSync(
  'mocks/data/validation.json',
  `${JSON.stringify(Object.fromEntries(validation)).replaceAll(/,(?="[a-z]+(?:\.[a-z]+)*\.openshift\.io)/g, ',\n')}\n`,
)
