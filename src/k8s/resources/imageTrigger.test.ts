import { describe, expect, test } from 'vitest'
import type { BuildConfig } from './buildConfig.ts'
import type { DeploymentConfig } from './deploymentConfig.ts'
import {
  annotatedTriggers,
  buildConfigTriggers,
  deploymentConfigTriggers,
  firesOf,
  triggerFieldPath,
  type TriggerFault,
} from './imageTrigger.ts'

const template = {
  spec: { initContainers: [{ name: 'migrate', image: ' ' }], containers: [{ name: 'web' }, { name: 'log' }] },
}
const inTemplate = { namespace: 'shop', path: 'spec.template.spec' } as const
const from = { kind: 'ImageStreamTag', name: 'web:v1' }
const web = 'spec.template.spec.containers[?(@.name=="web")].image'
const log = 'spec.template.spec.containers[?(@.name=="log")].image'

const read = (entries: unknown, where: Parameters<typeof annotatedTriggers>[2] = inTemplate) =>
  annotatedTriggers(typeof entries === 'string' ? entries : JSON.stringify(entries), template, where)

describe('annotatedTriggers', () => {
  test('reads what oc set triggers writes', () => {
    expect(read([{ from: { ...from, namespace: 'base' }, fieldPath: web, paused: false }])).toEqual([
      {
        style: 'annotation',
        index: 0,
        namespace: 'base',
        stream: 'web',
        tag: 'v1',
        containers: ['web'],
        fieldPath: web,
        paused: false,
      },
    ])
  })

  test('takes the project of the workload where none is given', () => {
    expect(read([{ from, fieldPath: web }])).toMatchObject([{ namespace: 'shop', paused: false }])
  })

  test.each<[string, unknown, (TriggerFault | undefined)[]]>([
    ['good', [{ from, fieldPath: web }], [undefined]],
    [
      'an init container by name in the list of containers',
      [{ from, fieldPath: triggerFieldPath('migrate', inTemplate.path) }],
      [undefined],
    ],
    ['by place', [{ from, fieldPath: 'spec.template.spec.containers[1].image' }], [undefined]],
    ['init by place', [{ from, fieldPath: 'spec.template.spec.initContainers[0].image' }], [undefined]],
    ['no list', { from, fieldPath: web }, ['notJson']],
    ['no JSON', '[{', ['notJson']],
    ['a list of texts', ['web'], ['notJson']],
    ['null', null, []],
    ['no such container', [{ from, fieldPath: triggerFieldPath('db', inTemplate.path) }], ['unknownContainer']],
    ['no such place', [{ from, fieldPath: 'spec.template.spec.containers[2].image' }], ['unknownContainer']],
    [
      'twice',
      [
        { from, fieldPath: web },
        { from: { ...from, name: 'b:2' }, fieldPath: web },
      ],
      ['duplicate', 'duplicate'],
    ],
    ['with a version', [{ from: { ...from, apiVersion: 'image.openshift.io/v1' }, fieldPath: web }], ['apiVersion']],
    ['another kind', [{ from: { kind: 'DockerImage', name: 'a:b' }, fieldPath: web }], ['kind']],
    ['nothing to watch', [{ fieldPath: web }], ['kind']],
    ['no tag', [{ from: { ...from, name: 'web' }, fieldPath: web }], ['name']],
    ['blanks', [{ from, fieldPath: 'spec.template.spec.containers[?(@.name == "web")].image' }], ['fieldPath']],
    ['not the image', [{ from, fieldPath: 'spec.template.spec.containers[0].name' }], ['fieldPath']],
    ['no path', [{ from }], ['fieldPath']],
    [
      'the path of a cron job',
      [{ from, fieldPath: triggerFieldPath('web', 'spec.jobTemplate.spec.template.spec') }],
      ['fieldPath'],
    ],
    [
      'beside one that breaks all',
      [
        { from, fieldPath: web },
        { from, fieldPath: triggerFieldPath('db', inTemplate.path) },
      ],
      ['otherBroken', 'unknownContainer'],
    ],
    [
      'beside a paused one that would break all',
      [
        { from, fieldPath: web },
        { from, fieldPath: triggerFieldPath('db', inTemplate.path), paused: true },
      ],
      [undefined, 'unknownContainer'],
    ],
    [
      'beside one that is skipped',
      [
        { from, fieldPath: web },
        { from: { ...from, name: 'x' }, fieldPath: log },
      ],
      [undefined, 'name'],
    ],
  ])('%s', (_name, entries, faults) => {
    expect(read(entries).map(({ fault }) => fault)).toEqual(faults)
  })

  test('knows the template of a cron job', () => {
    const path = 'spec.jobTemplate.spec.template.spec'
    const entries = [{ from, fieldPath: triggerFieldPath('web', path) }]
    expect(read(entries, { namespace: 'shop', path })).toMatchObject([{ containers: ['web'] }])
    expect(read(entries, { namespace: 'shop', path })[0]?.fault).toBeUndefined()
  })

  test('a paused trigger does not fire, nor a broken one', () => {
    const entries = [
      { from, fieldPath: web, paused: true },
      { from: { ...from, name: 'x' }, fieldPath: log },
    ]
    expect(read(entries).map(firesOf)).toEqual([false, false])
    expect(read(entries.slice(0, 1).map((entry) => ({ ...entry, paused: false }))).map(firesOf)).toEqual([true])
  })
})

