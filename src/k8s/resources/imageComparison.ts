import { isDigest } from '../../lib/digest.ts'
import { quote } from '../../lib/shell.ts'
import {
  configOf,
  distinctLayers,
  environmentOf,
  layersOf,
  manifestsOf,
  platformOf,
  platformsOf,
  type Image,
  type ImageLayer,
  type ImageManifest,
} from './image.ts'

/** An image as people name it to compare: `ns/stream:tag` or `ns/stream@digest`. */
export interface ComparableName {
  namespace: string
  stream: string
  /** One of the two. */
  tag?: string
  digest?: string
}

/** The parts of `ns/stream:tag` or `ns/stream@digest`, with or without a registry in front. Undefined when it is neither. */
export function parseComparable(text: string): ComparableName | undefined {
  const typed = text.trim().replace(/^docker:\/\//, '')
  const at = typed.indexOf('@')
  const colon = at < 0 ? typed.lastIndexOf(':') : -1
  const end = at < 0 ? colon : at
  if (end < 0) return undefined
  const rest = typed.slice(end + 1)
  const parts = typed.slice(0, end).split('/')
  const [stream = '', namespace = ''] = parts.toReversed()
  if (!stream || !namespace || !rest || /[\s:@]/.test(stream + namespace)) return undefined
  if (at >= 0) return isDigest(rest) ? { namespace, stream, digest: rest } : undefined
  return /[\s/@]/.test(rest) ? undefined : { namespace, stream, tag: rest }
}

/** `a` and `b` as far as they have it. */
export interface Difference {
  name: string
  a?: string
  b?: string
}

/** The settings that are one text each. */
export type Setting =
  'architecture' | 'entrypoint' | 'command' | 'workingDirectory' | 'user' | 'stopSignal' | 'onBuild' | 'author'

export interface ImageComparison {
  /** `alike`: not the same image, but the same layers and the same configuration. */
  verdict: 'same' | 'alike' | 'different'
  settings: (Difference & { name: Setting })[]
  environment: Difference[]
  labels: Difference[]
  /** Names alone: a port is there or not. */
  ports: Difference[]
  volumes: Difference[]
  layers: { shared: ImageLayer[]; onlyA: ImageLayer[]; onlyB: ImageLayer[] }
}

/** Whether two sides of a difference do differ. */
export function differs({ a, b }: Difference): boolean {
  return a !== b
}

/** What two images have in common and what not. Both are images of one platform. */
export function compareImages(a: Image, b: Image): ImageComparison {
  const [configA, configB] = [configOf(a), configOf(b)]
  const comparison: Omit<ImageComparison, 'verdict'> = {
    settings: compareSettings(a, b),
    environment: compareEntries(environment(a), environment(b)),
    labels: compareEntries(
      new Map(Object.entries(configA.Labels ?? {})),
      new Map(Object.entries(configB.Labels ?? {})),
    ),
    ports: compareEntries(names(configA.ExposedPorts), names(configB.ExposedPorts)),
    volumes: compareEntries(names(configA.Volumes), names(configB.Volumes)),
    layers: compareLayers(layersOf(a), layersOf(b)),
  }
  return { verdict: verdictOf(a, b, comparison), ...comparison }
}

function verdictOf(a: Image, b: Image, comparison: Omit<ImageComparison, 'verdict'>): ImageComparison['verdict'] {
  if (a.metadata.name === b.metadata.name) return 'same'
  const { settings, environment: env, labels, ports, volumes, layers } = comparison
  if ([settings, env, labels, ports, volumes].some((differences) => differences.some(differs))) return 'different'
  if (layers.onlyA.length > 0 || layers.onlyB.length > 0) return 'different'
  // Of images without metadata nothing is known that could be alike.
  return layers.shared.length > 0 ? 'alike' : 'different'
}

function compareSettings(a: Image, b: Image): ImageComparison['settings'] {
  const [of, and] = [settingsOf(a), settingsOf(b)]
  return settings.flatMap((name) => {
    const [first, second] = [of[name], and[name]]
    if (!first && !second) return []
    return [{ name, ...(first && { a: first }), ...(second && { b: second }) }]
  })
}

const settings: readonly Setting[] = [
  'architecture',
  'entrypoint',
  'command',
  'workingDirectory',
  'user',
  'stopSignal',
  'onBuild',
  'author',
]

function settingsOf(image: Image): Partial<Record<Setting, string | undefined>> {
  const config = configOf(image)
  const words = (list: readonly string[] | null | undefined) => list?.map(quote).join(' ')
  return {
    architecture: platformsOf(image).join(', '),
    entrypoint: words(config.Entrypoint),
    command: words(config.Cmd),
    workingDirectory: config.WorkingDir,
    user: config.User,
    stopSignal: config.StopSignal,
    onBuild: config.OnBuild?.join('\n'),
    author: image.dockerImageMetadata?.Author,
  }
}

// The last of several with one name is what a container sees.
const environment = (image: Image) => new Map(environmentOf(image).map(({ name, value }) => [name, value]))
const names = (set: Record<string, unknown> | null | undefined) =>
  new Map(Object.keys(set ?? {}).map((name) => [name, name]))

function compareEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): Difference[] {
  const all = new Set([...a.keys(), ...b.keys()])
  return [...all].toSorted().map((name) => {
    const [first, second] = [a.get(name), b.get(name)]
    return { name, ...(first !== undefined && { a: first }), ...(second !== undefined && { b: second }) }
  })
}

