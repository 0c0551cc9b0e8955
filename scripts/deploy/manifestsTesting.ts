import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

/** An object of a manifest. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  spec: Record<string, unknown>
}

/** The folder of the manifests. */
export const deployDir = new URL('../../deploy/', import.meta.url).pathname

/** The objects of a text of YAML. */
export function manifestsIn(text: string): Manifest[] {
  // What is in the manifests is looked at by the tests.
  return parseAllDocuments(text, { logLevel: 'error' }).map((document) => document.toJS() as Manifest)
}

/** The objects of the manifests of a folder as they stand there, before kustomize. */
export function manifestsOf(dir: string): Manifest[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.yaml') && !['kustomization.yaml', 'vars.yaml'].includes(file))
    .flatMap((file) => manifestsIn(readFileSync(join(dir, file), 'utf8')))
}

interface Schema {
  $ref?: string
  allOf?: Schema[]
  type?: string
  format?: string
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema
  required?: string[]
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

interface OpenApi {
  components: { schemas: Record<string, Schema> }
}

const openApi = JSON.parse(
  readFileSync(new URL('../../mocks/data/schema/openapi.json', import.meta.url), 'utf8'),
) as OpenApi
const { schemas } = openApi.components

/** The schema of a kind, or undefined for those that are not recorded. */
export function schemaOf({ apiVersion, kind }: Manifest): Schema | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  const recorded = Object.values(schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind,
    ),
  )
  const start = group.split('.')[0] ?? ''
  const byName = Object.keys(schemas).find((name) => name.endsWith(`.${start || 'core'}.${version}.${kind}`))
  return recorded ?? (byName === undefined ? undefined : schemas[byName])
}

/** What of a value is not as its schema has it: fields nobody knows, types, fields that are missing. */
export function schemaProblems(value: unknown, schema: Schema, path = ''): string[] {
  const { $ref, allOf } = schema
  const named = $ref ?? allOf?.[0]?.$ref
  if (named !== undefined) {
    const target = schemas[named.replace('#/components/schemas/', '')]
    return target ? schemaProblems(value, target, path) : []
  }
  if (Array.isArray(value)) {
    const { items } = schema
    if (schema.type !== 'array' || !items) return [`${path} is a list`]
    return value.flatMap((each, index) => schemaProblems(each, items, `${path}[${index}]`))
  }
  if (typeof value === 'object' && value !== null) return objectProblems(value, schema, path)
  const type = typeof value === 'number' ? ['integer', 'number'] : [typeof value]
  const isEither = schema.format === 'int-or-string' || schema.type === undefined
  return isEither || type.includes(schema.type ?? '') ? [] : [`${path} is a ${typeof value}, and not ${schema.type}`]
}

function objectProblems(value: object, schema: Schema, path: string): string[] {
  if (schema.type !== undefined && schema.type !== 'object') return [`${path} is an object`]
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`)
  const { properties, additionalProperties } = schema
  if (!properties && additionalProperties === undefined) return missing
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const known = properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
    if (known) return schemaProblems(each, known, `${path}.${name}`)
    return additionalProperties === true ? [] : [`${path}.${name} is no field of it`]
  })
  return [...missing, ...wrong]
}
