import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { State } from './cluster.ts'
import { recordedCluster } from './recordedCluster.ts'
import type { Recorded } from './replay.ts'

const data = new URL('../data/', import.meta.url)
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, data), 'utf8'))

/** Records known to differ, by 'file/id', each with the reason. */
const notMatched = read<Record<string, string>>('not-matched.json')
const FILES = [
  '01-discovery-identity',
  '02-imagestreams-read',
  '03-imagestreams-write',
  '04-imports',
  '05-operator-pruner',
]

const registryLog = readFileSync(new URL('recordings/06-registry.log', data), 'utf8')
const clusters = [
  { files: FILES, ...recordedCluster(read<State>('recordings/00-state.json')) },
  // The same cluster later: names of pods begin anew.
  {
    files: ['06-pods-logs-access'],
    ...recordedCluster(read<State>('recordings/06-state.json'), { logs: { registry: registryLog } }),
  },
].flatMap(({ files, cluster, replay }) => files.map((file) => ({ file, cluster, replay })))
afterAll(() => clusters.forEach(({ cluster }) => cluster.close()))

describe.each(clusters)('the mock cluster answers as recorded in $file', ({ file, replay }) => {
  const contents = read<Recorded[] | { records: Recorded[] }>(`recordings/${file}.json`)
  test.each(Array.isArray(contents) ? contents : contents.records)('$id', async (record) => {
    const { differences } = await replay.play(record)
    const listed = notMatched[`${file}/${record.id}`] !== undefined
    expect(listed ? differences.length > 0 || 'it is listed as not matching, but it does' : differences).toEqual(
      listed || [],
    )
  })
})

test('at most 8 records are listed as not matching, each with its reason', () => {
  expect(Object.keys(notMatched).length).toBeLessThanOrEqual(8)
  for (const reason of Object.values(notMatched)) expect(reason).not.toBe('')
})
