import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RegistryConfig } from './registryConfig.ts'
import { configFields, isChangedSetting, valueAt } from './registryConfigFields.ts'

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema | boolean
}

const parsed: { components: { schemas: Record<string, Schema> } } = JSON.parse(
  readFileSync(new URL('../../../mocks/data/schema/openapi.json', import.meta.url), 'utf8'),
)
const schema = parsed.components.schemas['com.github.openshift.api.imageregistry.v1.Config'] ?? {}

/** The paths of all fields that hold a value, the entries of lists left out of the path. */
function leavesOf({ properties, items, additionalProperties }: Schema, path: string): string[] {
  if (properties) return Object.entries(properties).flatMap(([key, value]) => leavesOf(value, `${path}.${key}`))
  if (items) return leavesOf(items, path)
  if (typeof additionalProperties === 'object') return leavesOf(additionalProperties, path)
  return [path]
}

const leaves = ['spec', 'status'].flatMap((part) => leavesOf(schema.properties?.[part] ?? {}, part))
const coverOf = (leaf: string) => configFields.filter(({ path }) => leaf === path || leaf.startsWith(`${path}.`))

describe('the fields of the Config', () => {
  test('are many', () => {
    expect(leaves.length).toBeGreaterThan(150)
    expect(leaves).toContain('spec.storage.s3.cloudFront.privateKey.key')
  })

  test.each([...new Set(leaves)])('%s has one entry', (leaf) => {
    expect(coverOf(leaf).map(({ path }) => path)).toHaveLength(1)
  })

  test('are all fields of the schema', () => {
    const strangers = configFields.filter(
      ({ path }) => !leaves.some((leaf) => leaf === path || leaf.startsWith(`${path}.`)),
    )
    // Every operator declares it, and none says it in this schema's version.
    expect(strangers.map(({ path }) => path)).toEqual([])
  })

  test('are named, each by its own name within its group', () => {
    const names = configFields.map(({ group, label }) => `${group} ${label()}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test('of the spec can be set, but for what the operator observes', () => {
    const fixed = configFields.filter(({ path, how }) => path.startsWith('spec.') && how === 'read-only')
    expect(fixed.map(({ path }) => path)).toEqual(['spec.observedConfig'])
    const reported = configFields.filter(({ path, how }) => path.startsWith('status.') && how !== 'read-only')
    expect(reported).toEqual([])
  })
})

test.each<[string, unknown, boolean]>([
  ['spec.logLevel', 'Normal', false],
  ['spec.logLevel', '', false],
  ['spec.logLevel', 'Debug', true],
  ['spec.readOnly', false, false],
  ['spec.readOnly', true, true],
  ['spec.managementState', 'Removed', true],
  ['spec.replicas', 7, false],
  ['spec.proxy.http', 'http://a', true],
  ['spec.requests.read.maxWaitInQueue', '0s', false],
  ['spec.requests.read.maxWaitInQueue', '0h0m', false],
  ['spec.requests.read.maxWaitInQueue', '5s', true],
  ['spec.requests.read.maxRunning', 0, false],
  ['spec.tolerations', [], false],
  ['spec.tolerations', [{ operator: 'Exists' }], true],
  ['spec.httpSecret', 'abc', false],
  ['spec.observedConfig', { a: 1 }, false],
])('%s of %j is a change: %s', (path, value, changed) => {
  const field = configFields.find((each) => each.path === path)
  const object = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
  const config: RegistryConfig = { metadata: { name: 'cluster' }, ...(object as object) } // as the path says
  expect(valueAt(config, path)).toEqual(value)
  expect(field && isChangedSetting(field, config)).toBe(changed)
})
