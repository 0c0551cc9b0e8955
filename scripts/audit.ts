// npm run -s audit -- FILE…: who pushed, pulled and was denied what, by the logs of the registry's pods: one file a pod, with or without the kubelet's timestamps.
import { createReadStream } from 'node:fs'
import { afterKubeletTime, parseLogLine } from '../src/lib/logLine.ts'
import { auditOf, auditReport, type AuditEvent } from '../src/lib/registryAudit.ts'
import { RequestJoiner } from '../src/lib/registryRequests.ts'

function fail(message: string): never {
  process.stderr.write(`error: ${message}\n`)
  process.exit(1)
}

/** The lines of a file, whatever its bytes. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let rest: string[] = []
  for await (const chunk of createReadStream(file)) {
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

/** The events of a file. Lines of several pods in it are told apart by what `oc logs --prefix` puts in front of them. */
async function eventsOf(file: string): Promise<AuditEvent[]> {
  const pods = new Map<string, RequestJoiner>()
  let number = 0
  for await (const text of linesOf(file)) {
    const [prefix = ''] = /^\[pod\/[^\]\s]+\] /.exec(text) ?? []
    let joiner = pods.get(prefix)
    if (!joiner) pods.set(prefix, (joiner = new RequestJoiner()))
    joiner.feed(parseLogLine(text.slice(afterKubeletTime(text, prefix.length))), number++)
  }
  return [...pods.values()].flatMap((joiner) => joiner.take()).flatMap((request) => auditOf(request) ?? [])
}

const files = process.argv.slice(2)
if (files.length === 0) fail('no file given: npm run -s audit -- FILE…')
const events: AuditEvent[] = []
for (const file of files)
  try {
    for (const event of await eventsOf(file)) events.push(event)
  } catch (error) {
    fail(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
process.stdout.write(`${JSON.stringify(auditReport(events), null, 2)}\n`)
