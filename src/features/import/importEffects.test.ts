import { expect, test } from 'vitest'
import type { Image } from '../../k8s/resources/image.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import { effectsOf, type TagEffect } from './importEffects.ts'
import { formFrom, type Check, type ImportForm } from './importForm.ts'

const form: ImportForm = { ...formFrom(new URLSearchParams('project=demo&from=quay.io/a/web:1')), tags: 't' }
const image = (name: string): Image => ({ metadata: { name } })
const single: Check = {
  results: [{ tag: '', name: 'quay.io/a/web:1', ok: true, digest: 'sha256:new', image: image('sha256:new') }],
  additionalTags: [],
}
const list: Check = {
  results: [
    {
      tag: '',
      name: 'quay.io/a/web:1',
      ok: true,
      digest: 'sha256:list',
      image: image('sha256:list'),
      manifests: [image('sha256:amd64'), image('sha256:arm64')],
    },
  ],
  additionalTags: [],
}

const same = { kind: 'DockerImage', name: 'quay.io/a/web:1' }
const web = (spec: object | undefined, digest?: string, generation = 2): ImageStream => ({
  metadata: { name: 'web', namespace: 'demo' },
  spec: { tags: spec ? [{ name: 't', generation: 2, ...spec }] : [] },
  status: {
    dockerImageRepository: 'registry/demo/web',
    tags: digest
      ? [{ tag: 't', items: [{ image: digest, generation, dockerImageReference: `quay.io/a/web@${digest}` }] }]
      : [],
  },
})

test.each<[string, ImageStream | undefined, Partial<ImportForm>, Check, Omit<TagEffect, 'tag'>]>([
  ['no stream', undefined, {}, single, { kind: 'new', after: 'sha256:new' }],
  ['no such tag', web(undefined), {}, single, { kind: 'new', after: 'sha256:new' }],
  [
    'the same image',
    web({ from: same }, 'sha256:new'),
    {},
    single,
    {
      kind: 'same',
      before: 'sha256:new',
      after: 'sha256:new',
    },
  ],
  [
    'another image',
    web({ from: same }, 'sha256:old'),
    {},
    single,
    {
      kind: 'moves',
      before: 'sha256:old',
      after: 'sha256:new',
    },
  ],
  ['a platform of the list', web({ from: same }, 'sha256:arm64'), {}, list, { kind: 'same', before: 'sha256:arm64' }],
  [
    'the list itself',
    web({ from: same }, 'sha256:arm64'),
    { importMode: 'PreserveOriginal' },
    list,
    {
      kind: 'moves',
      before: 'sha256:arm64',
      after: 'sha256:list',
    },
  ],
  ['a tag that never had an image', web({ from: same }), {}, single, { kind: 'moves', after: 'sha256:new' }],
  [
    'a schedule that ends',
    web({ from: same, importPolicy: { scheduled: true } }, 'sha256:new'),
    {},
    single,
    {
      kind: 'same',
      before: 'sha256:new',
      after: 'sha256:new',
      scheduleLost: true,
    },
  ],
  [
    'a schedule that stays',
    web({ from: same, importPolicy: { scheduled: true } }, 'sha256:new'),
    { scheduled: true },
    single,
    {
      kind: 'same',
      before: 'sha256:new',
      after: 'sha256:new',
    },
  ],
  [
    'a reference policy of its own',
    web({ from: same, referencePolicy: { type: 'Local' } }, 'sha256:new'),
    {},
    single,
    {
      kind: 'same',
      before: 'sha256:new',
      after: 'sha256:new',
      keepsPolicy: 'Local',
    },
  ],
  [
    'a tag that follows another',
    web({ from: { kind: 'ImageStreamTag', name: 'x' } }, 'sha256:old'),
    {},
    single,
    {
      kind: 'moves',
      before: 'sha256:old',
      after: 'sha256:new',
      formerSource: { kind: 'follows', tag: 'x' },
    },
  ],
  [
    'a push on top',
    web({ from: same }, 'sha256:old', 3),
    {},
    single,
    {
      kind: 'moves',
      before: 'sha256:old',
      after: 'sha256:new',
      formerSource: { kind: 'pushed' },
    },
  ],
])('%s', (_, stream, change, check, expected) => {
  expect(effectsOf({ ...form, ...change }, check, stream)).toEqual([{ tag: 't', ...expected }])
})

test('of a repository each tag has its own image and source; what nobody looked at is not known', () => {
  const check: Check = {
    results: [{ tag: 't', name: 'quay.io/a/web:t', ok: true, digest: 'sha256:old', image: image('sha256:old') }],
    additionalTags: ['u'],
  }
  const repository: ImportForm = {
    ...form,
    pullSpec: 'quay.io/a/web',
    scope: 'repository',
    chosen: new Set(['t', 'u']),
  }
  expect(effectsOf(repository, check, web({ from: { ...same, name: 'quay.io/a/web:t' } }, 'sha256:old'))).toEqual([
    { tag: 't', kind: 'same', before: 'sha256:old', after: 'sha256:old' },
    { tag: 'u', kind: 'new' },
  ])
})
