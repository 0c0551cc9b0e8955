import plainRegistry from '../data/remote-registry.json' with { type: 'json' }
import { hostPort, repositoryName, type PullSpec } from '../kinds/imageReference.ts'
import type { Image } from '../kinds/imageTypes.ts'
import type { Credentials } from '../kinds/secret.ts'
import { publicRegistries } from './publicRegistries.ts'

/** An image in someone else's registry, before the cluster knows it. */
export type RemoteImage = Omit<Image, 'dockerImageReference'>

/** Why a registry gave nothing. */
export type Failure =
  | { kind: 'notFound' }
  | { kind: 'unauthorized'; wrongPassword?: boolean }
  /** The network, in the words of Go's HTTP client. */
  | { kind: 'network'; text: string }

export interface Access {
  /** Plain HTTP and unknown certificates are fine. */
  insecure: boolean
  /** What the project's pull secrets hold. */
  credentials: readonly Credentials[]
}

/** The registries that imports reach. */
export interface Remote {
  /** The image of a tag or digest; `children` are the images of a manifest list. */
  lookup(reference: PullSpec, access: Access): { image: RemoteImage; children: RemoteImage[] } | Failure
  /** The tags of a repository. */
  tags(reference: PullSpec, access: Access): string[] | Failure
}

export interface Registry {
  plainHttp?: boolean
  /** Its certificate is signed by somebody the cluster does not trust. */
  unknownCertificate?: boolean
  /** Refuses everybody without a pull secret. */
  needsCredentials?: boolean
  /** Digests by repository and tag. */
  repositories: Record<string, Record<string, string>>
  images: readonly RemoteImage[]
}

/** Every password is right but this one. */
export const WRONG_PASSWORD = 'wrong'
const RESOLVER = '10.255.255.53:53'

/** The text of a host that cannot be reached. */
function unreachable(host: string, port: string): string {
  const url = `Get "https://${port === '443' ? host : `${host}:${port}`}/v2/"`
  return /^[\d.]+$/.test(host)
    ? `${url}: dial tcp ${host}:${port}: connect: connection refused`
    : `${url}: dial tcp: lookup ${host} on ${RESOLVER}: no such host`
}

const isPartOf = (path: string, repository: string) => !path || `${repository}/`.startsWith(`${path}/`)

/** Registries by host and port; every other host is not found. */
export function remoteOf(registries: Record<string, Registry>): Remote {
  const registryOf = (reference: PullSpec, { insecure, credentials }: Access): Registry | Failure => {
    const [host, port] = hostPort(reference)
    const address = reference.registry.includes(':') ? `${host}:${port}` : host
    const registry = registries[address]
    if (!registry) return { kind: 'network', text: unreachable(host, port) }
    if (registry.plainHttp && !insecure)
      return { kind: 'network', text: `Get "https://${address}/v2/": http: server gave HTTP response to HTTPS client` }
    if (registry.unknownCertificate && !insecure)
      return { kind: 'network', text: `Get "https://${address}/v2/": x509: certificate signed by unknown authority` }
    if (!registry.needsCredentials) return registry
    const repository = repositoryName(reference)
    const [login] = credentials
      .filter((each) => each.host === address && isPartOf(each.path, repository))
      .toSorted((a, b) => b.path.length - a.path.length)
    if (!login) return { kind: 'unauthorized' }
    return login.password === WRONG_PASSWORD ? { kind: 'unauthorized', wrongPassword: true } : registry
  }
  return {
    lookup(reference, access) {
      const registry = registryOf(reference, access)
      if ('kind' in registry) return registry
      const digest = reference.id || registry.repositories[repositoryName(reference)]?.[reference.tag || 'latest']
      const find = (name: string | undefined) => registry.images.find(({ metadata }) => metadata.name === name)
      const image = find(digest)
      if (!image) return { kind: 'notFound' }
      return { image, children: (image.dockerImageManifests ?? []).flatMap((child) => find(child.digest) ?? []) }
    },
    tags(reference, access) {
      const registry = registryOf(reference, access)
      if ('kind' in registry) return registry
      const tags = registry.repositories[repositoryName(reference)]
      return tags ? Object.keys(tags) : { kind: 'notFound' }
    },
  }
}

const { host, repositories, images } = plainRegistry

/** What imports of the mock cluster reach: the plain HTTP registries it was recorded with, and public ones. */
export const remote: Remote = remoteOf({
  ...publicRegistries,
  [host]: { plainHttp: true, repositories, images },
  '127.0.0.1:5000': { plainHttp: true, needsCredentials: true, repositories: {}, images: [] },
})
