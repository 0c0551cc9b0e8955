import { describe, expect, test } from 'vitest'
import type { K8sObject } from '../types.ts'
import { annotatedTriggers, buildConfigTriggers, deploymentConfigTriggers, triggersAnnotation } from './imageTrigger.ts'
import { addTrigger, pauseTrigger, removeTrigger, sameTrigger, type TriggerPatch } from './imageTriggerChange.ts'

const inTemplate = { style: 'annotation', path: 'spec.template.spec' } as const
const wanted = { namespace: 'shop', stream: 'web', tag: 'v1', container: 'web', paused: false }
const web = 'spec.template.spec.containers[?(@.name=="web")].image'
const template = { spec: { containers: [{ name: 'web' }, { name: 'log' }] } }

const workload = (annotation?: string): K8sObject => ({
  metadata: {
    name: 'web',
    namespace: 'shop',
    ...(annotation !== undefined && { annotations: { [triggersAnnotation]: annotation } }),
  },
})
const entriesIn = (patch: TriggerPatch): unknown => {
  if (!('metadata' in patch)) throw new Error('not an annotation')
  const text = patch.metadata.annotations[triggersAnnotation]
  return text === null ? null : JSON.parse(text)
}
const read = (annotation: string) =>
  annotatedTriggers(annotation, template, { namespace: 'shop', path: 'spec.template.spec' })

describe('in an annotation', () => {
  const first = {
    from: { kind: 'ImageStreamTag', name: 'log:1', namespace: 'ci' },
    fieldPath: 'spec.template.spec.containers[1].image',
    own: 1,
  }
  const second = { from: { kind: 'ImageStreamTag', name: 'web:v1' }, fieldPath: web }

  test.each<[string, string | undefined, object, unknown]>([
    ['the first', undefined, wanted, [{ ...second, paused: false }]],
    ['beside another, which stays as it is', JSON.stringify([first]), wanted, [first, { ...second, paused: false }]],
    ['paused', '', { ...wanted, paused: true }, [{ ...second, paused: true }]],
    [
      'of another project',
      'null',
      { ...wanted, namespace: 'base' },
      [{ from: { ...second.from, namespace: 'base' }, fieldPath: web, paused: false }],
    ],
  ])('adds %s', (_name, before, more, after) => {
    expect(entriesIn(addTrigger(workload(before), inTemplate, { ...wanted, ...more }))).toEqual(after)
  })

  test('adds to a cron job', () => {
    const patch = addTrigger(workload(), { style: 'annotation', path: 'spec.jobTemplate.spec.template.spec' }, wanted)
    expect(entriesIn(patch)).toMatchObject([
      { fieldPath: 'spec.jobTemplate.spec.template.spec.containers[?(@.name=="web")].image' },
    ])
  })

  test('pauses and resumes one, and keeps what it does not know', () => {
    const annotation = JSON.stringify([first, second])
    const [one] = read(annotation)
    if (!one) throw new Error('no trigger')
    expect(entriesIn(pauseTrigger(workload(annotation), one, true))).toEqual([{ ...first, paused: true }, second])
    expect(entriesIn(pauseTrigger(workload(annotation), one, false))).toEqual([{ ...first, paused: false }, second])
  })

  test.each<[string, string, unknown]>([
    ['one of two', JSON.stringify([first, second]), [second]],
    ['the last', JSON.stringify([first]), null],
    ['what cannot be read', '[{"from":', null],
  ])('removes %s', (_name, annotation, after) => {
    const [one] = read(annotation)
    if (!one) throw new Error('no trigger')
    expect(entriesIn(removeTrigger(workload(annotation), one))).toEqual(after)
  })

  test('finds the same trigger again at another place', () => {
    const [, one] = read(JSON.stringify([first, second]))
    if (!one) throw new Error('no trigger')
    expect(sameTrigger(read(JSON.stringify([{ ...second, paused: true }])), one)).toMatchObject({
      index: 0,
      paused: true,
    })
    expect(sameTrigger(read(JSON.stringify([first])), one)).toBeUndefined()
  })
})

describe('in a config', () => {
  const from = { kind: 'ImageStreamTag', name: 'web:v1', namespace: 'shop' }
  const image = {
    type: 'ImageChange',
    imageChangeParams: { automatic: true, containerNames: ['web'], from, lastTriggeredImage: 'x' },
  }
  const config = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template, triggers: [{ type: 'ConfigChange' }, image] },
  }

  test('a deployment config: automatic is what is not paused', () => {
    const [trigger] = deploymentConfigTriggers(config)
    if (!trigger) throw new Error('no trigger')
    expect(
      addTrigger(config, { style: 'deploymentConfig', path: 'spec.template.spec' }, { ...wanted, container: 'log' }),
    ).toEqual({
      spec: {
        triggers: [
          ...config.spec.triggers,
          { type: 'ImageChange', imageChangeParams: { automatic: true, containerNames: ['log'], from } },
        ],
      },
    })
    expect(pauseTrigger(config, trigger, true)).toEqual({
      spec: {
        triggers: [
          { type: 'ConfigChange' },
          { ...image, imageChangeParams: { ...image.imageChangeParams, automatic: false } },
        ],
      },
    })
    expect(removeTrigger(config, trigger)).toEqual({ spec: { triggers: [{ type: 'ConfigChange' }] } })
  })

  test.each<[string, object, object]>([
    ['the image that builds start from', { kind: 'ImageStreamTag', name: 'web:v1' }, {}],
    ['another image', { kind: 'ImageStreamTag', name: 'web:v2' }, { from }],
    ['an image where builds start from none', { kind: 'DockerImage', name: 'web:v1' }, { from }],
  ])('a build config: %s', (_name, strategyFrom, imageChange) => {
    const build = {
      metadata: config.metadata,
      spec: { strategy: { sourceStrategy: { from: strategyFrom } }, triggers: [{ type: 'ConfigChange' }] },
    }
    const { container: _none, ...forBuild } = wanted
    const patch = addTrigger(build, { style: 'buildConfig', path: 'spec.template.spec' }, forBuild)
    expect(patch).toEqual({ spec: { triggers: [{ type: 'ConfigChange' }, { type: 'ImageChange', imageChange }] } })
    const after = { ...build, spec: { ...build.spec, triggers: 'spec' in patch ? [...patch.spec.triggers] : [] } }
    const [trigger] = buildConfigTriggers(after)
    if (!trigger) throw new Error('no trigger')
    expect(pauseTrigger(after, trigger, true)).toEqual({
      spec: {
        triggers: [{ type: 'ConfigChange' }, { type: 'ImageChange', imageChange: { ...imageChange, paused: true } }],
      },
    })
  })
})
