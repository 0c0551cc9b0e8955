import type { LogLine } from '../server/written.ts'
import { pruner } from './clients.ts'
import { Random } from './random.ts'
import { RegistryWriter, type RegistryRequest } from './registryWriter.ts'

const LINK = /^Deleting (layer|manifest) link (sha256:[0-9a-f]+) in repository (\S+)$/
const BLOB = /^Deleting blob (sha256:[0-9a-f]+)$/

/** What the registry writes when a run of the pruner writes a line: the deletion that it was asked for, if any. */
export function prunerRequest({ time, text }: LogLine): LogLine[] {
  const request = requestOf(text)
  if (!request) return []
  const writer = new RegistryWriter(pruner, Date.parse(time), new Random(`${time} ${text}`))
  writer.authorized(request)
  return writer.lines
}

function requestOf(text: string): RegistryRequest | undefined {
  const [, kind, digest = '', name = ''] = LINK.exec(text) ?? []
  if (kind === 'layer')
    return { method: 'DELETE', uri: `/v2/${name}/blobs/${digest}`, vars: { digest, name }, status: 202 }
  if (kind === 'manifest')
    return { method: 'DELETE', uri: `/v2/${name}/manifests/${digest}`, vars: { name, reference: digest }, status: 202 }
  const [, blob] = BLOB.exec(text) ?? []
  if (blob === undefined) return undefined
  const hex = blob.slice('sha256:'.length)
  const msg = `Deleting blob: /docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}`
  const says = [{ level: 'info' as const, msg }]
  return { method: 'DELETE', uri: `/admin/blobs/${blob}`, vars: { digest: blob }, status: 204, says }
}
