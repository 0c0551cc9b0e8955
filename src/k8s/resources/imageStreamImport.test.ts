import { afterEach, describe, expect, it, test } from 'vitest'
import recording from '../../../mocks/data/recordings/04-imports.json' with { type: 'json' }
import { objectOf } from '../queries.ts'
import { createQueryClient } from '../queryClient.ts'
import { startTestApi, status, type TestApi } from '../testApi.ts'
import { ImageStream } from './imageStream.ts'
import {
  importableTag,
  importBody,
  importImages,
  reimport,
  reimportBody,
  resultsOf,
  type ImageStreamImport,
  type ImportResult,
} from './imageStreamImport.ts'

const local = { type: 'Local' }
const source = { type: 'Source' }
const docker = (name: string) => ({ kind: 'DockerImage', name })

const web: ImageStream = {
  metadata: { name: 'web', namespace: 'demo', uid: 'u', resourceVersion: '7' },
  spec: {
    tags: [
      {
        name: 'v1',
        from: docker('quay.io/a/web:1'),
        importPolicy: { insecure: true, scheduled: true, importMode: 'PreserveOriginal' },
        referencePolicy: local,
      },
      { name: 'v2', from: docker('quay.io/a/web:2'), importPolicy: {}, referencePolicy: null },
      { name: 'alias', from: { kind: 'ImageStreamTag', name: 'v1' } },
      { name: 'circle', from: { kind: 'ImageStreamTag', name: 'circle' } },
      { name: 'copied', from: { kind: 'ImageStreamTag', name: 'other:1', namespace: 'else' } },
      { name: 'fixed', from: { kind: 'ImageStreamImage', name: 'web@sha256:1' } },
      { name: 'reference', from: docker('quay.io/a/web:3'), reference: true },
    ],
  },
  status: { tags: [{ tag: 'pushed', items: [{ image: 'sha256:2' }] }] },
}

describe('the body of a re-import', () => {
  it('sends the policies of each tag along, for the version that was seen', () => {
    expect(reimportBody(web, ['v1', 'v2'])).toEqual({
      metadata: { name: 'web', namespace: 'demo', resourceVersion: '7' },
      spec: {
        import: true,
        images: [
          {
            from: docker('quay.io/a/web:1'),
            to: { name: 'v1' },
            importPolicy: { insecure: true, scheduled: true, importMode: 'PreserveOriginal' },
            referencePolicy: local,
          },
          { from: docker('quay.io/a/web:2'), to: { name: 'v2' }, importPolicy: {}, referencePolicy: source },
        ],
      },
    })
  })

  test.each([
    ['alias', 'v1'],
    ['v2', 'v2'],
    ['circle', undefined],
    ['copied', undefined],
    ['fixed', undefined],
    ['reference', undefined],
    ['pushed', undefined],
  ])('of %s imports %s', (name, expected) => {
    const tag = [...(web.spec?.tags ?? [])].find((spec) => spec.name === name)
    expect(importableTag(web, { name, ...(tag && { spec: tag }) })?.name).toBe(expected)
    expect(reimportBody(web, [name, 'missing']).spec.images?.map(({ to }) => to?.name)).toEqual(
      expected ? [expected] : [],
    )
  })

  it('imports what an alias follows once, and heeds a stream that may do without TLS', () => {
    const insecure = { ...web.metadata, annotations: { 'openshift.io/image.insecureRepository': 'true' } }
    const { images } = reimportBody({ ...web, metadata: insecure }, ['alias', 'v1', 'v2']).spec
    expect(images?.map(({ to, importPolicy }) => [to?.name, importPolicy.insecure])).toEqual([
      ['v1', true],
      ['v2', true],
    ])
  })
})

it('a dry run stores nothing and may be without a tag; a repository has no tags', () => {
  const policies = { importPolicy: { insecure: true }, referencePolicy: source }
  const target = { metadata: { name: 'new', namespace: 'demo' } }
  const from = docker('quay.io/a/b@sha256:1')
  expect(importBody(target, { tags: [{ from: from.name, ...policies }] }, { dryRun: true })).toEqual({
    metadata: { name: 'new', namespace: 'demo' },
    spec: { import: false, images: [{ from, ...policies }] },
  })
  expect(importBody(target, { repository: 'quay.io/a/b', policies }).spec).toEqual({
    import: true,
    repository: { from: docker('quay.io/a/b'), ...policies },
  })
})

const short = ({ tag, name, ok, digest, reason }: ImportResult) =>
  [tag, name, ok ? digest?.slice(0, 11) : reason].join(' ')

