import { describe, expect, it } from 'vitest'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import {
  createCommand,
  createFromText,
  draftProblems,
  emptyStream,
  formOfDraft,
  isCreated,
  streamOf,
  type Draft,
} from './newStream.ts'
import type { SourceStream } from '../tag-dialogs/sourceForm.ts'

const none: SourceStream = { state: 'none' }
const begun: Draft = { base: emptyStream('demo'), edits: {} }
const { source } = formOfDraft(begun)
const named = (edits: Draft['edits'], base: ImageStream = begun.base): Draft => ({
  base,
  edits: { name: 'web', ...edits },
})
const plain: ImageStream = {
  apiVersion: 'image.openshift.io/v1',
  kind: 'ImageStream',
  metadata: { name: 'web', namespace: 'demo' },
  spec: { lookupPolicy: { local: false } },
}
const digest = `sha256:${'a'.repeat(64)}`
const other: SourceStream = {
  state: 'ready',
  stream: { metadata: { name: 'base', namespace: 'x' }, status: { tags: [{ tag: '1', items: [{ image: digest }] }] } },
}

describe('the stream of a form', () => {
  it.each<[string, Draft['edits'], SourceStream, Partial<ImageStream['spec']> & object]>([
    ['no tag', {}, none, {}],
    ['looked up', { local: true }, none, { lookupPolicy: { local: true } }],
    [
      'an external image',
      {
        first: true,
        tag: 'v1',
        source: {
          ...source,
          pullSpec: 'quay.io/a/b:1',
          scheduled: true,
          insecure: true,
          importMode: 'PreserveOriginal',
        },
      },
      none,
      {
        tags: [
          {
            name: 'v1',
            from: { kind: 'DockerImage', name: 'quay.io/a/b:1' },
            importPolicy: { insecure: true, scheduled: true, importMode: 'PreserveOriginal' },
          },
        ],
      },
    ],
    [
      'a tag of another stream',
      { first: true, source: { ...source, origin: 'stream', project: 'x', source: 'base', sourceTag: '1' } },
      other,
      {
        tags: [
          {
            name: 'latest',
            from: { kind: 'ImageStreamImage', namespace: 'x', name: `base@${digest}` },
            importPolicy: {},
          },
        ],
      },
    ],
    [
      'half of a source',
      { first: true, source: { ...source, pullSpec: 'quay.io/' } },
      none,
      { tags: [{ name: 'latest', from: { kind: 'DockerImage', name: 'quay.io/' } }] },
    ],
    ['a tag that was taken out again', { first: false, tag: 'v1' }, none, {}],
  ])('with %s', (_, edits, from, spec) => {
    expect(streamOf(named(edits), from)).toEqual({ ...plain, spec: { ...plain.spec, ...spec } })
  })

  it('has no labels that nobody typed', () => {
    expect(streamOf(named({ labels: [['', '']], annotations: [['note', 'x']] }), none).metadata).toEqual({
      name: 'web',
      namespace: 'demo',
      annotations: { note: 'x' },
    })
  })

  it('keeps what was written and the form does not show', () => {
    const written: ImageStream = {
      ...plain,
      metadata: { ...plain.metadata, labels: { a: 'b' } },
      spec: {
        lookupPolicy: { local: true },
        dockerImageRepository: 'quay.io/a/b',
        tags: [
          {
            name: 'one',
            annotations: { tags: 'builder' },
            from: { kind: 'ImageStreamTag', namespace: 'x', name: 'base:1' },
          },
          { name: 'two' },
        ],
      },
    }
    expect(streamOf({ base: written, edits: {} }, none)).toEqual(written)
    const renamed = streamOf({ base: written, edits: { name: 'api', tag: 'first' } }, none)
    expect(renamed).toEqual({
      ...written,
      metadata: { ...written.metadata, name: 'api' },
      spec: { ...written.spec, tags: [{ ...written.spec?.tags?.[0], name: 'first' }, { name: 'two' }] },
    })
    expect(draftProblems({ base: written, edits: {} }, none)).toEqual({
      namespace: undefined,
      name: undefined,
      tag: undefined,
    })
  })
})

