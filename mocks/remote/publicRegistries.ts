import { image, imageIndex, type ImageSpec, type RegistryImage } from '../seed/builders.ts'
import { sampleSources } from '../seed/samples.ts'
import type { Registry, RemoteImage } from './remote.ts'

const created = '2026-11-02T08:15:00Z'
const base = { name: 'ubi9-minimal', MiB: 34.2 }
const architectures = ['amd64', 'arm64', 'ppc64le', 's390x']

/** Collects what a registry has; digests are those that the same repository and seed have in seeded clusters. */
class Shelves {
  readonly repositories: Record<string, Record<string, string>> = {}
  readonly images: RemoteImage[] = []
  readonly #host: string

  constructor(host: string) {
    this.#host = host
  }

  /** One tag of a repository; a list of several platforms where `index` says so. */
  add(
    path: string,
    tag: string,
    { seed = tag, index = false, ...more }: Partial<ImageSpec> & { index?: boolean } = {},
  ) {
    const spec = { layers: [base, 48.3, 9.7], created, ...more, repository: `${this.#host}/${path}`, seed }
    const [first, ...children] = index ? imageIndex({ ...spec, architectures }) : [image(spec)]
    if (!first) return
    this.name(path, tag, first.metadata.name)
    for (const each of [first, ...children]) this.images.push(remoteImage(each))
  }

  /** Names a digest, which need not be there. */
  name(path: string, tag: string, digest: string) {
    this.repositories[path] = { ...this.repositories[path], [tag]: digest }
  }
}

/** As a registry has it: nobody has stored it in a cluster yet. */
function remoteImage({ dockerImageReference: _reference, metadata, ...rest }: RegistryImage): RemoteImage {
  const { 'image.openshift.io/manifestBlobStored': _stored, ...annotations } = metadata.annotations ?? {}
  return { ...rest, metadata: { name: metadata.name, annotations } }
}

function quay(): Registry {
  const shelves = new Shelves('quay.io')
  shelves.add('acme/gateway', '2.4', { index: true })
  shelves.add('acme/gateway', '2.5', { index: true })
  // Moved on since the cluster imported it.
  shelves.add('acme/etl', 'stable', { seed: 'stable, rebuilt', layers: [base, 214, 18.5] })
  shelves.add('acme/android-sdk', '35', { layers: [base, 1450, 320.25] })
  shelves.add('acme/notebooks', '2', { layers: [37.6, 733, 82] })
  shelves.add('acme/oauth-proxy', '4.17', { layers: [37.6, 22] })
  shelves.add('acme/oauth-proxy', '4.18', { layers: [37.6, 23] })
  shelves.add('acme/planned', 'next')
  for (const tag of ['latest', 'v1.0', 'v1.1']) shelves.add('acme/web', tag, { index: true })
  // More tags than are imported at once; seven of the first fifty name a manifest that is gone.
  for (let minor = 1; minor <= 60; minor++) {
    const tag = `1.${minor}.0`
    if (minor > 10 && minor % 7 === 0) shelves.name('acme/many-tags', tag, `sha256:${'0'.repeat(62)}${minor}`)
    else shelves.add('acme/many-tags', tag, { layers: [base, minor] })
  }
  return { repositories: shelves.repositories, images: shelves.images }
}

function redHat(): Registry {
  const shelves = new Shelves('registry.redhat.io')
  shelves.add('rhel9/postgresql-15', 'latest', { index: true })
  for (const { path, ...more } of sampleSources) shelves.add(path, 'latest', more)
  shelves.add('ubi9/nginx-124', 'latest')
  return { needsCredentials: true, repositories: shelves.repositories, images: shelves.images }
}

function dockerHub(): Registry {
  const shelves = new Shelves('docker.io')
  for (const path of ['nginx', 'library/nginx'])
    for (const tag of ['latest', '1.29']) shelves.add(path, tag, { index: true, seed: tag, layers: [28.2, 43.9, 0.01] })
  return { repositories: shelves.repositories, images: shelves.images }
}

function selfSigned(): Registry {
  const shelves = new Shelves('registry.acme.example')
  shelves.add('team/app', '1.0')
  return { unknownCertificate: true, repositories: shelves.repositories, images: shelves.images }
}

/** The registries people import from, by the host that is connected to: public ones, and one whose certificate nobody vouches for. */
export const publicRegistries: Record<string, Registry> = {
  'quay.io': quay(),
  'registry.redhat.io': redHat(),
  'registry-1.docker.io': dockerHub(),
  'registry.acme.example': selfSigned(),
}
