import { describe, expect, it } from 'vitest'
import type { SamplesConfig, SamplesSettings } from './samplesConfig.ts'
import {
  samplesChange,
  samplesCommand,
  samplesFormOf,
  samplesProblems,
  skipping,
  type SamplesForm,
} from './samplesSettings.ts'

const config = (spec?: SamplesSettings): SamplesConfig => ({ metadata: { name: 'cluster' }, ...(spec && { spec }) })

describe('what a form changes', () => {
  it.each<[string, SamplesConfig, Partial<SamplesForm>, SamplesSettings]>([
    ['nothing', config(), {}, {}],
    ['nothing, where a list is null', config({ skippedImagestreams: null }), { skippedImagestreams: '  ' }, {}],
    ['nothing, where the state is not set', config(), { managementState: 'Managed' }, {}],
    ['the state', config(), { managementState: 'Removed' }, { managementState: 'Removed' }],
    [
      'the registry',
      config(),
      { samplesRegistry: ' mirror.example:5000/samples ' },
      { samplesRegistry: 'mirror.example:5000/samples' },
    ],
    [
      'back to the registries of the samples',
      config({ samplesRegistry: 'x.example' }),
      { samplesRegistry: '' },
      { samplesRegistry: '' },
    ],
    [
      'what is skipped, each once',
      config({ skippedImagestreams: ['redis'] }),
      { skippedImagestreams: 'redis\nnodejs, nodejs perl' },
      { skippedImagestreams: ['redis', 'nodejs', 'perl'] },
    ],
    [
      'that nothing is skipped',
      config({ skippedTemplates: ['a'] }),
      { skippedTemplates: '' },
      { skippedTemplates: [] },
    ],
  ])('%s', (_, before, edits, change) => {
    expect(samplesChange(before, { ...samplesFormOf(before), ...edits })).toEqual(change)
  })

  it('is a command', () => {
    expect(samplesCommand({ skippedImagestreams: ['redis'] })).toBe(
      `oc patch configs.samples.operator.openshift.io/cluster --type=merge -p '{"spec":{"skippedImagestreams":["redis"]}}'`,
    )
  })

  it('adds one that is skipped, and no other twice', () => {
    expect(skipping(config({ skippedImagestreams: ['redis'] }), 'perl').skippedImagestreams).toEqual(['redis', 'perl'])
    expect(skipping(config({ skippedImagestreams: ['redis'] }), 'redis').skippedImagestreams).toEqual(['redis'])
    expect(skipping(config({ skippedImagestreams: null }), 'redis').skippedImagestreams).toEqual(['redis'])
  })
})

describe('what is wrong with a form', () => {
  it.each<[Partial<SamplesForm>, (keyof SamplesForm)[]]>([
    [{}, []],
    [{ samplesRegistry: 'mirror.example:5000' }, []],
    [{ samplesRegistry: 'mirror.example/path' }, []],
    [{ samplesRegistry: 'https://mirror.example' }, ['samplesRegistry']],
    [{ samplesRegistry: '*.example' }, ['samplesRegistry']],
    [{ samplesRegistry: 'mirror.example/a b' }, ['samplesRegistry']],
    [{ skippedImagestreams: 'nodejs\nruby-3.1' }, []],
    [{ skippedImagestreams: 'Nodejs' }, ['skippedImagestreams']],
    [{ skippedTemplates: 'a/b' }, ['skippedTemplates']],
    [{ skippedTemplates: 'x'.repeat(254) }, ['skippedTemplates']],
  ])('%j', (edits, fields) => {
    const problems = samplesProblems({ ...samplesFormOf(config()), ...edits })
    expect(Object.entries(problems).flatMap(([field, problem]) => (problem ? field : []))).toEqual(fields)
  })
})
