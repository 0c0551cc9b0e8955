import { describe, expect, test } from 'vitest'
import { entriesOf, fieldOfCause, mirrorSetProblems, newEntry, rulesOfForm, specOfForm } from './mirrorSetForm.ts'

const entry = (source: string, mirrors: readonly string[], policy: '' | 'NeverContactSource' = '') => ({
  ...newEntry(source),
  mirrors,
  policy,
})

describe('what keeps a mirror set from being saved', () => {
  test.each<[string, RegExp, ReturnType<typeof entry>[]]>([
    ['entries', /Add an entry/, []],
    ['entries.0.source', /Enter a registry/, [entry('', ['m.corp'])]],
    ['entries.0.source', /protocol/, [entry('https://quay.io', ['m.corp'])]],
    ['entries.0.source', /only at the start/, [entry('quay.*', ['m.corp'])]],
    ['entries.0.mirrors', /Add a mirror: without/, [entry('q.io', ['', ' '])]],
    ['entries.0.mirrors', /besides the source/, [entry('q.io', ['q.io'])]],
    ['entries.0.mirrors.1', /No wildcards/, [entry('q.io', ['m.corp', '*.m.corp'])]],
    ['entries.0.mirrors.1', /stands above already/, [entry('q.io', ['m.corp', 'm.corp '])]],
    ['entries.0.mirrors.0', /with a dot or a port/, [entry('q.io', ['mirror/x'])]],
    ['entries.0.mirrors.1', /cannot be its own mirror/, [entry('q.io', ['m.corp', 'q.io'], 'NeverContactSource')]],
    [
      'entries.1.source',
      /another policy/,
      [entry('q.io', ['m.corp']), entry('q.io', ['n.corp'], 'NeverContactSource')],
    ],
  ])('%s: %s', (field, problem, entries) => {
    const found = mirrorSetProblems('ImageDigestMirrorSet', 'a', entries)
    expect(Object.keys(found)).toEqual([field])
    expect(found[field]).toMatch(problem)
  })

  test('names, and what is right', () => {
    expect(mirrorSetProblems('ImageTagMirrorSet', 'Bad name', [entry('*.io', ['m.corp'])])).toHaveProperty('name')
    expect(mirrorSetProblems('ImageTagMirrorSet', undefined, [entry(' *.io ', [' m.corp:5000/a ', ''])])).toEqual({})
    // The old kind has no policy: what was chosen for another kind does not count.
    const old = [entry('q.io', ['m.corp', 'q.io'], 'NeverContactSource')]
    expect(mirrorSetProblems('ImageContentSourcePolicy', 'a', old)).toEqual({})
    expect(rulesOfForm('ImageContentSourcePolicy', old)).toEqual([{ source: 'q.io', mirrors: ['m.corp', 'q.io'] }])
  })
})

test('fields that nobody here knows are kept, those of the form are replaced', () => {
  const spec = JSON.parse(
    '{"imageTagMirrors":[{"source":"q.io","mirrors":["m.corp"],"mirrorSourcePolicy":"NeverContactSource","later":1}]}',
  )
  const [known] = entriesOf('ImageTagMirrorSet', { metadata: { name: 'a' }, spec })
  if (!known) throw new Error('no entry')
  const entries = [{ ...known, policy: '' as const, mirrors: ['n.corp ', ''] }, entry(' r.io', ['m.corp'])]
  expect(specOfForm('ImageTagMirrorSet', entries)).toEqual({
    imageTagMirrors: [
      { source: 'q.io', mirrors: ['n.corp'], later: 1 },
      { source: 'r.io', mirrors: ['m.corp'] },
    ],
  })
})

test.each([
  ['metadata.name', 'name'],
  ['spec.imageDigestMirrors[1].source', 'entries.1.source'],
  ['spec.imageTagMirrors[0].mirrors[2]', 'entries.0.mirrors.2'],
  ['spec.imageTagMirrors[0].mirrors', 'entries.0.mirrors'],
  ['spec.imageTagMirrors[0].mirrorSourcePolicy', 'entries.0.policy'],
  ['spec', undefined],
])('the complaint about %s is one about %s', (field, expected) => {
  expect(fieldOfCause({ field })).toBe(expected)
})