describe('deploymentConfigTriggers', () => {
  const config = (params: object): DeploymentConfig => ({
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template, triggers: [{ type: 'ConfigChange' }, { type: 'ImageChange', imageChangeParams: params }] },
  })

  test.each<[string, object, object]>([
    [
      'automatic',
      { automatic: true, from, containerNames: ['web'] },
      { paused: false, index: 1, tag: 'v1', containers: ['web'] },
    ],
    ['manual', { automatic: false, from, containerNames: ['web'] }, { paused: true }],
    ['manual by default', { from, containerNames: ['web'] }, { paused: true }],
    ['no container', { automatic: true, from }, { fault: 'unknownContainer' }],
    ['no such container', { automatic: true, from, containerNames: ['web', 'db'] }, { fault: 'unknownContainer' }],
    ['no source', { automatic: true, containerNames: ['web'] }, { fault: 'kind' }],
  ])('%s', (_name, params, expected) => {
    expect(deploymentConfigTriggers(config(params))).toMatchObject([expected])
  })
})

describe('buildConfigTriggers', () => {
  const config = (
    trigger: object,
    strategyFrom: object = { kind: 'ImageStreamTag', name: 'base:1', namespace: 'ci' },
  ): BuildConfig => ({
    metadata: { name: 'web', namespace: 'shop' },
    spec: { strategy: { dockerStrategy: { from: strategyFrom } }, triggers: [{ type: 'ConfigChange' }, trigger] },
  })

  test.each<[string, BuildConfig, object[]]>([
    [
      'of the strategy',
      config({ type: 'ImageChange', imageChange: {} }),
      [{ namespace: 'ci', stream: 'base', tag: '1', paused: false }],
    ],
    [
      'of the strategy, without parameters',
      config({ type: 'ImageChange' }),
      [{ namespace: 'ci', stream: 'base', tag: '1' }],
    ],
    ['by its old name', config({ type: 'imageChange', imageChange: {} }), [{ stream: 'base' }]],
    [
      'of its own',
      config({ type: 'ImageChange', imageChange: { from } }),
      [{ namespace: 'shop', stream: 'web', tag: 'v1' }],
    ],
    ['paused', config({ type: 'ImageChange', imageChange: { paused: true } }), [{ paused: true }]],
    [
      'of a strategy that watches nothing',
      config({ type: 'ImageChange', imageChange: {} }, { kind: 'DockerImage', name: 'a/b' }),
      [{ fault: 'kind' }],
    ],
    ['another trigger', config({ type: 'GitHub' }), []],
  ])('%s', (_name, object, expected) => {
    expect(buildConfigTriggers(object)).toMatchObject(expected)
  })
})
