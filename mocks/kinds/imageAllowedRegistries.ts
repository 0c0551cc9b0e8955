import type { Store } from '../server/store.ts'
import { imageConfig, internalHostname } from './imageHostname.ts'
import { formatPullSpec, hostPort, parsePullSpec, type PullSpec } from './imageReference.ts'
import type { ImageStream } from './imageTypes.ts'

/** Which ports count: only TLS's, or any that fits. */
export type Transport = 'secure' | 'any'

/** Decides about one reference: undefined when it is allowed, otherwise why not. */
export type Admit = (reference: PullSpec, transport: Transport) => string | undefined

const SHOWN = 5

const glob = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text)

const repository = (reference: PullSpec) => formatPullSpec({ ...reference, tag: '', id: '' })

/** What the cluster's image configuration allows to import, besides the integrated registry and what was there before. */
export function allowedRegistries(store: Store, known: Iterable<string> = []): Admit {
  const allowed = imageConfig(store)?.spec?.allowedRegistriesForImport
  if (!allowed?.length) return () => undefined
  const repositories = new Set<string>()
  for (const spec of known) {
    const reference = parsePullSpec(spec)
    if (!('error' in reference)) repositories.add(repository(reference))
  }
  const internal = internalHostname(store)
  const entries = [...(internal ? [{ domainName: internal }] : []), ...allowed].map(
    ({ domainName = '', insecure }: { domainName?: string; insecure?: boolean }) => {
      const [host = '', port = insecure ? '80' : '443'] = domainName.split(':')
      return { host, port }
    },
  )
  return (reference, transport) => {
    if (repositories.has(repository(reference))) return undefined
    const [host, securePort] = hostPort(reference)
    const port = transport === 'secure' || reference.registry.includes(':') ? securePort : ''
    const names = host === 'registry-1.docker.io' ? ['docker.io', host] : [host]
    const fits = entries.some(
      (entry) =>
        names.some((name) => glob(entry.host, name)) &&
        (port ? glob(entry.port, port) : ['80', '443', '*'].includes(entry.port)),
    )
    if (fits) return undefined
    const hostname = reference.registry || (port ? `${host}:${port}` : host)
    const texts = entries.map((entry) => JSON.stringify(`${entry.host}:${entry.port}`))
    const shown = texts.length <= SHOWN ? texts : texts.slice(0, SHOWN - 1)
    const more = texts.length > shown.length ? `, and ${texts.length - shown.length} more ...` : ''
    return `registry ${JSON.stringify(hostname)} not allowed by whitelist: ${shown.join(', ')}${more}`
  }
}

/** Every reference a stream already has: those stay allowed. */
export function* referencesOf({ spec, status }: ImageStream): Generator<string> {
  if (spec.dockerImageRepository) yield spec.dockerImageRepository
  for (const { from } of spec.tags ?? []) if (from?.kind === 'DockerImage') yield from.name
  for (const { items } of status.tags ?? []) for (const event of items ?? []) yield event.dockerImageReference
}
