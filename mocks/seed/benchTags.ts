import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { base, withObjects } from './base.ts'
import { image, imageStream, namespace, revision, type TagSpec } from './builders.ts'

/** The name of tag `index`, and nothing but the index decides it: `1.{i%30}.{i}-{6 hex digits of the SHA-256 of "t"+i}`. */
export async function benchTagName(index: number): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`t${index}`)))
  return `1.${index % 30}.${index}-${Array.from(hash.slice(0, 3), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** One stream `bench/app` with many tags, newest first, an hour apart, each an amd64 image of five layers: the data other consoles were measured with. */
export function benchTags(count: number, now: Date = new Date()): Promise<State> {
  return benchStream(count, 1, now)
}

/** The same with a history: every tag was pushed `depth` times, a day apart. Its tags share their images with the tags before and after. */
export async function benchStream(count: number, depth: number, now: Date = new Date()): Promise<State> {
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const tags: Record<string, TagSpec> = {}
  const images: K8sObject[] = []
  const made = Array.from({ length: count + depth - 1 }, (_, index) => {
    const each = image({
      repository: 'bench/app',
      seed: String(index),
      created: ago(index),
      layers: [{ name: 'bench base', MiB: 30 }, 24, 12, 6 + (index % 5), 0.5],
    })
    images.push(each)
    return each
  })
  for (let index = 0; index < count; index++) {
    const revisions = made.slice(index, index + depth).map((each, age) => revision(each, ago(index + age * 24)))
    tags[await benchTagName(index)] = { revisions }
  }
  const created = ago(count + depth * 24 + 1)
  return withObjects(base(), {
    namespaces: [namespace('bench', created)],
    imageStreams: [imageStream({ namespace: 'bench', name: 'app', created, tags })],
    images,
  })
}