test.each([
  ['import-dry', ['3.12 127.0.0.1:5005/ubi9/python:3.12 sha256:7c7a']],
  ['import-real', ['3.12 127.0.0.1:5005/ubi9/python:3.12 sha256:e8a3']],
  ['import-host-missing', ['bad registry.invalid.example/a/b:1 InternalError']],
  ['import-tag-missing', ['9.9 127.0.0.1:5005/ubi9/python:9.9 NotFound']],
  ['import-unauthorized-registry', ['x 127.0.0.1:5000/payments/api:latest Unauthorized']],
  [
    'import-repository',
    [
      '3.12 127.0.0.1:5005/ubi9/python:3.12 sha256:7c7a',
      '3.11 127.0.0.1:5005/ubi9/python:3.11 sha256:2354',
      '3.9 127.0.0.1:5005/ubi9/python:3.9 sha256:8105',
    ],
  ],
  ['import-repository-missing', [' 127.0.0.1:5005/ubi9/none NotFound']],
])('what came of the recorded %s, all answered with 201', (id, expected) => {
  const body: unknown = recording.find((exchange) => exchange.id === id)?.response.body
  expect(resultsOf(body as ImageStreamImport).map(short)).toEqual(expected)
})

test('an answer without a status is a failure of every tag', () => {
  const results = resultsOf(reimportBody(web, ['v1', 'v2']))
  expect(results.map(({ ok }) => ok)).toEqual([false, false])
})

describe('importing', () => {
  let api: TestApi
  const client = createQueryClient()
  const shown = objectOf(ImageStream, { namespace: 'demo', name: 'web' })
  afterEach(() => {
    client.clear()
    api.close()
  })

  const answer = async (request: Request, resourceVersion: string): Promise<Response> => {
    const body: ImageStreamImport = await request.json()
    const stream = { ...web, metadata: { ...web.metadata, resourceVersion } }
    const images = (body.spec.images ?? []).map(({ to }) =>
      to?.name === 'v2'
        ? { status: { status: 'Failure', reason: 'NotFound', message: 'gone' } }
        : { status: { status: 'Success' }, image: { metadata: { name: `sha256:${to?.name}` } } },
    )
    return Response.json({ ...body, status: { import: stream, images } }, { status: 201 })
  }

  it('again: a 201 with a failed image is told per tag, and the stream on screen is the one that came of it', async () => {
    api = await startTestApi()
    api.answer = () => Response.json(web)
    await client.fetchQuery(shown)
    api.asked.length = 0
    api.answer = (request) => answer(request, '8')
    expect((await reimport(client, web, ['v1', 'v2'])).map(short)).toEqual([
      'v1 quay.io/a/web:1 sha256:v1',
      'v2 quay.io/a/web:2 NotFound',
    ])
    expect(api.asked).toEqual(['POST /apis/image.openshift.io/v1/namespaces/demo/imagestreamimports'])
    expect(client.getQueryData(shown.queryKey)?.metadata.resourceVersion).toBe('8')
  })

  it('again, of a stream that somebody changed meanwhile, throws the conflict', async () => {
    api = await startTestApi()
    api.answer = () => status(409, 'Conflict', 'the image stream was updated from "7" to "9"')
    await expect(reimport(client, web, ['v1'])).rejects.toMatchObject({ code: 409 })
  })

  it('many tags goes in several requests, each for the stream as the one before left it', async () => {
    api = await startTestApi()
    const tags = Array.from({ length: 60 }, (_, index) => ({
      tag: `t${index}`,
      from: `quay.io/a/b:t${index}`,
      importPolicy: {},
      referencePolicy: source,
    }))
    const versions: (string | undefined)[] = []
    api.answer = async (request) => {
      const { metadata }: ImageStreamImport = await request.clone().json()
      versions.push(metadata.resourceVersion)
      return versions.length === 3 ? status(409, 'Conflict', 'changed') : answer(request, `${10 + versions.length}`)
    }
    const told: number[] = []
    const target = { metadata: { name: 'web', namespace: 'demo' } }
    const results = await importImages(client, target, { tags }, (so) => told.push(so.length))
    expect(versions).toEqual([undefined, '11', '12'])
    expect(told).toEqual([25, 50, 60])
    expect(results.map(({ ok }) => ok)).toEqual([...Array<boolean>(50).fill(true), ...Array<boolean>(10).fill(false)])
    expect(results.at(-1)).toEqual({
      tag: 't59',
      name: 'quay.io/a/b:t59',
      ok: false,
      reason: 'Conflict',
      message: 'changed',
    })
  })

  it('tags with all their platforms goes in smaller requests', async () => {
    api = await startTestApi()
    const importPolicy = { importMode: 'PreserveOriginal' }
    const tags = Array.from({ length: 20 }, (_, index) => ({
      tag: `t${index}`,
      from: `quay.io/a/b:t${index}`,
      referencePolicy: source,
      importPolicy: index === 19 ? importPolicy : {},
    }))
    api.answer = (request) => answer(request, '11')
    const told: number[] = []
    await importImages(client, { metadata: { name: 'web', namespace: 'demo' } }, { tags }, (so) => told.push(so.length))
    expect(told).toEqual([8, 16, 20])
  })
})
