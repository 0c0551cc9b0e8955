/** A file of an archive. Its name may have folders: `logs/registry.log`. */
export interface ZipEntry {
  name: string
  content: string
}

const deflated = 8
const stored = 0
/** Names are in UTF-8. */
const flags = 0x800

interface Written {
  name: Uint8Array
  data: Uint8Array<ArrayBuffer>
  method: number
  size: number
  crc: number
  at: number
}

/** Writes a ZIP archive (APPNOTE 6.3, below 4 GiB), file by file, so that no more than one has to be held in two forms. */
export function createZip(modified: Date): { add(entry: ZipEntry): Promise<void>; finish(): BlobPart[] } {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const written: Written[] = []
  const [time, date] = dosTime(modified)
  let at = 0
  const push = (...bytes: Uint8Array<ArrayBuffer>[]) => {
    parts.push(...bytes)
    for (const { length } of bytes) at += length
  }
  return {
    async add({ name, content }) {
      const bytes = new TextEncoder().encode(content)
      const { data, method } = await deflate(bytes)
      const entry = { name: new TextEncoder().encode(name), data, method, size: bytes.length, crc: crc32(bytes), at }
      written.push(entry)
      push(record(0x04034b50, [[2, 20], ...headOf(entry, time, date)]), new Uint8Array(entry.name), data)
    },
    finish() {
      const start = at
      for (const entry of written) {
        const rest: Field[] = [
          [2, 0],
          [2, 0],
          [2, 0],
          [4, 0],
          [4, entry.at],
        ]
        push(record(0x02014b50, [[2, 20], [2, 20], ...headOf(entry, time, date), ...rest]), new Uint8Array(entry.name))
      }
      const { length } = written
      const counts: Field[] = [
        [2, length],
        [2, length],
        [4, at - start],
        [4, start],
        [2, 0],
      ]
      push(record(0x06054b50, [[2, 0], [2, 0], ...counts]))
      return parts
    },
  }
}

/** How many bytes a number takes, and the number. */
type Field = readonly [bytes: 2 | 4, value: number]

/** What an entry's own head and its line in the directory have in common. */
function headOf({ name, data, method, size, crc }: Written, time: number, date: number): Field[] {
  return [
    [2, flags],
    [2, method],
    [2, time],
    [2, date],
    [4, crc],
    [4, data.length],
    [4, size],
    [2, name.length],
    [2, 0],
  ]
}

function record(signature: number, fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 4)))
  view.setUint32(0, signature, true)
  let at = 4
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

/** The browser compresses, beside the page's own thread. One that cannot leaves the bytes as they are. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<{ data: Uint8Array<ArrayBuffer>; method: number }> {
  if (typeof CompressionStream === 'undefined') return { data: bytes, method: stored }
  const packed = new Response(bytes).body?.pipeThrough(new CompressionStream('deflate-raw'))
  return { data: new Uint8Array(await new Response(packed ?? null).arrayBuffer()), method: deflated }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** Time and date as DOS has them, in UTC. */
function dosTime(date: Date): [time: number, date: number] {
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  const day = (Math.max(0, date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  return [time, day]
}
