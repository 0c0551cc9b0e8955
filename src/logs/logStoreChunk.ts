import { afterKubeletTime, isContinued, kubeletTime, scanLine } from '../lib/logLine.ts'
import type { SourceId } from './logProtocol.ts'
import { columnsOfText, isEven, odd, shownText } from './logViewText.ts'

/** Bytes of a chunk once it is full; lines that are longer have a chunk of their own. */
const fullBytes = 1 << 20
const smallestBytes = 1 << 14
/** Lines of a chunk at most: the number of a line within its chunk takes 16 bits. */
const chunkLines = 1 << 16
/** Lines that belong to another one are taken for its own if they come within this time of it. */
export const groupMicros = 10e6

/** The line is not shown as it is: it has ANSI codes, tabs or controls. */
export const isOdd = 1
/** Not every UTF-16 unit of the line takes one column. */
export const isUneven = 2
/** The line had no line end when its log ended. */
export const isOpenEnded = 4

/** What the next line of a source depends on. */
export interface ScanState {
  bits: number
  /** The last line's own time, the time of its group's head, and what it is ordered by: never less than before. */
  time: number | undefined
  head: number
  key: number
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Lines of one log: their bytes as they came, one after another, and what is known of each as numbers. */
export class LogChunk {
  readonly source: SourceId
  /** Counts all chunks: the lines' numbers come of it. */
  readonly serial: number
  /** Where it stands among the chunks that are held: its lines' places in the order come of it. */
  readonly slot: number
  bytes: Uint8Array<ArrayBuffer>
  used = 0
  count = 0
  /** The own time of the line before its first one: that of lines without a timestamp at its beginning. */
  before: number | undefined
  sealed = false
  /** Where lines begin, with their timestamps; how long these are. */
  offsets = new Uint32Array(512)
  skips = new Uint8Array(512)
  keys = new Float64Array(512)
  bits = new Uint16Array(512)
  shapes = new Uint8Array(512)
  /** Columns of the lines as they are shown. */
  widths = new Uint32Array(512)
  uneven = 0
  /** Lines that stand in the order. */
  ordered = 0
  /** Of the view: lines that are judged, searched and laid out so far, and those that are all of it. */
  judged = 0
  searched = 0
  laid = 0
  ready = 0
  verdicts = new Uint8Array(512)
  hits = new Uint8Array(512)
  /** Rows of uneven lines, wrapped. */
  parts: Uint32Array | undefined
  /** Lines hidden as noise or by a filter, and lines that match and are shown. */
  noise = 0
  filtered = 0
  matching = 0

  constructor(source: SourceId, serial: number, slot: number, bytes: number) {
    this.source = source
    this.serial = serial
    this.slot = slot
    this.bytes = roomFor(Math.min(fullBytes, Math.max(smallestBytes, bytes)))
  }

  /** Takes as many whole lines of a block as there is room for; says how many bytes these were. */
  take(block: Uint8Array, state: ScanState, shape = 0): number {
    if (this.sealed) return 0
    let end = block.length
    if (this.used + end > this.bytes.length) {
      const most = this.used === 0 ? Math.max(fullBytes, block.indexOf(10) + 1) : fullBytes
      if (this.used + end > most) end = block.lastIndexOf(10, most - this.used - 1) + 1
      if (most - this.used <= 0) end = 0
      if (end > 0) this.#grow(this.used + end)
    }
    this.bytes.set(block.subarray(0, end), this.used)
    const taken = this.#scan(this.used, this.used + end, state, shape)
    this.used += taken
    if (taken < block.length) this.#seal()
    return taken
  }

  /** Where a line's text begins and ends in `bytes`, without the timestamp and the line end. */
  begin(index: number): number {
    return (this.offsets[index] ?? 0) + (this.skips[index] ?? 0)
  }

  /** Where the next line begins. */
  next(index: number): number {
    return index + 1 < this.count ? (this.offsets[index + 1] ?? 0) : this.used
  }

  end(index: number): number {
    const end = this.next(index) - 1
    return end > this.begin(index) && this.bytes[end - 1] === 13 ? end - 1 : end
  }

  /** A line's text, decoded. */
  text(index: number, most = Infinity): string {
    const begin = this.begin(index)
    return decoder.decode(this.bytes.subarray(begin, Math.min(this.end(index), begin + most)))
  }

  /** The text of a line as it is shown. */
  shown(index: number): string {
    const text = this.text(index)
    return (this.shapes[index] ?? 0) & isOdd ? shownText(text) : text
  }

