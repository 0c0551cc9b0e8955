import { describe, expect, test } from 'vitest'
import { ApiError } from '../../k8s/ApiError.ts'
import type { Condition, RegistryConfig, RegistryConfigSpec } from '../../k8s/resources/registryConfig.ts'
import type { ConfigChange } from './configChange.ts'
import { outcomeOf } from './configOutcome.ts'

interface At {
  generation?: number
  observed?: number
  conditions?: Condition[]
  uid?: string
}

const config = (
  spec: RegistryConfigSpec,
  { generation = 2, observed, conditions = [], uid = 'u' }: At = {},
): RegistryConfig => ({
  metadata: { name: 'cluster', uid, generation, resourceVersion: String(generation) },
  spec,
  status: { observedGeneration: observed ?? generation, conditions },
})
const at = 1_000_000

/** A change from one spec by a patch, as the server answered it. */
function changeOf(before: RegistryConfigSpec, patch: object, saved: RegistryConfigSpec): ConfigChange {
  return {
    patch: { spec: patch },
    before: config(before, { generation: 1 }),
    saved: config(saved, { observed: 1 }),
    at,
  }
}
const readOnly = changeOf({ replicas: 2 }, { readOnly: true }, { replicas: 2, readOnly: true })
const after = (change: ConfigChange, now: RegistryConfig | undefined, ms = 1000) =>
  outcomeOf(change, now, undefined, at + ms)

describe('the outcome of a change', () => {
  const spec = { replicas: 2, readOnly: true }
  test('is waited for, and missed after half a minute', () => {
    expect(after(readOnly, config(spec, { observed: 1 }))).toEqual({ kind: 'waiting', silent: false })
    expect(after(readOnly, undefined)).toEqual({ kind: 'waiting', silent: false })
    expect(after(readOnly, config(spec, { observed: 1 }), 31_000)).toEqual({ kind: 'waiting', silent: true })
  })

  test('is not waited for again when others change something else', () => {
    const later = config({ ...spec, replicas: 3 }, { generation: 3, observed: 2 })
    expect(after(readOnly, later, 120_000)).toEqual({ kind: 'done', filled: [] })
  })

  test('is what the conditions say, once the operator has looked', () => {
    const said = (type: string, status: string, reason: string): Condition => ({ type, status, reason })
    const rolling = said('Progressing', 'True', 'DeploymentNotCompleted')
    const error = said('Progressing', 'True', 'Error')
    const permanent = said('Degraded', 'True', 'VerificationFailed')
    const ready = said('Progressing', 'False', 'Ready')
    expect(after(readOnly, config(spec, { conditions: [rolling] }))).toEqual({ kind: 'applying', condition: rolling })
    expect(after(readOnly, config(spec, { conditions: [error] }))).toEqual({ kind: 'failed', condition: error })
    expect(after(readOnly, config(spec, { conditions: [ready, permanent] }))).toEqual({
      kind: 'failed',
      condition: permanent,
    })
    expect(after(readOnly, config(spec, { conditions: [ready] }))).toEqual({ kind: 'done', filled: [] })
    expect(after(readOnly, config({ ...spec, managementState: 'Unmanaged' }))).toEqual({ kind: 'unmanaged' })
  })

  test('is that it was overwritten, whether or not the operator has looked', () => {
    for (const observed of [2, 3])
      expect(after(readOnly, config({ replicas: 2, readOnly: false }, { generation: 3, observed }))).toEqual({
        kind: 'overwritten',
        fields: [{ path: 'readOnly', asked: 'true', now: 'false' }],
      })
    // Another field is no business of this change.
    expect(after(readOnly, config({ replicas: 5, readOnly: true })).kind).toBe('done')
  })

  test.each<[string, object, object]>([
    ['keys with dots', { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } }, {}],
    ['amounts of extended resources', { resources: { limits: { 'nvidia.com/gpu': '1' } } }, {}],
    [
      'durations as Go writes them',
      { requests: { read: { maxWaitInQueue: '60s' } } },
      { requests: { read: { maxWaitInQueue: '1m0s' } } },
    ],
    [
      'quantities in their shortest form',
      { resources: { limits: { memory: '1024Mi', cpu: '1000m' } } },
      { resources: { limits: { memory: '1Gi', cpu: '1' } } },
    ],
    [
      'what is false, 0 or empty left out',
      { readOnly: false, requests: { read: { maxRunning: 0, maxWaitInQueue: null } } },
      { readOnly: undefined, requests: { read: { maxWaitInQueue: '0s' } } },
    ],
  ])('knows what was asked for in the operator’s own copy: %s', (_what, patch, written) => {
    const before = { readOnly: true, requests: { read: { maxRunning: 5, maxWaitInQueue: '5s' } } }
    const now = { ...before, ...patch, ...written }
    expect(after(changeOf(before, patch, { ...before, ...patch }), config(now)).kind).toBe('done')
    expect(after(changeOf(before, patch, { ...before, ...patch }), config(before)).kind).toBe('overwritten')
  })

  test('leaves secrets and passwords out', () => {
    const secret = changeOf({ httpSecret: 'old' }, { httpSecret: 'typed' }, { httpSecret: 'typed' })
    const outcome = after(secret, config({ httpSecret: 'old' }))
    expect(outcome.kind).toBe('overwritten')
    expect(JSON.stringify(outcome)).not.toMatch(/"old"|typed/)
    const proxy = changeOf({}, { proxy: { http: 'http://u:word@p' } }, { proxy: { http: 'http://u:word@p' } })
    expect(JSON.stringify(after(proxy, config({})))).not.toContain('word')
  })

  test('tells what the operator filled in from what it put back', () => {
    const renewed = changeOf({ httpSecret: 'old' }, { httpSecret: null }, {})
    expect(after(renewed, config({ httpSecret: 'new' }))).toEqual({ kind: 'done', filled: ['httpSecret'] })
    expect(after(renewed, config({}))).toEqual({ kind: 'done', filled: [] })
    expect(after(renewed, config({ httpSecret: 'old' })).kind).toBe('overwritten')
    const moved = changeOf(
      { storage: { pvc: { claim: 'a' }, managementState: 'Unmanaged' } },
      { storage: { pvc: null, s3: {}, managementState: null } },
      { storage: { s3: {} } },
    )
    const filled = { storage: { s3: { bucket: 'b', region: 'r' }, managementState: 'Managed' } }
    expect(after(moved, config(filled))).toEqual({ kind: 'done', filled: ['storage.s3', 'storage.managementState'] })
    expect(after(moved, config({ storage: { pvc: { claim: 'a' } } }))).toMatchObject({
      kind: 'overwritten',
      fields: [{ path: 'storage.pvc' }, { path: 'storage.s3' }],
    })
  })

  test('is that there is none when the Config is gone', () => {
    expect(after(readOnly, config(spec, { uid: 'other' }))).toEqual({ kind: 'gone' })
    const missing = new ApiError({ code: 404, reason: 'NotFound', message: 'gone', url: '', method: 'GET' })
    expect(outcomeOf(readOnly, config(spec), missing, at)).toEqual({ kind: 'gone' })
  })
})
