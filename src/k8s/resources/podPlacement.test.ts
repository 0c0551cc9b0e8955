import { describe, expect, it } from 'vitest'
import {
  affinityProblems,
  nodeSelectorProblems,
  resourceProblems,
  tolerationProblems,
  type Finding,
} from './podPlacement.ts'

const shown = (findings: readonly Finding[]) => findings.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('resources', () => {
  it.each<[object]>([
    [{}],
    [{ requests: { cpu: '100m', memory: '256Mi' } }],
    [{ requests: { cpu: '0.5', memory: '1Gi' }, limits: { cpu: '500m', memory: '1024Mi' } }],
    [{ requests: { cpu: 1 }, limits: { cpu: '1' } }],
    [{ limits: { memory: '1Gi' } }],
  ])('%j are well', (resources) => {
    expect(resourceProblems(resources)).toEqual([])
  })

  it.each<[object, string]>([
    [{ requests: { cpu: 'much' } }, 'requests.cpu: much is no quantity: write 100m, 0.5, 2.'],
    [{ requests: { cpu: '' } }, 'requests.cpu:  is no quantity: write 100m, 0.5, 2.'],
    [{ limits: { memory: '1 GB' } }, 'limits.memory: 1 GB is no quantity: write 256Mi, 1Gi.'],
    [{ limits: { memory: '-1Gi' } }, 'limits.memory: A quantity cannot be negative.'],
    [
      { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } },
      'requests.memory: The request of memory, 2Gi, is more than its limit, 1Gi.',
    ],
    [
      { requests: { cpu: 2 }, limits: { cpu: '1500m' } },
      'requests.cpu: The request of cpu, 2, is more than its limit, 1500m.',
    ],
  ])('%j are not', (resources, problem) => {
    expect(shown(resourceProblems(resources))).toEqual([problem])
  })
})

it('looks at keys and values of a node selector', () => {
  expect(nodeSelectorProblems({ 'node-role.kubernetes.io/infra': '', disk: 'ssd' })).toEqual([])
  expect(shown(nodeSelectorProblems({ 'a b': 'x', disk: 'fast one' }))).toEqual([
    'a b: A key has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or a digit.',
    'disk: The value of a label has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or a digit.',
  ])
})

describe('a toleration', () => {
  it.each<[object]>([
    [{ operator: 'Exists' }],
    [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }],
    [{ key: 'a', value: 'b' }],
    [{ key: 'example.com/a', operator: 'Equal', value: '', effect: 'PreferNoSchedule' }],
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -1 }],
  ])('%j is well', (toleration) => {
    expect(tolerationProblems(toleration)).toEqual([])
  })

  it.each<[object, string]>([
    [{}, 'key: Without a key the operator has to be Exists: it tolerates every taint.'],
    [
      { key: '-a', operator: 'Exists' },
      'key: A key has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or a digit.',
    ],
    [{ key: 'a', operator: 'exists' }, 'operator: The operator has to be Equal or Exists.'],
    [{ key: 'a', operator: 'Exists', value: 'b' }, 'value: With the operator Exists there can be no value.'],
    [
      { key: 'a', effect: 'noSchedule' },
      'effect: The effect has to be NoSchedule, PreferNoSchedule or NoExecute, or nothing for all.',
    ],
    [
      { key: 'a', effect: 'NoSchedule', tolerationSeconds: 60 },
      'tolerationSeconds: Seconds count only with the effect NoExecute.',
    ],
    [{ key: 'a', effect: 'NoExecute', tolerationSeconds: 1.5 }, 'tolerationSeconds: This has to be a whole number.'],
  ])('%j is not', (toleration, problem) => {
    expect(shown(tolerationProblems(toleration))).toEqual([problem])
  })
})

describe('an affinity', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution'
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'
  const inTerm = (expression: object) => ({
    nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
  })
  const at = `nodeAffinity.${required}.nodeSelectorTerms.0.matchExpressions.0`

  it.each<[object]>([
    [{}],
    [inTerm({ key: 'a', operator: 'In', values: ['b'] })],
    [inTerm({ key: 'a', operator: 'Gt', values: ['5'] })],
    [
      {
        podAntiAffinity: { [preferred]: [{ weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }] },
      },
    ],
  ])('%j is well', (affinity) => {
    expect(affinityProblems(affinity)).toEqual([])
  })

  it.each<[object, string]>([
    [
      inTerm({ key: 'a', operator: 'in', values: ['b'] }),
      `${at}.operator: The operator has to be one of In, NotIn, Exists, DoesNotExist, Gt, Lt.`,
    ],
    [inTerm({ key: 'a', operator: 'In' }), `${at}.values: In needs values.`],
    [inTerm({ key: 'a', operator: 'Exists', values: ['b'] }), `${at}.values: Exists takes no values.`],
    [inTerm({ key: 'a', operator: 'Lt', values: [] }), `${at}.values: Lt needs one value.`],
    [inTerm({ operator: 'Exists' }), `${at}.key: Enter a key.`],
    [
      { nodeAffinity: { [required]: {} } },
      `nodeAffinity.${required}: There has to be at least one of nodeSelectorTerms.`,
    ],
    [
      { nodeAffinity: { [preferred]: [{ weight: 0, preference: {} }] } },
      `nodeAffinity.${preferred}.0.weight: The weight is a whole number from 1 to 100.`,
    ],
    [{ podAffinity: { [required]: [{ labelSelector: {} }] } }, `podAffinity.${required}.0.topologyKey: Enter a key.`],
    [
      {
        podAffinity: {
          [preferred]: [
            {
              weight: 1,
              podAffinityTerm: {
                topologyKey: 'zone',
                labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
              },
            },
          ],
        },
      },
      `podAffinity.${preferred}.0.podAffinityTerm.labelSelector.matchExpressions.0.operator: The operator has to be one of In, NotIn, Exists, DoesNotExist.`,
    ],
  ])('%j is not', (affinity, problem) => {
    expect(shown(affinityProblems(affinity))).toEqual([problem])
  })
})
