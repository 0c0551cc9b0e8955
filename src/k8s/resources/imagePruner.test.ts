import { describe, expect, it } from 'vitest'
import { isObserved, settingsOf, verbosityOf, type ImagePrunerSpec } from './imagePruner.ts'

describe('the settings in effect', () => {
  it('are the defaults of the operator where nothing is set', () => {
    const defaults = {
      schedule: '0 0 * * *',
      suspend: false,
      keepTagRevisions: 3,
      keepYoungerThan: 3_600_000_000_000n,
      keepYoungerThanFrom: 'default',
      ignoreInvalidImageReferences: false,
      logLevel: 'Normal',
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
    }
    expect(settingsOf({ spec: {} })).toEqual(defaults)
    expect(settingsOf({})).toEqual(defaults)
    expect(settingsOf({ spec: { schedule: '', logLevel: '' } })).toEqual(defaults)
  })

  it.each<[ImagePrunerSpec, bigint, string]>([
    [{ keepYoungerThanDuration: '72h' }, 259_200_000_000_000n, 'duration'],
    [{ keepYoungerThanDuration: '72h', keepYoungerThan: 5 }, 259_200_000_000_000n, 'duration'],
    [{ keepYoungerThanDuration: '0' }, 0n, 'duration'],
    [{ keepYoungerThanDuration: '-1h' }, -3_600_000_000_000n, 'duration'],
    [{ keepYoungerThanDuration: '3 days', keepYoungerThan: 5 }, 3_600_000_000_000n, 'unreadable'],
    [{ keepYoungerThanDuration: '' }, 3_600_000_000_000n, 'unreadable'],
    [{ keepYoungerThan: 0 }, 0n, 'nanoseconds'],
    [{ keepYoungerThan: 60_000_000_000 }, 60_000_000_000n, 'nanoseconds'],
    [{ keepYoungerThan: 6_307_200_000_000_000_001n }, 6_307_200_000_000_000_001n, 'nanoseconds'],
  ])('%o', (spec, keepYoungerThan, keepYoungerThanFrom) => {
    expect(settingsOf({ spec })).toMatchObject({ keepYoungerThan, keepYoungerThanFrom })
  })
})

it.each([
  ['', 1],
  ['Normal', 1],
  ['Debug', 4],
  ['Trace', 6],
  ['TraceAll', 8],
  ['Loud', 1],
])('the log level %j is --loglevel=%i', (level, verbosity) => {
  expect(verbosityOf(level)).toBe(verbosity)
})

it('is observed when the operator has seen the generation', () => {
  const metadata = { name: 'cluster', generation: 3 }
  expect(isObserved({ metadata, status: { observedGeneration: 3 } })).toBe(true)
  expect(isObserved({ metadata, status: { observedGeneration: 2 } })).toBe(false)
  expect(isObserved({ metadata })).toBe(false)
})
