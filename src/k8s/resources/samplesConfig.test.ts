import { describe, expect, it } from 'vitest'
import { sampleKeeping, skipCommand, type SamplesConfig } from './samplesConfig.ts'

const stream = (managed?: string) => ({
  metadata: { name: 'nodejs', ...(managed && { labels: { 'samples.operator.openshift.io/managed': managed } }) },
})
const config = (managementState?: string, skippedImagestreams?: string[] | null): SamplesConfig => ({
  metadata: { name: 'cluster' },
  spec: {
    ...(managementState !== undefined && { managementState }),
    ...(skippedImagestreams !== undefined && { skippedImagestreams }),
  },
})

describe('changes of a stream', () => {
  it.each<[string, ReturnType<typeof stream>, SamplesConfig | undefined, string | undefined]>([
    ['nobody labelled', stream(), config('Managed'), undefined],
    ['that is skipped, by its label', stream('false'), config('Managed'), undefined],
    ['of a managed sample', stream('true'), config('Managed'), 'undone'],
    ['while no state is set', stream('true'), config(), 'undone'],
    ['while the state is empty', stream('true'), config(''), 'undone'],
    ['while others are skipped', stream('true'), config('Managed', ['ruby']), 'undone'],
    ['while this is skipped but not labelled yet', stream('true'), config('Managed', ['ruby', 'nodejs']), 'kept'],
    ['while the operator is unmanaged', stream('true'), config('Unmanaged', null), 'kept'],
    ['while samples are removed', stream('true'), config('Removed'), 'kept'],
    ['when the configuration cannot be read', stream('true'), undefined, 'unknown'],
  ])('%s', (_, object, known, keeping) => {
    expect(sampleKeeping(object, known)).toBe(keeping)
  })
})

describe('the command that keeps changes', () => {
  const target = 'oc patch config.samples.operator.openshift.io/cluster'
  it.each<[string, SamplesConfig | undefined, string]>([
    [
      'sets the list where there is none',
      config('Managed', null),
      `--type=merge -p '{"spec":{"skippedImagestreams":["nodejs"]}}'`,
    ],
    [
      'sets the list where it is empty',
      config('Managed', []),
      `--type=merge -p '{"spec":{"skippedImagestreams":["nodejs"]}}'`,
    ],
    [
      'adds to the list where there is one',
      config('Managed', ['ruby']),
      `--type=json -p '[{"op":"add","path":"/spec/skippedImagestreams/-","value":"nodejs"}]'`,
    ],
    [
      'replaces no list that it does not know',
      undefined,
      `--type=json -p '[{"op":"add","path":"/spec/skippedImagestreams/-","value":"nodejs"}]'`,
    ],
  ])('%s', (_, known, words) => {
    expect(skipCommand(['nodejs'], known)).toBe(`${target} ${words}`)
  })
})
