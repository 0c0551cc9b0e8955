import { parseCertificates, type CertificateChain } from '../../lib/certificate.ts'
import { expiryState, type ExpiryState } from '../../lib/expiryState.ts'
import { scopeProblem } from '../../lib/registryScope.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import type { Patch } from '../writes.ts'
import type { ConfigMap } from './configMap.ts'

/** Where the ConfigMap of additionalTrustedCA is. */
export const trustNamespace = 'openshift-config'

/** How the ConfigMap is called that is made from here. */
export const trustName = 'registry-ca'

/** The update service looks its own registry's CA up by this key, which is no host. */
const updateServiceKey = 'updateservice-registry'

/** The certificates that are trusted for one registry. */
export interface TrustEntry {
  key: string
  /** `host[:port]`; undefined for a key that is for something else. */
  host: string | undefined
  chain: CertificateChain
  /** `garbage`: there is nothing in it that can be read. `partly`: something in it cannot. */
  state: ExpiryState | 'garbage' | 'partly'
  /** When the last of its certificates ends, RFC 3339. */
  notAfter: string | undefined
  /** How many of them have ended. */
  expired: number
}

/** The registry that an entry is for: keys of a ConfigMap have no colon, two dots stand for it. */
export function hostOfKey(key: string): string | undefined {
  return key === updateServiceKey ? undefined : key.replaceAll('..', ':')
}

/** The key of an entry for a registry. */
export function keyOfHost(host: string): string {
  return host.trim().replaceAll(':', '..')
}

/** What is wrong with the host of an entry. */
export function trustHostProblem(host: string): string | undefined {
  const text = host.trim()
  if (!text) return t('Enter the host of the registry, with its port if it is not 443.')
  if (text === updateServiceKey) return undefined
  if (text.includes('..')) return t('Write the port with a colon: the key gets two dots by itself.')
  return scopeProblem(text, 'host')
}

/** The entries of the ConfigMap at a time (ms), what needs somebody first, then by host. */
export function trustEntries({ data, binaryData }: Pick<ConfigMap, 'data' | 'binaryData'>, now: number): TrustEntry[] {
  const texts = [
    ...Object.entries(data ?? {}),
    ...Object.entries(binaryData ?? {}).map(([key, value]) => [key, decoded(value) ?? ''] as const),
  ]
  return texts
    .map(([key, text]) => trustEntry(key, text, now))
    .toSorted((a, b) => urgency[a.state] - urgency[b.state] || (a.key < b.key ? -1 : 1))
}

const urgency: Record<TrustEntry['state'], number> = { garbage: 0, expired: 1, partly: 2, soon: 3, valid: 4 }

function trustEntry(key: string, text: string, now: number): TrustEntry {
  // The machine config operator takes values in base64, too.
  const pem = text.includes('-----BEGIN') ? text : (decoded(text) ?? text)
  const chain = parseCertificates(pem)
  const ends = chain.certificates.map(({ notAfter }) => notAfter).toSorted()
  const notAfter = ends.at(-1)
  const state =
    notAfter === undefined
      ? 'garbage'
      : expiryState(notAfter, now) === 'expired'
        ? 'expired'
        : chain.unreadable > 0
          ? 'partly'
          : expiryState(notAfter, now)
  const expired = ends.filter((end) => expiryState(end, now) === 'expired').length
  return { key, host: hostOfKey(key), chain, state, notAfter, expired }
}

function decoded(base64: string): string | undefined {
  try {
    return atob(base64.replace(/\s/g, ''))
  } catch {
    return undefined
  }
}

/** What is wrong with what was pasted as the certificates of a registry. */
export function pemProblem(pem: string): string | undefined {
  if (!pem.trim()) return t('Paste the certificates in PEM, or choose a file.')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    return t('There is a private key in it. It must stay secret: paste the certificates alone.')
  const { certificates, unreadable } = parseCertificates(pem)
  if (unreadable > 0) return t('{{count}} of its certificates cannot be read.', { count: unreadable })
  if (certificates.length === 0) return t('There is no certificate in it: PEM begins with -----BEGIN CERTIFICATE-----.')
  return undefined
}

/** Puts the certificates of a registry into the ConfigMap, in place of those that are there. */
export function putTrust(configMap: ConfigMap, key: string, pem: string): Patch {
  const binary = configMap.binaryData?.[key] !== undefined
  return { data: { [key]: trustText(pem) }, ...(binary && { binaryData: { [key]: null } }) }
}

/** Takes the entry of a registry out of the ConfigMap. */
export function removeTrust(configMap: ConfigMap, key: string): Patch {
  const within = configMap.data?.[key] === undefined ? 'binaryData' : 'data'
  return { [within]: { [key]: null } }
}

/** A ConfigMap with one entry. */
export function newTrust(name: string, key: string, pem: string): ConfigMap {
  return { metadata: { name, namespace: trustNamespace }, data: { [key]: trustText(pem) } }
}

/** The certificates as they are kept. */
export const trustText = (pem: string) => `${pem.trim()}\n`

const inNamespace = ['-n', trustNamespace]

/** The command that makes a ConfigMap with the entry of a file. */
export function createTrustCommand(name: string, key: string): string {
  return commandLine('oc', 'create', 'configmap', name, ...inNamespace, `--from-file=${key}=ca.crt`)
}

/** The command that puts the entry of a file into a ConfigMap that is there. */
export function putTrustCommand(name: string, key: string): string {
  return commandLine('oc', 'set', 'data', `configmap/${name}`, ...inNamespace, `--from-file=${key}=ca.crt`)
}

/** The command that sends a patch of the ConfigMap. */
export function trustPatchCommand(name: string, patch: Patch): string {
  return commandLine('oc', 'patch', `configmap/${name}`, ...inNamespace, '--type=merge', '-p', JSON.stringify(patch))
}
