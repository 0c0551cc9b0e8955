/** What a value may be: the part of an OpenAPI schema that the API server checks. Without a type: anything. */
export interface SchemaNode {
  /** The name of another definition, instead of all else but enum. */
  ref?: string
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  format?: string
  enum?: string[]
  pattern?: string
  minimum?: number
  maximum?: number
  nullable?: boolean
  required?: string[]
  properties?: Record<string, SchemaNode>
  /** Of the entries of a list. */
  items?: SchemaNode
  /** Of the values of a map whose keys are free. */
  values?: SchemaNode
}

/** The schema of one kind, with the definitions that it shares with itself. */
export interface KindSchema {
  group: string
  version: string
  kind: string
  root: string
  definitions: Record<string, SchemaNode>
}

/** A schema with its name, so that what is known of its fields can be found. */
export interface NamedSchema {
  name: string
  node: SchemaNode
}

/** The schema of whole objects of the kind. */
export function rootSchema(schema: KindSchema): NamedSchema {
  return { name: schema.root, node: schema.definitions[schema.root] ?? {} }
}

/** The schema of a field, of the values of a map, or with a number of the entries of a list. Undefined where there is no such field. */
export function schemaWithin(
  schema: KindSchema,
  { name, node }: NamedSchema,
  key: string | number,
): NamedSchema | undefined {
  if (typeof key === 'number') return node.items ? resolve(schema, `${name}[]`, node.items) : anything(name, node)
  const field = node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined
  if (field) return resolve(schema, `${name}.${key}`, field)
  if (node.values) return resolve(schema, `${name}{}`, node.values)
  return anything(name, node)
}

/** Below what may be anything is anything. */
function anything(name: string, node: SchemaNode): NamedSchema | undefined {
  return node.type === undefined || (node.type === 'object' && !node.properties) ? { name, node: {} } : undefined
}

function resolve(schema: KindSchema, name: string, node: SchemaNode): NamedSchema {
  if (node.ref === undefined) return { name, node }
  return { name: node.ref, node: schema.definitions[node.ref] ?? {} }
}
