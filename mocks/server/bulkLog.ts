import { firstSince, type Written } from './written.ts'

export interface BulkLogOptions {
  /** How many lines there are from the beginning, one every `every` milliseconds until `now`. */
  lines: number
  every?: number
  /** How many more come every second, and for how many seconds. */
  rate?: number
  seconds?: number
  /** Characters of a line without its line end. */
  width?: number
  now(): Date
}

const TIME = 'YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ'
const NUMBER = '#########'
const MEGABYTE = 2 ** 20
const encoder = new TextEncoder()

/** The kinds of lines, in the registry's grammar; `~` is filled up to the width. Each thousandth is the last one. */
const shapes = [
  `level=info msg="authorized request" http.request.id=4b1f${NUMBER}@ http.request.method=GET http.request.uri=/v2/payments/api/manifests/1.14.2 http.request.useragent=~ line=${NUMBER} openshift.auth.user=dev vars.name=payments/api`,
  `level=info msg="response completed" http.request.id=4b1f${NUMBER}@ http.request.method=GET http.request.uri=/v2/payments/api/manifests/1.14.2 http.request.useragent=~ http.response.status=200 line=${NUMBER}`,
  `level=info msg=response http.request.id=77c0${NUMBER}@ http.request.method=GET http.request.uri=/v2/payments/api/manifests/1.14.2 http.request.useragent=~ http.response.duration=5.936232ms http.response.status=200 line=${NUMBER}`,
  `level=warning msg="error authorizing context: access denied" http.request.id=9d02${NUMBER}@ http.request.method=GET http.request.uri=/v2/storefront/web/manifests/v4 http.request.useragent=~ line=${NUMBER} vars.name=storefront/web`,
  `level=info msg=response http.request.id=e411${NUMBER}@ http.request.method=PATCH http.request.uri=/v2/ci/builder/blobs/uploads/ http.request.useragent=~ http.response.duration="141.46µs" http.response.status=202 line=${NUMBER}`,
]
const rare = `level=error msg="response completed with error" err.code="manifest unknown" err.message="manifest unknown" http.request.id=4b1f${NUMBER}@ http.request.uri=/v2/payments/api/manifests/nope http.request.useragent=~ http.response.status=404 line=${NUMBER}`
const RARE = 1000

interface Shape {
  bytes: Uint8Array
  /** Where the number of the line stands. */
  numbers: number[]
}

function shapeOf(text: string, width: number): Shape {
  const line = `time="${TIME}" ${text.replace('@', 'a')}`
  // In bytes, as logs are measured.
  const room = width - encoder.encode(line).length + 1
  if (room < 1) throw new Error(`lines of ${width} characters are too short`)
  const bytes = encoder.encode(`${line.replace('~', 'skopeo/1.9.3'.padEnd(room, 'x').slice(0, room))}\n`)
  const found: number[] = []
  const mark = NUMBER.charCodeAt(0)
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + NUMBER.length)) found.push(at)
  return { bytes, numbers: found }
}

function digits(into: Uint8Array, at: number, count: number, value: number): void {
  let rest = value
  for (let i = at + count - 1; i >= at; i--) {
    into[i] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
}

/** A log of very many numbered lines of one width, made as they are read; it may still grow. Every line ends or goes on with `line=NUMBER`, from 0. */
export class BulkLog implements Written {
  readonly #shapes: Shape[]
  readonly #rare: Shape
  readonly #fixed: number
  readonly #more: number
  readonly #rate: number
  readonly #every: number
  readonly #now: () => Date
  /** Milliseconds when it began to grow. */
  readonly #start: number
  readonly megabyte: number
  readonly width: number

  constructor({ lines, every = 20, rate = 0, seconds = 0, width = 300, now }: BulkLogOptions) {
    this.#shapes = shapes.map((text) => shapeOf(text, width))
    this.#rare = shapeOf(rare, width)
    this.#fixed = lines
    this.#rate = rate
    this.#more = Math.floor(rate * seconds)
    this.#every = every
    this.#now = now
    this.#start = now().getTime()
    this.width = width
    this.megabyte = Math.ceil(MEGABYTE / (width + 1))
  }

  get count(): number {
    const since = this.#now().getTime() - this.#start
    return this.#fixed + Math.min(this.#more, Math.floor((since * this.#rate) / 1000))
  }

  /** Whether more lines will come. */
  get grows(): boolean {
    return this.count < this.#fixed + this.#more
  }

  /** When a line was written, in microseconds. */
  #time(line: number): number {
    const since =
      line < this.#fixed
        ? (line - this.#fixed) * this.#every * 1000
        : ((line - this.#fixed + 1) * 1_000_000) / this.#rate
    return Math.floor(this.#start * 1000 + since)
  }

  since(time: number): number {
    return firstSince(this.count, (line) => this.#time(line) / 1000, time)
  }

  bytes(from: number, to: number, stamped: boolean): Uint8Array {
    const stamp = stamped ? TIME.length + 1 : 0
    const length = this.width + 1 + stamp
    const bytes = new Uint8Array(Math.max(0, to - from) * length)
    const time = new Uint8Array(TIME.length)
    let second = -1
    for (let line = from, at = 0; line < to; line++, at += length) {
      const shape = line % RARE === RARE - 1 ? this.#rare : (this.#shapes[line % this.#shapes.length] ?? this.#rare)
      const start = at + stamp
      bytes.set(shape.bytes, start)
      const micros = this.#time(line)
      const now = Math.floor(micros / 1_000_000)
      if (now !== second) {
        second = now
        time.set(encoder.encode(`${new Date(now * 1000).toISOString().slice(0, 19)}.000000007Z`))
      }
      // Not a round number: the registry writes no zeros at the end.
      digits(time, 20, 6, micros - now * 1_000_000)
      bytes.set(time, start + 6)
      if (stamped) {
        bytes.set(time, at)
        bytes[at + TIME.length] = 32
      }
      for (const number of shape.numbers) digits(bytes, start + number, NUMBER.length, line)
    }
    return bytes
  }
}
