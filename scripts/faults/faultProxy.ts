import { Agent, createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { askedOf, type Asked } from './asked.ts'
import { fastNow, type FastTime } from './time.ts'

/** What becomes of a request. Nothing said: it is answered as the cluster does. */
export type Fate =
  | { kind: 'status'; code: number; reason: string; message: string; retryAfter?: number; page?: boolean }
  /** The connection ends without an answer: before anything was done, or after it was. */
  | { kind: 'drop' }
  | { kind: 'lose' }
  /** Nothing comes, or nothing more after the head and half of the answer; the connection stays. */
  | { kind: 'stall' }
  | { kind: 'stallBody' }
  /** The answer comes in pieces, so many milliseconds of the fast time between them. */
  | { kind: 'slow'; ms: number }
  /** The answer ends in the middle as if that were all, or breaks there. */
  | { kind: 'cut' }
  | { kind: 'break' }
  /** Instead of the events of a watch: these lines, and its end. */
  | { kind: 'lines'; text: string }
  /** A watch that is opened and never says anything. */
  | { kind: 'mute' }

export interface Write {
  asked: Asked
  body: string
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  asked: Asked
  body: Buffer
}

export interface FaultProxyOptions {
  port: number
  target: number
  time: FastTime
}

const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-encoding', 'host'])
const maxStreams = 4
// The pages' time between a stream that is let go and the next one is real time, and shorter than the way of its end to here.
const overlapMs = 500

/** Stands between the browser and the cluster, and does to requests what the weather says. */
export class FaultProxy {
  /** Decides for each request to the API, or for a file of the console. */
  fateOf: (asked: Asked) => Fate | undefined = () => undefined
  navigatorsFateOf = this.fateOf
  /** Every request of the person's pages to the API so far. */
  readonly asked: Asked[] = []
  readonly writes: Write[] = []
  /** The most streams at once, and those that were more than may be for longer than it takes one to end. */
  mostStreams = 0
  crowds: string[] = []
  #crowded: ReturnType<typeof setTimeout> | undefined
  readonly #streams = new Map<ServerResponse, string>()
  readonly #held = new Set<ServerResponse>()
  readonly #failed = new Map<string, number>()
  readonly #agent = new Agent({ keepAlive: true })
  readonly #options: FaultProxyOptions
  readonly #server: Server

  constructor(options: FaultProxyOptions) {
    this.#options = options
    this.#server = createServer(
      (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
    )
    this.#server.requestTimeout = 0
    this.#server.keepAliveTimeout = 65_000
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.port, '127.0.0.1', resolve)
    })
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : this.#options.port
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
    this.#agent.destroy()
  }

  /** Breaks open streams: all, or those of some requests. */
  breakStreams(): void {
    for (const response of this.#streams.keys()) response.destroy()
  }

  /** Ends what was stalled or muted: their connections are found to be dead. */
  breakHeld(): void {
    for (const response of this.#held) response.destroy()
  }

  get held(): number {
    return this.#held.size
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request
    const asked = askedOf(method, url, headers, fastNow(this.#options.time))
    const exchange = { request, response, asked, body: await bodyOf(request) }
    if (asked.who === 'witness') return this.#suffer(undefined, exchange)
    if (asked.who === 'navigator') return this.#suffer(this.navigatorsFateOf(asked), exchange)
    const fate = this.#isSentAgain(asked) ? ({ kind: 'drop' } as const) : this.fateOf(asked)
    if (asked.verb !== 'file') this.asked.push(asked)
    if (asked.verb === 'write') this.writes.push({ asked, body: exchange.body.toString() })
    if (asked.verb === 'watch' || asked.verb === 'follow')
      this.#count(response, `${asked.tab} ${asked.verb} ${asked.path}?${asked.query} ${fate?.kind ?? ''}`)
    return this.#suffer(fate, exchange)
  }

  async #suffer(fate: Fate | undefined, { request, response, asked, body }: Exchange): Promise<void> {
    if (fate?.kind === 'drop') return this.#end(request, asked)
    if (fate?.kind === 'stall') return this.#hold(response)
    if (fate?.kind === 'status') return refuse(response, fate)
    if (fate?.kind === 'lines') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(fate.text)
      return
    }
    const answered = await this.#forward(request, asked, body, response)
    if (fate?.kind === 'lose') {
      answered.resume()
      return this.#end(request, asked)
    }
    await this.#pass(answered, response, fate)
  }

  #forward(request: IncomingMessage, asked: Asked, body: Buffer, response: ServerResponse): Promise<IncomingMessage> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !HOP.has(name) && !name.startsWith('x-soak-')),
    )
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const { target: port, time } = this.#options
    // The cluster ends watches by real time.
    const query = new URLSearchParams(asked.query)
    const seconds = query.get('timeoutSeconds')
    if (seconds !== null) query.set('timeoutSeconds', String(Number(seconds) / time.speed))
    const path = seconds === null ? (request.url ?? '/') : `${asked.path}?${query}`
    if (body.length > 0) headers['content-length'] = String(body.length)
    const sent = ask({ host: '127.0.0.1', port, path, method: asked.method, headers, agent: this.#agent }, resolve)
    sent.on('error', reject)
    response.on('close', () => !response.writableFinished && sent.destroy())
    sent.end(body)
    return promise
  }

  async #pass(answered: IncomingMessage, response: ServerResponse, fate: Fate | undefined): Promise<void> {
    const headers = { ...answered.headers }
    delete headers['transfer-encoding']
    delete headers.connection
    delete headers['keep-alive']
    if (fate) delete headers['content-length']
    response.socket?.setNoDelay(true)
    response.writeHead(answered.statusCode ?? 502, headers)
    if (fate?.kind === 'mute') {
      answered.resume()
      response.flushHeaders()
      return this.#hold(response)
    }
    if (!fate) {
      response.flushHeaders()
      answered.on('error', () => response.destroy())
      answered.pipe(response)
      return
    }
    const whole = await bodyOf(answered)
    const half = whole.subarray(0, Math.ceil(whole.length / 2))
    if (fate.kind === 'cut') response.end(half)
    else if (fate.kind === 'slow') await trickle(whole, response, fate.ms / this.#options.time.speed)
    else {
      response.write(half)
      if (fate.kind === 'stallBody') return this.#hold(response)
      setTimeout(() => response.destroy(), 20)
    }
  }

  #hold(response: ServerResponse): void {
    this.#held.add(response)
    response.on('close', () => this.#held.delete(response))
  }

  #count(response: ServerResponse, words: string): void {
    this.#streams.set(response, `${words} since ${new Date().toISOString()}`)
    this.#weigh()
    response.on('close', () => {
      this.#streams.delete(response)
      this.#weigh()
    })
  }

  #weigh(): void {
    const { size } = this.#streams
    this.mostStreams = Math.max(this.mostStreams, size)
    if (size <= maxStreams) {
      clearTimeout(this.#crowded)
      this.#crowded = undefined
    } else {
      this.#crowded ??= setTimeout(() => {
        this.crowds.push(`more than ${maxStreams} streams:\n${[...this.#streams.values()].join('\n')}`)
      }, overlapMs)
    }
  }

  #end(request: IncomingMessage, { write }: Asked): void {
    if (write) this.#failed.set(write, Date.now())
    request.socket.destroy()
  }

  /** Chromium sends a request again by itself when the connection that it used before ends without an answer: no doing of the page's. */
  #isSentAgain({ write }: Asked): boolean {
    return write !== '' && this.#failed.has(write)
  }
}

function refuse(
  response: ServerResponse,
  { code, reason, message, retryAfter, page }: Fate & { kind: 'status' },
): void {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  if (page) {
    response.writeHead(code, { ...headers, 'Content-Type': 'text/html' }).end(`<html><body>${message}</body></html>`)
    return
  }
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  response.writeHead(code, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(status))
}

async function trickle(whole: Buffer, response: ServerResponse, ms: number): Promise<void> {
  const pieces = 6
  const size = Math.max(1, Math.ceil(whole.length / pieces))
  for (let at = 0; at < whole.length && !response.destroyed; at += size) {
    response.write(whole.subarray(at, at + size))
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
  response.end()
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}
