import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A tar archive of one file. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
function tar(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  const size = Buffer.byteLength(content)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  header.write(name, 0)
  header.write(octal(0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(0, 12), 136)
  header.write('        0', 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(size / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body, Buffer.alloc(1024)])
}

const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`

/** Writes an image of one layer as an OCI layout, for `skopeo copy oci:FOLDER`. https://github.com/opencontainers/image-spec */
export function writeImage(folder: string, content: string): void {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true })
  const write = (blob: Buffer, mediaType: string) => {
    const digest = digestOf(blob)
    writeFileSync(join(folder, 'blobs', ...digest.split(':')), blob)
    return { mediaType, digest, size: blob.length }
  }
  const json = (value: object) => Buffer.from(JSON.stringify(value))
  const archive = tar('content.txt', content)
  const layer = write(gzipSync(archive), 'application/vnd.oci.image.layer.v1.tar+gzip')
  const config = write(
    json({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(archive)] },
      history: [{ created_by: 'COPY content.txt /' }],
    }),
    'application/vnd.oci.image.config.v1+json',
  )
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = write(json({ schemaVersion: 2, mediaType, config, layers: [layer] }), mediaType)
  writeFileSync(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [manifest] }))
  writeFileSync(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }))
}
