import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { base, withObjects } from './base.ts'
import { image, imageStream, namespace, revision, type Revision, type TagSpec } from './builders.ts'
import { hexOf } from './digests.ts'

const streamsPerProject = 25
const imagesPerStream = 4
// Cycles whose means are 10 tags and 6 revisions.
const tagCounts = [1, 2, 4, 6, 8, 10, 12, 14, 18, 25]
const revisionCounts = [1, 2, 3, 4, 5, 6, 7, 8, 10, 14]
const words = ['api', 'web', 'worker', 'gateway', 'scheduler', 'reports', 'auth', 'search', 'ledger', 'proxy']
const teams = ['payments', 'storefront', 'analytics', 'mobile', 'research', 'platform', 'logistics', 'support']

/** 5,000 streams with 50,000 tags over 200 projects, 300,000 revisions of 20,000 images. Entries of histories are shared, so that it fits. */
export function large(now: Date = new Date(), projects = 200): State {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const times = Array.from({ length: 1000 }, (_, index) => ago(5 + index * 131))
  const namespaces: K8sObject[] = []
  const imageStreams: K8sObject[] = []
  const images: K8sObject[] = []
  const created = ago(60 * 24 * 400)
  for (let project = 0; project < projects; project++) {
    const name = `${teams[project % teams.length]}-${String(project).padStart(3, '0')}`
    namespaces.push(namespace(name, created))
    for (let index = 0; index < streamsPerProject; index++) {
      const number = project * streamsPerProject + index
      const made = bigStream(name, number, times, created)
      imageStreams.push(made.stream)
      for (const each of made.images) images.push(each)
    }
  }
  return withObjects(base(), { namespaces, imageStreams, images })
}

function bigStream(project: string, number: number, times: string[], created: string) {
  const name = `${words[number % words.length]}-${hexOf(`stream ${number}`, 4)}-${number}`
  const time = (index: number) => times[index % times.length] ?? created
  const images = Array.from({ length: imagesPerStream }, (_, index) =>
    image({
      repository: `${project}/${name}`,
      seed: String(index),
      created: time(number + index),
      layers: [
        { name: `base ${number % 5}`, MiB: 34 + (number % 5) },
        { name: `runtime ${number % 40}`, MiB: 60 + (number % 40) },
        20 + ((number * 7 + index) % 90),
        0.5 + index,
      ],
    }),
  )
  // One entry for each image and time of the stream, used by all its tags.
  const longest = 14 + imagesPerStream
  const entries: Revision[] = Array.from({ length: longest }, (_, index) => {
    const of = images[index % imagesPerStream]
    if (!of) throw new Error('imagesPerStream is the length of images')
    return revision(of, time(number + index * 11))
  })
  const tags: Record<string, TagSpec> = {}
  const count = tagCounts[number % tagCounts.length] ?? 1
  for (let tag = 0; tag < count; tag++) {
    const depth = revisionCounts[(tag + Math.floor(number / 10)) % revisionCounts.length] ?? 1
    const start = tag % imagesPerStream
    tags[tag === 0 ? 'latest' : `1.${tag}.${number % 10}`] = { revisions: entries.slice(start, start + depth) }
  }
  const stream = imageStream({ namespace: project, name, created, labels: { app: name }, tags })
  return { stream, images }
}
