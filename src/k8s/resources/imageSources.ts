import { formatImageReference, parseImageReference } from '../../lib/imageReference.ts'
import { comparedName, coveredLength, isScopeInside } from '../../lib/registryScope.ts'
import type { ImageConfigSpec } from './imageConfig.ts'
import { runtimeVerdict, type RuntimeVerdict } from './imagePolicy.ts'
import type { MirrorSet } from './mirrorSet.ts'
import { confEntryOf, registriesConf, type ConfEntry, type ConfMirror, type RegistriesConf } from './mirrorSetConf.ts'

/** One place where an image is looked for. */
export interface ImagePlace {
  pullSpec: string
  /** The mirror that leads there; undefined: the name that was asked for. */
  via: ConfMirror | undefined
  insecure: boolean
  /** Why it is not asked, although its turn comes. */
  blocked?: NonNullable<ConfEntry['blocked']>
}

/** Where an image of one name is looked for. */
export interface ImageSources {
  /** The name in full. */
  pullSpec: string
  by: 'digest' | 'tag'
  /** What the policy says of the name, before any place is asked. */
  verdict: RuntimeVerdict
  /** In this order; the first that has the image gives it. */
  places: readonly ImagePlace[]
  /** The source that the mirrors are of; undefined: no mirror set covers the name. */
  source?: string
  /** The entry that counts for the name, the longest one; it may have mirrors for the other sort only. */
  entry?: string
  /** Sources that cover the name too and have mirrors for it, but are less exact: they do not count. */
  hidden: readonly { source: string; sets: readonly MirrorSet[] }[]
  /** A place whose name is none: nodes give up the whole pull. */
  unnameable?: string
}

/** Where nodes look for names without a registry, if nobody said otherwise: what their operating system comes with. */
const searched = ['registry.access.redhat.com', 'docker.io']

/**
 * Where nodes look for an image. A name without a registry is looked for in each search registry, one after the other. Undefined:
 * this is no pull spec. containers/image@df7e80d docker/docker_image_src.go#L52
 */
export function imageSources(
  pullSpec: string,
  sets: readonly MirrorSet[],
  config: ImageConfigSpec | null | undefined,
): ImageSources[] | undefined {
  const names = askedNames(pullSpec, config)
  if (!names) return undefined
  const conf = registriesConf(sets, config?.registrySources)
  return names.map((name) => sourcesOf(name, conf, config))
}

/** The full names that a pull spec stands for: several when it says no registry. */
function askedNames(pullSpec: string, config: ImageConfigSpec | null | undefined): string[] | undefined {
  const reference = parseImageReference(pullSpec)
  if (!reference) return undefined
  const { registry, repository, tag, digest } = reference
  // Of both, the digest decides; of none, the tag is latest.
  const version = digest ? { digest } : { tag: tag ?? 'latest' }
  const own = config?.registrySources?.containerRuntimeSearchRegistries ?? []
  const registries = registry === undefined ? (own.length > 0 ? own : searched) : [registry]
  return registries.map((host) => {
    const name = comparedName(`${host}/${repository}`)
    return formatImageReference({ repository: name, ...version })
  })
}

const nameOf = (pullSpec: string) => comparedName(pullSpec)
const versionSort = (pullSpec: string) => (pullSpec.includes('@') ? 'digest' : 'tag')

function sourcesOf(pullSpec: string, conf: RegistriesConf, config: ImageConfigSpec | null | undefined): ImageSources {
  const name = nameOf(pullSpec)
  const by = versionSort(pullSpec)
  const entry = confEntryOf(conf, name)
  const mirrors = (entry?.mirrors ?? []).filter((mirror) => mirror.by === by)
  const places = [...mirrors, undefined].map((via): ImagePlace => {
    const place = via && entry ? via.location + pullSpec.slice(coveredLength(pullSpec, entry.scope)) : pullSpec
    const reached = confEntryOf(conf, nameOf(place))
    return {
      pullSpec: place,
      via,
      insecure: via ? via.insecure : (entry?.insecure ?? false),
      ...(reached?.blocked && { blocked: reached.blocked }),
    }
  })
  const unnameable = places.find(({ pullSpec: place }) => !isWhole(place))?.pullSpec
  const source = mirrors[0]?.source
  return {
    pullSpec,
    by,
    verdict: runtimeVerdict(config?.registrySources, pullSpec),
    places,
    ...(source !== undefined && { source }),
    ...(entry && { entry: entry.scope }),
    hidden: hiddenSources(conf, name, by, entry, mirrors),
    ...(unnameable !== undefined && { unnameable }),
  }
}

