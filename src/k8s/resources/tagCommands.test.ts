import { describe, expect, test } from 'vitest'
import type { ImageStream, TagReference } from './imageStream.ts'
import { rolledBack, withAnnotations, withImportPolicy, withReferencePolicy, withSource } from './imageStreamTagEdit.ts'
import {
  annotateCommand,
  deleteTagsCommand,
  putOnTopCommand,
  reimportCommands,
  tagPatchCommand,
  tagSourceCommand,
} from './tagCommands.ts'

const digest = `sha256:${'a'.repeat(64)}`
const name = { namespace: 'shop', name: 'web' }
const plain = { scheduled: false, insecure: false, importMode: 'Legacy', reference: false } as const
const external = { kind: 'external', pullSpec: 'quay.io/acme/web:1', ...plain } as const
const described: TagReference = {
  name: 'v1',
  annotations: { description: 'The first' },
  from: { kind: 'DockerImage', name: 'quay.io/acme/web:1' },
  generation: 4,
  importPolicy: { scheduled: true, importMode: 'Legacy' },
  referencePolicy: { type: 'Source' },
}

describe('tagSourceCommand', () => {
  const bare: TagReference = { name: 'v1' }
  test.each<[string, TagReference, string]>([
    ['external', withSource(bare, external), 'oc tag --source=docker quay.io/acme/web:1 shop/web:v1'],
    [
      'external with policies',
      withSource(
        { name: 'v1', referencePolicy: { type: 'Local' } },
        { ...external, scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
      ),
      'oc tag --source=docker quay.io/acme/web:1 shop/web:v1 --scheduled --insecure --import-mode=PreserveOriginal --reference-policy=local',
    ],
    [
      'reference',
      withSource(bare, { ...external, reference: true }),
      'oc tag --source=docker quay.io/acme/web:1 shop/web:v1 --reference',
    ],
    ['alias', withSource(bare, { kind: 'alias', tag: 'v2' }), 'oc tag shop/web:v2 shop/web:v1 --alias -n shop'],
    [
      'an image of another project',
      withSource(bare, { kind: 'image', namespace: 'qa', stream: 'api', digest }),
      `oc tag qa/api@${digest} shop/web:v1`,
    ],
  ])('%s', (_, after, expected) => {
    expect(tagSourceCommand(name, undefined, after)).toBe(expected)
  })

  test('keeps annotations: oc tag would wipe them', () => {
    const after = withSource(described, { ...external, pullSpec: 'quay.io/acme/web:2' })
    const tag = {
      name: 'v1',
      from: { name: 'quay.io/acme/web:2' },
      generation: 0,
      importPolicy: { scheduled: null },
    }
    expect(tagSourceCommand(name, described, after)).toBe(
      `oc patch is/web -n shop -p '${JSON.stringify({ spec: { tags: [tag] } })}'`,
    )
  })

  test('a roll back remembers the source, and so does its command', () => {
    const stream: ImageStream = { metadata: { name: 'web', namespace: 'shop' }, spec: { tags: [described] } }
    const command = tagSourceCommand(name, described, rolledBack(stream, 'v1', digest))
    expect(command).toContain('"kind":"ImageStreamImage"')
    expect(command).toContain('"registry-console/previous-source"')
    expect(command).not.toContain('description')
  })

  test.each([
    { kind: 'ImageStreamTag', name: 'api:v2' },
    { kind: 'ImageStreamTag', name: 'web:v2', namespace: 'qa' },
  ])('patches a tag that comes from a tag of another stream: oc tag --alias refuses that ($name)', (from) => {
    expect(tagSourceCommand(name, { name: 'v1' }, { name: 'v1', from, generation: 0 })).toMatch(/^oc patch is\/web /)
  })

  test('asks again for an image that somebody pushed over: oc tag would do nothing', () => {
    const from = { kind: 'ImageStreamImage', name: `web@${digest}` }
    const tag = { name: 'v1', from, generation: 4 }
    const stream: ImageStream = {
      metadata: { name: 'web', namespace: 'shop' },
      spec: { tags: [tag] },
      status: { tags: [{ tag: 'v1', items: [{ image: `sha256:${'b'.repeat(64)}`, generation: 5 }] }] },
    }
    expect(tagSourceCommand(name, tag, rolledBack(stream, 'v1', digest))).toBe(
      `oc patch is/web -n shop -p '${JSON.stringify({
        spec: { tags: [{ name: 'v1', from: { namespace: 'shop', name: digest }, generation: 0, importPolicy: {} }] },
      })}'`,
    )
  })

  test('keeps Insecure of a tag that is not imported: oc tag refuses it', () => {
    const insecure: TagReference = { name: 'v1', importPolicy: { insecure: true } }
    const after = withSource(insecure, { kind: 'alias', tag: 'v2' })
    expect(tagSourceCommand(name, insecure, after)).toMatch(/^oc patch is\/web -n shop -p '/)
  })
})

test.each<[string, TagReference, string]>([
  [
    'import policy',
    withImportPolicy(described, { ...plain, insecure: true }),
    '{"spec":{"tags":[{"name":"v1","importPolicy":{"insecure":true,"scheduled":null}}]}}',
  ],
  [
    'reference policy',
    withReferencePolicy(described, 'Local'),
    '{"spec":{"tags":[{"name":"v1","referencePolicy":{"type":"Local"}}]}}',
  ],
])('tagPatchCommand: %s', (_, after, patch) => {
  expect(tagPatchCommand(name, described, after)).toBe(`oc patch is/web -n shop -p '${patch}'`)
})

describe('annotateCommand', () => {
  const stream: ImageStream = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { tags: [described] },
    status: { tags: [{ tag: 'v1', items: [{ image: digest }] }] },
  }
  const after = withAnnotations(described, { description: undefined, version: "it's 1" })
  test('annotates', () => {
    expect(annotateCommand(stream, described, after)).toBe(
      `oc annotate --overwrite istag/web:v1 -n shop 'version=it'\\''s 1' description-`,
    )
  })
  test.each([
    ['without an image', { ...stream, status: {} }],
    ['that was only pushed', { ...stream, spec: {} }],
  ])('patches a tag %s', (_, other) => {
    expect(annotateCommand(other, described, after)).toMatch(/^oc patch is\/web -n shop -p '/)
  })
})

test('reimportCommands keep what oc import-image would reset, follow aliases, and leave out what is not imported', () => {
  const stream: ImageStream = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      tags: [
        described,
        {
          name: 'all',
          from: described.from ?? null,
          importPolicy: { importMode: 'PreserveOriginal' },
          referencePolicy: { type: 'Local' },
        },
        { name: 'alias', from: { kind: 'ImageStreamTag', name: 'v1' } },
        { name: 'fixed', from: { kind: 'ImageStreamImage', name: `web@${digest}` } },
      ],
    },
  }
  expect(reimportCommands(stream, ['v1', 'all', 'alias', 'fixed', 'gone'])).toBe(
    'oc import-image web:v1 -n shop\noc import-image web:all -n shop --import-mode=PreserveOriginal --reference-policy=local',
  )
})

test('deleteTagsCommand', () => {
  expect(deleteTagsCommand(name, ['v1', 'bad tag!'])).toBe("oc tag -d shop/web:v1 'shop/web:bad tag!'")
})

test('putOnTopCommand posts what a push posts', () => {
  const command = putOnTopCommand(name, 'v1', { image: digest, dockerImageReference: `quay.io/acme/web@${digest}` })
  expect(command).toMatch(
    new RegExp(
      `^oc get --raw /apis/image\\.openshift\\.io/v1/namespaces/shop/imagestreamimages/web@${digest} \\| jq '.*' \\| oc create --raw /apis/image\\.openshift\\.io/v1/namespaces/shop/imagestreammappings -f -$`,
    ),
  )
  expect(command).toContain(
    `tag: "v1", image: (.image | .metadata |= {name, annotations} | .dockerImageReference = "quay.io/acme/web@${digest}")`,
  )
})
