import { configOf, environmentOf, type Image } from './image.ts'

/** Where an image comes from, as its labels and its environment tell. Anybody may write these: they prove nothing. */
export interface ImageOrigin {
  /** The Build that pushed it. */
  build?: { name: string; namespace?: string }
  /** The image that built it from source. */
  builder?: string
  /** The repository of its source. */
  source?: string
  contextDirectory?: string
  /** The commit, or what else names a version of the source. */
  revision?: string
  /** The branch or tag that was built. */
  reference?: string
  commitAuthor?: string
  commitDate?: string
  commitMessage?: string
  version?: string
}

// openshift/builder pkg/build/builder/util.go writes them; openshift/source-to-image has a prefix of its own.
const prefixes = ['io.openshift.build.', 'io.openshift.s2i.build.']

/** What the builds of OpenShift, Red Hat's labels and those of OCI say of where an image comes from. */
export function imageOriginOf(image: Image): ImageOrigin {
  const labels = configOf(image).Labels ?? {}
  const environment = new Map(environmentOf(image).map(({ name, value }) => [name, value]))
  const built = (key: string) => first(prefixes.map((prefix) => labels[prefix + key]))
  const name = first([built('name'), environment.get('OPENSHIFT_BUILD_NAME')])
  const namespace = first([built('namespace'), environment.get('OPENSHIFT_BUILD_NAMESPACE')])
  const origin: { [K in keyof ImageOrigin]: ImageOrigin[K] | undefined } = {
    build: name === undefined ? undefined : { name, ...(namespace !== undefined && { namespace }) },
    builder: built('image'),
    source: first([
      built('source-location'),
      environment.get('OPENSHIFT_BUILD_SOURCE'),
      labels['org.opencontainers.image.source'],
      labels['vcs-url'],
      labels['org.label-schema.vcs-url'],
    ]),
    contextDirectory: built('source-context-dir'),
    revision: first([
      built('commit.id'),
      environment.get('OPENSHIFT_BUILD_COMMIT'),
      labels['org.opencontainers.image.revision'],
      labels['vcs-ref'],
      labels['org.label-schema.vcs-ref'],
    ]),
    reference: first([built('commit.ref'), environment.get('OPENSHIFT_BUILD_REFERENCE')]),
    commitAuthor: built('commit.author'),
    commitDate: built('commit.date'),
    commitMessage: built('commit.message'),
    version: first([labels['org.opencontainers.image.version'], labels['version']]),
  }
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined))
}

function first(values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value.trim() !== '')
}

/** An address that a browser may open; undefined for all others, such as `git@github.com:…` or `javascript:`. */
export function webAddress(source: string): string | undefined {
  if (!URL.canParse(source)) return undefined
  const { protocol } = new URL(source)
  return protocol === 'https:' || protocol === 'http:' ? source : undefined
}
