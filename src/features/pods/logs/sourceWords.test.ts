import { describe, expect, it } from 'vitest'
import type { SourceState } from '../../../logs/podLogReader.ts'
import { quietLevelOf } from './quietLevel.ts'
import { sourceLabels, sourcesWords, sourceWords } from './sourceWords.ts'

const inStates = (...states: SourceState[]) => states.map((state) => ({ state }))

it.each<[SourceState[], string, string]>([
  [['live', 'live'], 'success', 'Live'],
  [['live', 'polled'], 'success', 'Live · 1 polled'],
  [['polled'], 'success', 'Polled'],
  [['live', 'waiting'], 'success', 'Live'],
  [['waiting', 'ended'], 'info', 'Waiting'],
  [['waiting', 'reading'], 'info', 'Reading'],
  [[], 'info', 'Reading'],
  [['live', 'broken', 'live'], 'warning', '1 of 3: Broken off'],
  [['forbidden', 'forbidden'], 'warning', 'Forbidden'],
  [['paused', 'ended'], 'none', 'Paused'],
  [['ended', 'gone'], 'none', 'Ended'],
  [['gone'], 'none', 'Gone'],
])('%j together', (states, status, word) => {
  expect(sourcesWords(inStates(...states))).toMatchObject({ status, word })
})

it('has words for every state, and says what needs somebody', () => {
  const all: SourceState[] = ['reading', 'waiting', 'live', 'polled', 'ended', 'gone', 'broken', 'forbidden', 'paused']
  expect(all.filter((state) => sourceWords({ state }).trouble)).toEqual(['broken', 'forbidden'])
  expect(new Set(all.map((state) => sourceWords({ state }).word)).size).toBe(all.length)
})

describe('labels of lines', () => {
  const source = (id: number, pod: string, more: { container?: string; previous?: boolean } = {}) => ({
    id,
    pod,
    container: 'registry',
    previous: false,
    ...more,
  })

  it.each([
    [[source(0, 'image-registry-6d9f-abcde')], ['abcde']],
    [
      [source(0, 'image-registry-6d9f-abcde'), source(1, 'image-registry-6d9f-fghij')],
      ['abcde', 'fghij'],
    ],
    [
      [source(0, 'node-ca-x'), source(1, 'image-registry-x')],
      ['node-ca-x', 'image-registry-x'],
    ],
    [
      [source(0, 'a-x'), source(1, 'a-x', { container: 'proxy' })],
      ['x registry', 'x proxy'],
    ],
    [[source(0, 'a-x', { previous: true })], ['x previous']],
  ])('%o', (sources, labels) => {
    expect([...sourceLabels(sources).values()]).toEqual(labels)
  })
})

describe('a log level that hides requests', () => {
  const pod = (level?: string) => ({
    metadata: { name: 'p' },
    spec: { containers: [{ env: level === undefined ? [] : [{ name: 'REGISTRY_LOG_LEVEL', value: level }] }] },
  })

  it.each([
    [[], undefined],
    [[pod('info')], undefined],
    [[pod('debug')], undefined],
    [[pod()], undefined],
    [[pod('warn')], 'warn'],
    [[pod('ERROR')], 'error'],
    // During a rollout some still write them.
    [[pod('warn'), pod('info')], undefined],
  ])('%#', (pods, level) => {
    expect(quietLevelOf(pods)).toBe(level)
  })
})
