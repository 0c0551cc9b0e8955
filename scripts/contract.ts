// npm run -s contract -- DIR: plays a directory of recordings of a real API server against the mock cluster.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster, State } from '../mocks/server/cluster.ts'
import { recordedCluster } from '../mocks/server/recordedCluster.ts'
import type { Recorded, Replay } from '../mocks/server/replay.ts'

const [directory = 'mocks/data/recordings', ...only] = process.argv.slice(2)
const files = readdirSync(directory)
  .filter((name) => /^\d+-.*\.json$/.test(name) && !name.endsWith('-state.json'))
  .toSorted()
const numberOf = (file: string) => file.slice(0, file.indexOf('-'))
const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'))
const log = (text: string) => process.stdout.write(`${text}\n`)

let cluster: Cluster | undefined
let replay: Replay | undefined
/** Records of the project's own copy that are known to differ, and why. */
const listed: Record<string, string | undefined> = JSON.parse(
  readFileSync(new URL('../mocks/data/not-matched.json', import.meta.url), 'utf8'),
)
const MOST_SHOWN = 12
let [matched, total] = [0, 0]
for (const [i, file] of files.entries()) {
  // A state beside a file is the cluster just before it; the first file starts from 00.
  const state = [`${numberOf(file)}-state.json`, ...(i === 0 ? ['00-state.json'] : [])].find((name) =>
    existsSync(join(directory, name)),
  )
  if (state) {
    cluster?.close()
    const registryLog = join(directory, `${numberOf(state)}-registry.log`)
    const logs: Record<string, string> = existsSync(registryLog) ? { registry: readFileSync(registryLog, 'utf8') } : {}
    // The recordings are trusted to have the format their README describes.
    ;({ cluster, replay } = recordedCluster(read(state) as State, { logs }))
  }
  if (!replay) throw new Error(`${directory} has no 00-state.json`)
  const contents = read(file) as Recorded[] | { records: Recorded[] }
  for (const record of Array.isArray(contents) ? contents : contents.records) {
    const { id, differences } = await replay.play(record)
    if (only.length && !only.some((name) => file.startsWith(name))) continue
    total++
    if (!differences.length) {
      matched++
      continue
    }
    const reason = listed[`${file.slice(0, -'.json'.length)}/${id}`]
    const shown = differences.slice(0, MOST_SHOWN).map((difference) => `    ${difference}`)
    const more = differences.length - shown.length
    log(
      [
        `${file} ${id}`,
        ...(reason ? [`    known: ${reason}`] : []),
        ...shown,
        ...(more ? [`    and ${more} more`] : []),
      ].join('\n'),
    )
  }
}
cluster?.close()
log(`matched ${matched} of ${total}`)