function compareLayers(a: readonly ImageLayer[], b: readonly ImageLayer[]): ImageComparison['layers'] {
  const [ofA, ofB] = [new Set(a.map(({ name }) => name)), new Set(b.map(({ name }) => name))]
  return {
    shared: distinctLayers(a.filter(({ name }) => ofB.has(name))),
    onlyA: distinctLayers(a.filter(({ name }) => !ofB.has(name))),
    onlyB: distinctLayers(b.filter(({ name }) => !ofA.has(name))),
  }
}

/** A platform with its image on either side. */
export interface PlatformPair {
  platform: string
  /** Digests. */
  a?: string
  b?: string
}

/** The platforms of two images. The image of one platform is compared with that of its architecture in a manifest list. */
export function comparePlatforms(a: Image, b: Image): PlatformPair[] {
  const [listA, listB] = [manifestsOf(a), manifestsOf(b)]
  if (listA.length === 0 && listB.length === 0) {
    const platforms = [platformsOf(a)[0] ?? '', platformsOf(b)[0] ?? '']
    const [platform = ''] = platforms
    if (platforms[0] === platforms[1]) return [{ platform, a: a.metadata.name, b: b.metadata.name }]
    return [
      { platform, a: a.metadata.name },
      { platform: platforms[1] ?? '', b: b.metadata.name },
    ]
  }
  const [ofA, ofB] = [digestsByPlatform(a, listB), digestsByPlatform(b, listA)]
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map((platform) => {
    const [first, second] = [ofA.get(platform), ofB.get(platform)]
    return { platform, ...(first && { a: first }), ...(second && { b: second }) }
  })
}

function digestsByPlatform(image: Image, other: readonly ImageManifest[]): Map<string, string> {
  const manifests = manifestsOf(image)
  if (manifests.length > 0) return new Map(manifests.map((manifest) => [platformOf(manifest), manifest.digest]))
  const architecture = platformsOf(image)[0] ?? ''
  const same = other.find((manifest) => manifest.architecture === architecture)
  return new Map([[same ? platformOf(same) : architecture, image.metadata.name]])
}

/** The pair to look into: the wanted platform if both have it, else the first that both have. */
export function choosePair(pairs: readonly PlatformPair[], wanted: string | null): PlatformPair | undefined {
  const both = pairs.filter((pair) => pair.a !== undefined && pair.b !== undefined)
  const chosen = both.find(({ platform }) => platform === wanted) ?? both[0]
  if (chosen) return chosen
  // Nothing in common: the first of each.
  const a = pairs.find((pair) => pair.a !== undefined)
  const b = pairs.find((pair) => pair.b !== undefined)
  if (a?.a === undefined || b?.b === undefined) return undefined
  return { platform: '', a: a.a, b: b.b }
}
