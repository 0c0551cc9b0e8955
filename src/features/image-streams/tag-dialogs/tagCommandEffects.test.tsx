import { expect, test } from 'vitest'
import { healthy } from '../../../../mocks/seed/healthy.ts'
import { createCluster, type Cluster } from '../../../../mocks/server/cluster.ts'
import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import {
  askedTag,
  copiedInto,
  resumed,
  rolledBack,
  withAnnotations,
  withImportPolicy,
  withReferencePolicy,
  withSource,
  withTag,
} from '../../../k8s/resources/imageStreamTagEdit.ts'
import { tagPatchCommand } from '../../../k8s/resources/tagCommands.ts'
import { storedDigests, storedStream } from './tagTesting.ts'

interface Case {
  name: string
  namespace: string
  stream: string
  tag: string
  next(stream: ImageStream, digest: string): TagReference
}

const python = { namespace: 'openshift', stream: 'python', tag: '3.11-ubi9' }
const gateway = { namespace: 'payments', stream: 'gateway', tag: '2.4' }
const stable = { namespace: 'storefront', stream: 'web', tag: 'stable' }

const cases: Case[] = [
  {
    name: 'another registry, annotations kept',
    ...python,
    next: (stream) =>
      withSource(askedTag(stream, python.tag), {
        kind: 'external',
        pullSpec: 'quay.io/acme/python:3',
        scheduled: true,
        insecure: false,
        importMode: 'PreserveOriginal',
        reference: false,
      }),
  },
  {
    name: 'an alias in the place of an image of another registry',
    ...python,
    next: (stream) => withSource(askedTag(stream, python.tag), { kind: 'alias', tag: '3.9-ubi9' }),
  },
  { name: 'a roll back', ...stable, next: (stream, digest) => rolledBack(stream, stable.tag, digest) },
  {
    name: 'a roll back that was taken back',
    ...gateway,
    next: (stream, digest) => resumed(rolledBack(stream, gateway.tag, digest)),
  },
  {
    name: 'no schedule',
    ...gateway,
    next: (stream) =>
      withImportPolicy(askedTag(stream, gateway.tag), { scheduled: false, insecure: true, importMode: 'Legacy' }),
  },
  {
    name: 'pull through',
    ...gateway,
    next: (stream) => withReferencePolicy(askedTag(stream, gateway.tag), 'Local'),
  },
  {
    name: 'all annotations taken away',
    ...python,
    next: (stream) => {
      const tag = askedTag(stream, python.tag)
      return withAnnotations(tag, Object.fromEntries(Object.keys(tag.annotations ?? {}).map((key) => [key, undefined])))
    },
  },
  {
    name: 'a description of a tag that was only pushed',
    ...stable,
    tag: 'v1',
    next: (stream) => withAnnotations(askedTag(stream, 'v1'), { description: "It's the first" }),
  },
  {
    name: 'a copy into the same stream',
    ...stable,
    tag: 'fresh',
    next: (stream, digest) => copiedInto(stream, 'fresh', { namespace: 'storefront', stream: 'web', digest }),
  },
]

/** The body that a command sends: what stands after -p, as a shell reads it. */
function patchOf(command: string): string {
  const [, quoted = ''] = / -p '(.*)'$/.exec(command) ?? []
  return quoted.replaceAll(`'\\''`, "'")
}

async function patch(cluster: Cluster, { namespace, stream }: Case, type: string, body: string): Promise<void> {
  const url = `http://api/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams/${stream}`
  const headers = { 'Content-Type': `application/${type}+json`, Authorization: 'Bearer admin' }
  const answer = await cluster.handle(new Request(url, { method: 'PATCH', headers, body }))
  expect(answer.status).toBe(200)
}

test.each(cases)('the command does what the form does: $name', async (each) => {
  const { namespace, stream, tag, next } = each
  const now = new Date('2026-11-21T12:00:00Z')
  const [form, command] = [createCluster(healthy(now)), createCluster(healthy(now))]
  const seen = storedStream({ cluster: form }, namespace, stream)
  const digest =
    storedDigests({ cluster: form }, namespace, stream, tag).at(-1) ?? seen.status?.tags?.[0]?.items?.[0]?.image ?? ''
  const after = next(seen, digest)
  await patch(form, each, 'merge-patch', JSON.stringify(withTag(seen, after)))
  const before = seen.spec?.tags?.find(({ name }) => name === tag)
  await patch(
    command,
    each,
    'strategic-merge-patch',
    patchOf(tagPatchCommand({ namespace, name: stream }, before, after)),
  )
  const result = (cluster: Cluster) => {
    const { spec, status } = storedStream({ cluster }, namespace, stream)
    const digests = (status?.tags ?? []).map(({ tag: name, items }) => [name, (items ?? []).map(({ image }) => image)])
    return { spec, digests }
  }
  expect(result(command)).toEqual(result(form))
  expect(result(form).spec).not.toEqual(storedStream({ cluster: createCluster(healthy(now)) }, namespace, stream).spec)
})