function hiddenSources(
  conf: RegistriesConf,
  name: string,
  by: 'digest' | 'tag',
  entry: ConfEntry | undefined,
  used: readonly ConfMirror[],
): ImageSources['hidden'] {
  return [...conf.entries.values()].flatMap((other) => {
    const own = other.mirrors.filter((mirror) => mirror.by === by && mirror.source === other.scope)
    const [first] = own
    if (!first || other === entry || coveredLength(name, other.scope) < 0) return []
    if (used.some(({ source }) => source === other.scope)) return []
    return [{ source: other.scope, sets: [...new Set(own.flatMap(({ sets }) => sets))] }]
  })
}

/** Whether a name is one that the container runtime takes: with its registry, Docker Hub's in full. */
function isWhole(pullSpec: string): boolean {
  const reference = parseImageReference(pullSpec)
  if (reference?.registry === undefined) return false
  return comparedName(pullSpec) === `${reference.registry}/${reference.repository}`
}

/**
 * Where an import of the image looks. Unlike nodes it knows no wildcards, and asks the source last whatever the sets say.
 * openshift/openshift-apiserver@56aa2d9 pkg/image/apiserver/importer/importer.go#L550
 */
export function importPlaces(
  pullSpec: string,
  sets: readonly MirrorSet[],
  config: ImageConfigSpec | null | undefined,
): ImagePlace[] {
  const conf = registriesConf(sets, config?.registrySources)
  const asked = importName(pullSpec)
  const name = nameOf(asked)
  let entry: ConfEntry | undefined
  for (const other of conf.entries.values()) {
    const covers = !other.scope.startsWith('*.') && isScopeInside(name, other.scope)
    if (covers && other.scope.length > (entry?.scope.length ?? 0)) entry = other
  }
  const mirrors = (entry?.mirrors ?? []).filter((mirror) => mirror.by === versionSort(asked))
  const length = entry?.scope.length ?? 0
  const places = mirrors.map((via) => ({ pullSpec: via.location + asked.slice(length), via, insecure: false }))
  const source: ImagePlace = { pullSpec: asked, via: undefined, insecure: entry?.insecure ?? false }
  // A name that is none: imports go to the source alone.
  return places.every((place) => isWhole(place.pullSpec)) ? [...places, source] : [source]
}

/**
 * Where the registry looks for an image that it passes through: every mirror of every source without a wildcard that covers it,
 * whether for tags or digests, then the source. openshift/image-registry@d4cce00 pkg/dockerregistry/server/simplelookupicsp.go#L97
 */
export function pullThroughPlaces(pullSpec: string, sets: readonly MirrorSet[]): ImagePlace[] {
  const asked = importName(pullSpec)
  const name = nameOf(asked)
  const kinds = ['ImageContentSourcePolicy', 'ImageDigestMirrorSet', 'ImageTagMirrorSet'] as const
  const places = new Map<string, ImagePlace>()
  for (const kind of kinds) {
    for (const set of sets.filter((each) => each.kind === kind)) {
      for (const { source, mirrors } of set.entries) {
        if (source.startsWith('*.') || !isScopeInside(name, source)) continue
        for (const location of mirrors) {
          const place = location + asked.slice(source.length)
          const by = kind === 'ImageTagMirrorSet' ? 'tag' : 'digest'
          if (places.has(place)) continue
          places.set(place, {
            pullSpec: place,
            via: { location, by, insecure: false, source, sets: [set] },
            insecure: false,
          })
        }
      }
    }
  }
  return [...places.values(), { pullSpec: asked, via: undefined, insecure: false }]
}

/** Imports take a name without a registry for one of Docker Hub. */
function importName(pullSpec: string): string {
  const { tag, digest } = parseImageReference(pullSpec) ?? {}
  const version = digest ? { digest } : { tag: tag ?? 'latest' }
  return formatImageReference({ repository: comparedName(pullSpec), ...version })
}