describe('what is wrong with a form', () => {
  const long = 'n'.repeat(250)
  it.each<[string, Draft['edits'], string[]]>([
    ['nothing', {}, []],
    ['no project, no name', { namespace: '', name: '' }, ['namespace', 'name']],
    ['a name as long as it may be', { name: long }, []],
    ['a name one letter longer', { name: `${long}n` }, ['name']],
    ['a name that cannot be', { name: 'Web' }, ['name']],
    ['a label that cannot be', { labels: [['a b', '']] }, ['labels.0']],
    [
      'a tag that nobody could pull',
      { first: true, tag: 'bad tag!', source: { ...source, pullSpec: 'quay.io/a/b' } },
      ['tag'],
    ],
    [
      'a tag as long as it may be',
      { first: true, tag: 't'.repeat(128), source: { ...source, pullSpec: 'quay.io/a/b' } },
      [],
    ],
    [
      'a tag one letter longer',
      { first: true, tag: 't'.repeat(129), source: { ...source, pullSpec: 'quay.io/a/b' } },
      ['tag'],
    ],
    ['no source', { first: true }, ['pullSpec']],
    ['no source stream', { first: true, source: { ...source, origin: 'stream' } }, ['source']],
  ])('%s', (_, edits, fields) => {
    const found = Object.entries(draftProblems(named(edits), none)).filter(([, problem]) => problem !== undefined)
    expect(found.map(([field]) => field)).toEqual(fields)
  })
})

describe('the command', () => {
  it.each<[string, ImageStream, string]>([
    ['of a plain stream', plain, 'oc create imagestream web -n demo'],
    ['without a spec', { ...plain, spec: null }, 'oc create imagestream web -n demo'],
    [
      'that is looked up',
      { ...plain, spec: { lookupPolicy: { local: true } } },
      'oc create imagestream web -n demo --lookup-local',
    ],
  ])('%s', (_, stream, command) => {
    expect(createCommand(stream)).toBe(command)
  })

  it('of a stream with more is the stream itself', () => {
    const stream = { ...plain, metadata: { ...plain.metadata, labels: { a: "it's" } } }
    const lines = createCommand(stream).split('\n')
    expect([lines[0], lines.at(-1)]).toEqual(["oc create -f - <<'EOF'", 'EOF'])
    expect(JSON.parse(lines.slice(1, -1).join('\n'))).toEqual(stream)
  })

  it('of a text ends where the text does not', () => {
    expect(createFromText('a: |\nEOF\n\n')).toBe("oc create -f - <<'EOF_'\na: |\nEOF\nEOF_")
  })
})

describe('whether it is there', () => {
  const asked = streamOf(
    named({ labels: [['a', 'b']], first: true, source: { ...source, pullSpec: 'quay.io/a/b:1' } }),
    none,
  )
  const made: ImageStream = {
    ...asked,
    metadata: { ...asked.metadata, uid: '1', annotations: { own: 'x' } },
    spec: {
      ...asked.spec,
      tags: (asked.spec?.tags ?? []).map((tag) => ({ ...tag, generation: 1, referencePolicy: { type: 'Source' } })),
    },
  }
  it.each<[string, ImageStream, boolean]>([
    ['as the server made it', made, true],
    ['with other labels', { ...made, metadata: { ...made.metadata, labels: {} } }, false],
    ['without its tag', { ...made, spec: { lookupPolicy: { local: false } } }, false],
    ['with another lookup policy', { ...made, spec: { ...made.spec, lookupPolicy: { local: true } } }, false],
  ])('%s', (_, there, done) => {
    expect(isCreated(there, asked)).toBe(done)
  })
})
