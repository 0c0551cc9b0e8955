import { base, withObjects } from './base.ts'
import { image, imageIndex, imageStream, namespace, revision } from './builders.ts'

const created = '2026-01-02T03:04:05Z'
const base30 = { name: 'base', MiB: 30 }
const only = (seed: string, MiB: number) => ({ name: `only ${seed}`, MiB })

/** A small cluster whose storage can be counted by hand: `shop/web`, with a list for two platforms, and an image no tag holds. */
export function counted() {
  const of = (seed: string, MiB: number, more: object = {}) =>
    image({ repository: 'shop/web', seed, created, layers: [base30, only(seed, MiB)], ...more })
  const web = of('web', 10, {
    labels: {
      'io.openshift.build.name': 'web-7',
      'io.openshift.build.namespace': 'shop',
      'io.openshift.build.source-location': 'https://git.example/web.git',
    },
  })
  const old = of('old', 5, { config: { Env: ['PATH=/bin', 'LEVEL=1'], User: '0' } })
  const loose = image({ repository: 'shop/gone', seed: 'loose', created, layers: [only('loose', 7)] })
  // Its layers differ by platform, as those of real lists do.
  const [list, amd64, arm64] = imageIndex({
    repository: 'quay.io/acme/multi',
    seed: 'multi',
    created,
    layers: [base30, 20],
    architectures: ['amd64', 'arm64'],
  })
  if (!amd64 || !arm64) throw new Error('two architectures')
  setSize(arm64, 21)
  const stream = imageStream({
    namespace: 'shop',
    name: 'web',
    created,
    tags: {
      latest: { revisions: [revision(web, created), revision(old, created)] },
      v1: { revisions: [revision(web, created)] },
    },
  })
  const multi = imageStream({
    namespace: 'shop',
    name: 'multi',
    created,
    tags: { '1': { revisions: [revision(list, created)] } },
  })
  const state = withObjects(base(), {
    namespaces: [namespace('shop', created)],
    imageStreams: [stream, multi],
    images: [web, old, loose, list, amd64, arm64],
  })
  const images = {
    web: web.metadata.name,
    old: old.metadata.name,
    loose: loose.metadata.name,
    list: list.metadata.name,
    amd64: amd64.metadata.name,
    arm64: arm64.metadata.name,
  }
  return { state, images }
}

function setSize(of: object, MiB: number): void {
  if (!('dockerImageLayers' in of) || !Array.isArray(of.dockerImageLayers)) throw new Error('an image has layers')
  const last: unknown = of.dockerImageLayers.at(-1)
  if (typeof last !== 'object' || last === null) throw new Error('an image has a layer')
  Object.assign(last, { size: MiB * 1024 * 1024 })
}
