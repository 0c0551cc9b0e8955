import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { lineText } from './logs/lines.ts'

/** What the logs of the cluster's pods are: so many lines at once, then as many a second for a time. */
export interface ServedLogs {
  lines: number
  linesPerSecond: number
  seconds: number
}

/** A cluster behind which the logs of two pods are others: each line is in one of them. */
export interface LogServer {
  server: Server
  /** When the last byte of the lines that are there at once was given to the network, ms since 1970. */
  lastByte(): number
  /** When lines began to come live. */
  began(): number
}

const podLog = /\/pods\/(image-registry-[^/]+)\/log\?/
/** How many lines are in one piece. */
const portion = 5000

/** Passes requests on to a cluster at another port, and answers those for logs itself. */
export function createLogServer(port: number, { lines, linesPerSecond, seconds }: ServedLogs): LogServer {
  const pods: string[] = []
  let lastByte = 0
  let began = 0
  const ready = new Map<number, Buffer>()

  const answer = async (pod: string, asked: URLSearchParams, response: ServerResponse) => {
    if (!pods.includes(pod)) pods.push(pod)
    const nth = pods.indexOf(pod) % 2
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.flushHeaders()
    // Who reads on has had these.
    if (!asked.has('sinceTime')) {
      for (let from = 0; from < lines; from += portion) {
        const piece =
          ready.get(from * 2 + nth) ?? linesOf(from, Math.min(lines, from + portion), nth, (n) => firstMs + n)
        ready.set(from * 2 + nth, piece)
        if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
      }
      lastByte = Date.now()
    }
    if (!asked.has('follow')) return response.end()
    if (linesPerSecond === 0) return
    began ||= Date.now()
    let sent = 0
    const moment = (n: number) => began + ((n - lines) * 1000) / linesPerSecond
    const timer = setInterval(() => {
      const due = Math.min(seconds, (Date.now() - began) / 1000) * linesPerSecond
      const until = Math.floor(due)
      if (until > sent) response.write(linesOf(lines + sent, lines + until, nth, moment))
      sent = until
      if (sent >= seconds * linesPerSecond) clearInterval(timer)
    }, 20)
    response.on('close', () => clearInterval(timer))
  }

  const pass = (incoming: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = incoming
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      response.flushHeaders()
      answered.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }
  const server = createServer((incoming, response) => {
    const [, pod] = podLog.exec(incoming.url ?? '') ?? []
    if (pod) void answer(pod, new URL(incoming.url ?? '', 'http://x').searchParams, response)
    else pass(incoming, response)
  })
  return { server, lastByte: () => lastByte, began: () => began }
}

const firstMs = Date.UTC(2026, 10, 20, 12)

/** Those lines of a part that are in the log of one of two pods. */
function linesOf(from: number, to: number, nth: number, moment: (n: number) => number): Buffer {
  const texts: string[] = []
  for (let n = from; n < to; n++) {
    if (n % 2 !== nth) continue
    texts.push(
      `${new Date(moment(n)).toISOString().slice(0, -1)}${String(n % 1000).padStart(3, '0')}000Z ${lineText(n)}\n`,
    )
  }
  return Buffer.from(texts.join(''))
}
