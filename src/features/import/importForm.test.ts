import { describe, expect, it, test } from 'vitest'
import {
  chosenOf,
  formFrom,
  isAbout,
  nameOf,
  policiesOf,
  requestOf,
  sourceOf,
  sourceProblems,
  tagsOfImage,
  targetProblems,
  wantedOf,
  wantedTagNames,
  type Check,
  type ImportForm,
} from './importForm.ts'
import { secretNameProblem } from '../../lib/metadataNames.ts'

const empty = formFrom(new URLSearchParams())
const web: ImportForm = { ...empty, pullSpec: 'quay.io/acme/web:v1', project: 'demo' }
const repository: ImportForm = { ...web, pullSpec: 'quay.io/acme/web', scope: 'repository' }
const digest = `sha256:${'a'.repeat(64)}`

const found = (...tags: string[]): Check => ({
  results: tags.map((tag) => ({ tag, name: `quay.io/acme/web:${tag}`, ok: !tag.startsWith('bad') })),
  additionalTags: [],
})

test('an address fills the form in', () => {
  const form = formFrom(new URLSearchParams('project=demo&stream=shop&from=quay.io/acme/web:v1'))
  expect(form).toMatchObject({ project: 'demo', name: 'shop', pullSpec: 'quay.io/acme/web:v1' })
  expect(nameOf(form)).toBe('shop')
})

test.each([
  ['quay.io/acme/web:v1', 'web', ['v1']],
  [' docker://quay.io/acme/web ', 'web', ['latest']],
  [`quay.io/acme/web@${digest}`, 'web', ['latest']],
  ['quay.io/acme/my--web', 'my-web', ['latest']],
  ['quay.io/', '', ['latest']],
])('the source %s goes to %s:%s', (pullSpec, name, tags) => {
  expect(nameOf({ ...empty, pullSpec })).toBe(name)
  expect(tagsOfImage({ ...empty, pullSpec })).toEqual(tags)
})

test('what is sent is the plain pull spec', () => {
  expect(sourceOf({ pullSpec: ' docker://quay.io/acme/web:v1 ' })).toBe('quay.io/acme/web:v1')
})

test.each<[Partial<ImportForm>, object]>([
  [{}, { pullSpec: undefined, project: undefined }],
  [{ project: '' }, { project: 'Choose a project.' }],
  [{ pullSpec: '' }, { pullSpec: 'Enter a pull spec.' }],
  [{ scope: 'repository' }, { pullSpec: 'A repository has no tag: take “:v1” away.' }],
  [
    { scope: 'repository', pullSpec: `quay.io/acme/web@${digest}` },
    { pullSpec: `A repository has no digest: take “@${digest}” away.` },
  ],
  [{ scope: 'repository', pullSpec: 'quay.io/acme/web' }, { pullSpec: undefined }],
])('of the source with %o is wrong: %o', (change, problems) => {
  expect(sourceProblems({ ...web, ...change })).toMatchObject(problems)
})

test.each<[Partial<ImportForm>, object]>([
  [{}, { name: undefined, tags: undefined }],
  [{ name: '' }, { name: 'Enter a name.' }],
  [{ name: 'Web' }, { name: 'Use lower-case letters only.' }],
  [{ tags: ' , ' }, { tags: 'Enter a tag.' }],
  [{ tags: '-x' }, { tags: 'Start a tag with a letter, a digit or an underscore.' }],
  [{ tags: 'v1, -x' }, { tags: '-x: Start a tag with a letter, a digit or an underscore.' }],
  [{ scope: 'repository', chosen: new Set() }, { chosen: 'Choose at least one tag.' }],
])('of the target with %o is wrong: %o', (change, problems) => {
  expect(targetProblems({ ...web, ...change }, found('v1'))).toMatchObject(problems)
})

test('only what is wanted is sent', () => {
  expect(policiesOf(web)).toEqual({ importPolicy: { importMode: 'Legacy' }, referencePolicy: { type: 'Source' } })
  const all: ImportForm = {
    ...web,
    insecure: true,
    scheduled: true,
    importMode: 'PreserveOriginal',
    referencePolicy: 'Local',
  }
  expect(policiesOf(all)).toEqual({
    importPolicy: { insecure: true, scheduled: true, importMode: 'PreserveOriginal' },
    referencePolicy: { type: 'Local' },
  })
})

describe('what is wanted', () => {
  const policies = policiesOf(web)

  it('of one image is each of its tags, once', () => {
    const wanted = wantedOf({ ...web, tags: 'v1, latest v1' }, found('v1'))
    expect(wanted).toEqual({
      tags: [
        { tag: 'v1', from: 'quay.io/acme/web:v1', ...policies },
        { tag: 'latest', from: 'quay.io/acme/web:v1', ...policies },
      ],
    })
  })

  it('of a repository is the repository when every tag found is chosen', () => {
    expect(wantedOf(repository, found('v1', 'v2'))).toEqual({ repository: 'quay.io/acme/web', policies })
  })

  it('of a repository are the tags that can be read, unless others are chosen', () => {
    const check = { ...found('v1', 'bad', 'v2'), additionalTags: ['v3', 'v4'] }
    expect([...chosenOf(repository, check)]).toEqual(['v1', 'v2'])
    expect(wantedOf(repository, check)).toMatchObject({ tags: [{ tag: 'v1' }, { tag: 'v2' }] })
    const chosen = { ...repository, chosen: new Set(['v4', 'v2', 'gone']) }
    expect(wantedOf(chosen, check)).toEqual({
      tags: [
        { tag: 'v2', from: 'quay.io/acme/web:v2', ...policies },
        { tag: 'v4', from: 'quay.io/acme/web:v4', ...policies },
      ],
    })
    const all = { ...repository, chosen: new Set(['v1', 'bad', 'v2', 'v3']) }
    expect(wantedOf(all, check)).toMatchObject({
      tags: [{ tag: 'v1' }, { tag: 'bad' }, { tag: 'v2' }, { tag: 'v3' }],
    })
    expect(wantedTagNames(all, check)).toEqual(['v1', 'bad', 'v2', 'v3'])
  })
})

test.each<[Partial<ImportForm>, boolean]>([
  [{ name: 'other', tags: 'x', scheduled: true }, true],
  [{ pullSpec: ' quay.io/acme/web:v1' }, true],
  [{ pullSpec: 'quay.io/acme/web:v2' }, false],
  [{ project: 'other' }, false],
  [{ insecure: true }, false],
  [{ scope: 'repository' }, false],
])('a look at the source is good for %o: %s', (change, expected) => {
  expect(isAbout(requestOf(web), { ...web, ...change })).toBe(expected)
})

test.each([
  ['quay-io-pull', undefined],
  ['a.b-c.d', undefined],
  ['', 'Enter a name.'],
  ['a'.repeat(254), 'A name may have 253 characters.'],
  ['Quay', 'Use lower-case letters, digits, dots and hyphens, and start and end with a letter or a digit.'],
  ['a_b', 'Use lower-case letters, digits, dots and hyphens, and start and end with a letter or a digit.'],
])('a secret named %s', (name, problem) => {
  expect(secretNameProblem(name)).toBe(problem)
})
