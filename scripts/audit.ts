// npm run -s audit -- FILE…: who pushed, pulled and was denied what, by the logs of the registry's pods: one file a pod, with or without the kubelet's timestamps.
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { afterKubeletTime, parseLogLine } from '../src/lib/logLine.ts'
import { auditOf, auditReport } from '../src/lib/registryAudit.ts'
import { RequestJoiner, type RegistryRequest } from '../src/lib/registryRequests.ts'

function fail(message: string): never {
  process.stderr.write(`error: ${message}\n`)
  process.exit(1)
}

/** The bytes of a file, or of a pipe. Nodes compress the logs that they have rotated. */
async function bytesOf(file: string): Promise<Readable> {
  const stream = createReadStream(file)
  await once(stream, 'readable')
  // A stream without an encoding gives bytes.
  const begin = stream.read() as Buffer | null
  if (begin) stream.unshift(begin)
  const isCompressed = begin?.[0] === 0x1f && begin[1] === 0x8b
  // What goes wrong is told by the stream that is read.
  return isCompressed ? pipeline(stream, createGunzip(), () => {}) : stream
}

/** The lines of a file, whatever its bytes. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let rest: string[] = []
  for await (const chunk of await bytesOf(file)) {
    // A stream without an encoding gives bytes.
    const bytes = chunk as Uint8Array
    decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8')
    const [first = '', ...others] = decoder.decode(bytes, { stream: true }).split('\n')
    rest.push(first)
    for (const next of others) {
      yield rest.join('')
      rest = [next]
    }
  }
  yield rest.join('') + (decoder?.decode() ?? '')
}

/** What a node's own files have between the time and the line: the stream, and whether the line is whole or goes on in the next one. */
const stream = /^std(?:out|err) ([FP]) /

/** The requests of a file. Lines of several pods in it are told apart by what `oc logs --prefix` puts in front of them. */
async function requestsOf(file: string): Promise<RegistryRequest[]> {
  const pods = new Map<string, RequestJoiner>()
  let number = 0
  let begun = ''
  for await (const text of linesOf(file)) {
    const [prefix = ''] = text.startsWith('[pod/') ? (/^\[pod\/[^\]\s]+\] /.exec(text) ?? []) : []
    let joiner = pods.get(prefix)
    if (!joiner) pods.set(prefix, (joiner = new RequestJoiner()))
    const line = text.slice(afterKubeletTime(text, prefix.length))
    const [head = '', how] = line.startsWith('std') ? (stream.exec(line) ?? []) : []
    begun += line.slice(head.length)
    if (how === 'P') continue
    joiner.feed(parseLogLine(begun), number++)
    begun = ''
  }
  return [...pods.values()].flatMap((joiner) => joiner.take())
}

const keyOf = ({ id, method, uri, remote }: RegistryRequest) => JSON.stringify([id, method, uri, remote])

/** A log may be cut into files in the middle of a request: who began it is in one, how it ended in the other. */
function mend(requests: readonly RegistryRequest[]): void {
  const begun = new Map(
    requests.filter(({ state, user }) => state === 'running' && user).map((each) => [keyOf(each), each]),
  )
  for (const request of requests) {
    if (request.state === 'running' || request.user !== undefined || request.id === undefined) continue
    const beginning = begun.get(keyOf(request))
    if (beginning?.user === undefined) continue
    request.user = beginning.user
    request.time = Math.min(request.time, beginning.time)
  }
}

/** Files of one pod may overlap, as when a log was saved twice: a request that is in two of them is one. */
function withoutTwins(files: readonly (readonly RegistryRequest[])[]): RegistryRequest[] {
  const known = new Map<string, RegistryRequest>()
  return files.flatMap((requests) => {
    const kept = requests.filter((request) => {
      const twin = request.state === 'done' && request.id !== undefined ? known.get(keyOf(request)) : undefined
      if (!twin || !isMeanwhile(twin, request)) return true
      // Where a file begins in the midst of a request, it does not say who it was.
      if (twin.user === undefined) Object.assign(twin, request)
      return false
    })
    for (const request of kept) if (request.state === 'done') known.set(keyOf(request), request)
    return kept
  })
}

/** Whether two went on at the same time. A second: what is in a log only in part seems to begin later. */
function isMeanwhile(a: RegistryRequest, b: RegistryRequest): boolean {
  return Math.abs(a.time - b.time) <= 1_000_000 + Math.max(a.durationMs ?? 0, b.durationMs ?? 0) * 1000
}

const files = process.argv.slice(2)
if (files.length === 0) fail('no file given: npm run -s audit -- FILE…')
const requests: RegistryRequest[][] = []
for (const file of files)
  try {
    requests.push(await requestsOf(file))
  } catch (error) {
    fail(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
mend(requests.flat())
process.stdout.write(
  `${JSON.stringify(auditReport(withoutTwins(requests).flatMap((request) => auditOf(request) ?? [])), null, 2)}\n`,
)
