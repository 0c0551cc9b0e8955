import { parseGoDuration } from '../../src/lib/goDuration.ts'
import validation from '../data/validation.json' with { type: 'json' }
import { withDefinition, type Schema } from './definitions.ts'
import { equal, isObject } from './patch.ts'
import { fieldError, type FieldError } from './status.ts'

// What scripts/condense-schema.ts writes has this shape.
const published = validation as object as Record<string, Schema>
const schemas: Record<string, Schema | undefined> = Object.fromEntries(
  Object.entries(published).map(([kind, schema]) => [kind, withDefinition(kind, schema)]),
)

/** What the definition of a custom resource refuses, in the server's words. Kinds without a schema here are not checked. */
export function customErrors(object: object, group: string, version: string, kind: string): FieldError[] {
  const schema = schemas[`${group}/${version}/${kind}`]
  return schema ? errorsOf(object, schema, '') : []
}

/** Drops what a schema does not know, as API servers do with custom resources, and says what that was. */
export function pruned(value: unknown, schema: Schema, path = ''): string[] {
  if (Array.isArray(value))
    return schema.items ? value.flatMap((entry, i) => pruned(entry, schema.items ?? {}, `${path}[${i}]`)) : []
  const { properties, additionalProperties: map } = schema
  if (!isObject(value) || (!properties && !map)) return []
  return Object.entries(value).flatMap(([key, entry]) => {
    const at = path ? `${path}.${key}` : key
    const inner = properties?.[key] ?? map
    if (inner) return pruned(entry, inner, at)
    delete value[key]
    return [at]
  })
}

/** The schema that the newest definition of a kind has, `group/version/kind`. */
export const schemaOf = (kind: string): Schema | undefined => schemas[kind]

function errorsOf(value: unknown, schema: Schema, path: string): FieldError[] {
  if (value === null && schema.nullable) return []
  const type = typeOf(value)
  if (schema.type && type !== schema.type && !(schema.type === 'number' && type === 'integer')) {
    const message = `Invalid value: ${JSON.stringify(type)}: ${path} in body must be of type ${schema.type}: ${JSON.stringify(type)}`
    return [{ field: path, reason: 'FieldValueTypeInvalid', message }]
  }
  const wrong = (why: string) => fieldError.invalid(path, value, `${path} in body ${why}`)
  if (schema.enum && !schema.enum.includes(value))
    return [fieldError.notSupported(path, value, schema.enum.map(String))]
  if (typeof value === 'string') {
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) return [wrong(`should match '${schema.pattern}'`)]
    if (schema.format === 'duration' && !isDuration(value)) {
      const message = `Invalid value: ${JSON.stringify(value)}: ${path} in body must be of type duration: ${JSON.stringify(value)}`
      return [{ field: path, reason: 'FieldValueTypeInvalid', message }]
    }
    if (value.length < (schema.minLength ?? 0)) return [wrong(`should be at least ${schema.minLength} chars long`)]
  }
  if (type === 'integer' && schema.format === 'int32' && !isInt32(Number(value)))
    // The check of ranges does not say of which field it speaks but in its text.
    return [fieldError.invalid('<nil>', '', `Checked value must be of type integer with format int32 in ${path}`)]
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity)) return [wrong(`should be greater than or equal to ${schema.minimum}`)]
    if (value > (schema.maximum ?? Infinity)) return [wrong(`should be less than or equal to ${schema.maximum}`)]
  }
  const { items, properties, additionalProperties: map, required = [] } = schema
  if (Array.isArray(value)) {
    const { minItems = 0, set } = schema
    if (value.length < minItems)
      return [fieldError.invalid(path, value.length, `${path} in body should have at least ${minItems} items`)]
    return [
      ...(items ? value.flatMap((entry, i) => errorsOf(entry, items, `${path}[${i}]`)) : []),
      ...(set ? duplicates(value, path) : []),
    ]
  }
  if (!isObject(value)) return []
  const at = (key: string) => (path ? `${path}.${key}` : key)
  return [
    ...required.filter((key) => !(key in value)).map((key) => fieldError.required(at(key))),
    ...Object.entries(value).flatMap(([key, entry]) => {
      const inner = properties?.[key] ?? map
      return inner ? errorsOf(entry, inner, at(key)) : []
    }),
  ]
}

/** The entries of a set that were there before. */
const duplicates = (list: unknown[], path: string): FieldError[] =>
  list.flatMap((entry, i) =>
    list.findIndex((other) => equal(other, entry)) < i ? [fieldError.duplicate(`${path}[${i}]`, entry)] : [],
  )

const isInt32 = (value: number) => value >= -(2 ** 31) && value < 2 ** 31

const UNIT = /^(ns|nano.*|us|\u00b5s|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/i

/** What the format `duration` lets pass: Go's durations, and any text with a number and a unit in it, such as `3 days`. */
function isDuration(text: string): boolean {
  if ('nanoseconds' in parseGoDuration(text)) return true
  return [...text.matchAll(/\d+\s*([A-Za-z\u00b5]+)/g)].some(([, unit = '']) => UNIT.test(unit))
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint') return 'integer'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}
