import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { base, withObjects } from './base.ts'
import { image, imageStream, namespace, revision, type ImageSpec, type TagSpec } from './builders.ts'

const IMAGES_PER_STREAM = 20
const STREAMS_PER_PROJECT = 20
type Layer = ImageSpec['layers'][number]

/**
 * Images as a few years of building leave them: each stands on one of 12 bases (3 layers) and 60 runtimes (2 layers),
 * shares its dependencies with its neighbors in the stream, and has the last layers to itself: 8 to 12 in all.
 */
export function manyImages(count: number, now: Date = new Date()): State {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const streams = Math.ceil(count / IMAGES_PER_STREAM)
  const namespaces: K8sObject[] = []
  const imageStreams: K8sObject[] = []
  const images: K8sObject[] = []
  const created = ago(60 * 24 * 700)
  const bases = Array.from({ length: 12 }, (_, n): Layer[] => [
    { name: `base ${n}`, MiB: 28 + n * 4 },
    { name: `base ${n} updates`, MiB: 6 + (n % 5) },
    { name: `base ${n} certificates`, MiB: 0.3 },
  ])
  const runtimes = Array.from({ length: 60 }, (_, n): Layer[] => [
    { name: `runtime ${n}`, MiB: 40 + ((n * 17) % 160) },
    { name: `runtime ${n} libraries`, MiB: 5 + (n % 30) },
  ])
  for (let stream = 0; stream < streams; stream++) {
    const project = `team-${String(Math.floor(stream / STREAMS_PER_PROJECT)).padStart(2, '0')}`
    if (stream % STREAMS_PER_PROJECT === 0) namespaces.push(namespace(project, created))
    const name = `service-${String(stream).padStart(4, '0')}`
    const tags: Record<string, TagSpec> = {}
    const history = []
    for (let build = 0; build < IMAGES_PER_STREAM && images.length < count; build++) {
      const number = stream * IMAGES_PER_STREAM + build
      const made = image({
        repository: `${project}/${name}`,
        seed: String(build),
        created: ago(30 + build * 60 * 24 * 9 + stream),
        layers: layersOf(stream, build, [
          ...(bases[(stream + Math.floor(build / 10)) % bases.length] ?? []),
          ...(runtimes[(stream * 7 + Math.floor(build / 7)) % runtimes.length] ?? []),
        ]),
      })
      images.push(made)
      // Every tenth image was pushed by digest, or its tag is gone: nothing lists it.
      if (number % 10 === 9) continue
      const pushed = revision(made, ago(25 + build * 60 * 24 * 9 + stream))
      history.push(pushed)
      if (build % 4 === 0) tags[`1.${IMAGES_PER_STREAM - build}`] = { revisions: [pushed] }
    }
    tags['latest'] = { revisions: history }
    imageStreams.push(imageStream({ namespace: project, name, created, labels: { app: name }, tags }))
  }
  return withObjects(base(), { namespaces, imageStreams, images })
}

function layersOf(stream: number, build: number, shared: Layer[]): Layer[] {
  const dependencies = Array.from({ length: 1 + (stream % 3) }, (_, n) => ({
    name: `dep ${n} ${stream}  ${Math.floor(build / 5)}`,
    MiB: 12 + ((stream * 3 + n * 11) % 70),
  }))
  const sizes = [0.02, 4 + ((stream + build) % 40), 0.6, 0.001].slice(0, 2 + ((stream + build) % 3))
  // Named, though nobody shares them: short names are quickly made into digests.
  const own = sizes.map((MiB, n) => ({ name: `${stream} ${build} ${n}`, MiB }))
  return [...shared, ...dependencies, ...own]
}