  /** Lines from one to another decoded at once, and where each begins therein, with the timestamps. */
  decoded(from: number, to: number): { text: string; starts: Uint32Array; ascii: boolean } {
    const first = this.offsets[from] ?? 0
    const bytes = this.bytes.subarray(first, this.next(to - 1))
    const text = decoder.decode(bytes)
    const starts = new Uint32Array(to - from + 1)
    // Each byte is a unit of its own.
    const ascii = text.length === bytes.length
    if (ascii) for (let index = from; index < to; index++) starts[index - from] = (this.offsets[index] ?? 0) - first
    else for (let at = 0, line = 1; line <= to - from; line++) starts[line] = at = text.indexOf('\n', at) + 1
    starts[to - from] = text.length
    return { text, starts, ascii }
  }

  #scan(start: number, end: number, state: ScanState, shape: number): number {
    const text = decoder.decode(this.bytes.subarray(start, end))
    const ascii = text.length === end - start
    if (this.count === 0) this.before = state.time
    let offset = start
    let begin = 0
    const words = new Int32Array(this.bytes.buffer)
    while (begin < text.length && this.count < chunkLines) {
      const stop = text.indexOf('\n', begin)
      const last = stop > begin && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop
      const time = kubeletTime(text, begin)
      const body = time === undefined ? begin : afterKubeletTime(text, begin)
      const bits = scanLine(text, body, last, state.bits)
      if (time !== undefined) state.time = time
      const own = state.time ?? -Infinity
      if (!isContinued(bits) || own - state.head > groupMicros) state.head = own
      if (state.head > state.key) state.key = state.head
      state.bits = bits
      let width = last - body
      let form = shape
      const next = ascii ? start + stop + 1 : this.bytes.indexOf(10, offset) + 1
      if (!isPlain(this.bytes, words, offset + body - begin, next - (stop - last) - 1)) {
        const line = text.slice(body, last)
        const isStrange = odd.test(line)
        const shown = isStrange ? shownText(line) : line
        width = isEven(shown) ? shown.length : columnsOfText(shown)
        form |= (isStrange ? isOdd : 0) | (isEven(shown) ? 0 : isUneven)
      }
      this.#push(offset, body - begin, state.key, bits, form, width)
      offset = next
      begin = stop + 1
    }
    return offset - start
  }

  #push(offset: number, skip: number, key: number, bits: number, shape: number, width: number): void {
    const { count } = this
    if (count === this.offsets.length) this.#resize(count * 2)
    this.offsets[count] = offset
    this.skips[count] = skip
    this.keys[count] = key
    this.bits[count] = bits
    this.shapes[count] = shape
    this.widths[count] = width
    if (shape & isUneven) this.uneven++
    this.count++
  }

  #grow(bytes: number): void {
    if (bytes <= this.bytes.length) return
    const room = roomFor(bytes > fullBytes ? bytes : Math.min(fullBytes, Math.max(bytes, this.bytes.length * 2)))
    room.set(this.bytes.subarray(0, this.used))
    this.bytes = room
  }

  #seal(): void {
    this.sealed = true
    this.#resize(this.count)
    // A last chunk that was begun for much and got little.
    if (this.used < this.bytes.length / 2) this.bytes = this.bytes.slice(0, roomIn(this.used))
  }

  #resize(length: number): void {
    this.offsets = resized(this.offsets, new Uint32Array(length))
    this.skips = resized(this.skips, new Uint8Array(length))
    this.keys = resized(this.keys, new Float64Array(length))
    this.bits = resized(this.bits, new Uint16Array(length))
    this.shapes = resized(this.shapes, new Uint8Array(length))
    this.widths = resized(this.widths, new Uint32Array(length))
    this.verdicts = resized(this.verdicts, new Uint8Array(length))
    this.hits = resized(this.hits, new Uint8Array(length))
    if (this.parts) this.parts = resized(this.parts, new Uint32Array(length))
  }
}

/** Room that can be looked at by fours. */
const roomIn = (bytes: number) => (bytes + 3) & ~3
const roomFor = (bytes: number) => new Uint8Array(roomIn(bytes))

/** Whether bytes are printable ASCII alone, looked at by fours: every byte from 0x20 to 0x7e. */
function isPlain(bytes: Uint8Array, words: Int32Array, begin: number, end: number): boolean {
  let at = begin
  for (; at < end && (at & 3) !== 0; at++) if (!isPlainByte(bytes[at] ?? 0)) return false
  for (const last = end >> 2; at >> 2 < last; at += 4) {
    const word = words[at >> 2] ?? 0
    // The highest bit of a byte: below 0x20, or from 0x7f on. What is borrowed or carried comes from such a byte.
    if (((word - 0x20202020) | (word + 0x01010101) | word) & 0x80808080) return false
  }
  for (; at < end; at++) if (!isPlainByte(bytes[at] ?? 0)) return false
  return true
}

const isPlainByte = (byte: number) => byte >= 0x20 && byte < 0x7f

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

function resized<A extends Numbers>(from: A, to: A): A {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from)
  return to
}
