import { crc32, inflateRawSync } from 'node:zlib'
import { expect } from 'vitest'
import type { ZipEntry } from './zip.ts'

/** Reads an archive as unpackers do: from its end, by its directory. */
export function unzip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = archive.readUInt32LE(end + 16)
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString()
    const local = archive.readUInt32LE(at + 42)
    expect(archive.readUInt32LE(local)).toBe(0x04034b50)
    const start = local + 30 + archive.readUInt16LE(local + 26)
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)))
    expect(content.length).toBe(archive.readUInt32LE(at + 24))
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16))
    // The entry's own head says the same as the directory.
    expect(archive.subarray(local + 6, local + 28)).toEqual(archive.subarray(at + 8, at + 30))
    at += 46 + nameLength
    return { name, content: content.toString() }
  })
}
