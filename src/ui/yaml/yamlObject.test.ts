import { describe, expect, it } from 'vitest'
import type { K8sObject } from '../../k8s/types.ts'
import { parseYaml } from './yamlDocument.ts'
import {
  causeProblems,
  changesOn,
  holdsChanges,
  identityProblems,
  ignoredChanges,
  objectOn,
  replaceCommand,
  writtenPart,
} from './yamlObject.ts'

type Any = K8sObject & Record<string, unknown>

const origin: Any = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'a', namespace: 'n', uid: 'u', resourceVersion: '1', labels: { x: '1' }, managedFields: [{}] },
  spec: { size: 1, tags: [{ name: 't', from: 'f' }] },
  status: { seen: 1 },
}
const ignored = ['status']
const edited = (change: (object: Any) => void) => {
  const copy = structuredClone(origin)
  change(copy)
  return { origin, edited: copy, ignored }
}

describe('identityProblems', () => {
  const found = (change: (object: Any) => void) =>
    identityProblems(edited(change).edited, origin).map(({ path, severity }) => `${path.join('.')} ${severity}`)

  it.each([
    ['another name', (object: Any) => (object.metadata.name = 'b'), 'metadata.name error'],
    ['another project', (object: Any) => (object.metadata.namespace = 'm'), 'metadata.namespace error'],
    ['another kind', (object: Any) => (object.kind = 'Other'), 'kind error'],
    ['another version of the API', (object: Any) => (object.apiVersion = 'v2'), 'apiVersion error'],
    ['another uid', (object: Any) => (object.metadata.uid = 'v'), 'metadata.uid warning'],
    [
      'no resource version',
      (object: Any) => delete object.metadata.resourceVersion,
      'metadata.resourceVersion warning',
    ],
  ])('finds %s', (_name, change, problem) => {
    expect(found((object) => void change(object))).toEqual([problem])
  })

  it('lets all else be changed', () => {
    const change = (object: Any) => {
      object.metadata.labels = {}
      delete object.metadata.managedFields
      object['spec'] = {}
    }
    expect(found(change)).toEqual([])
  })
})

describe('what is sent', () => {
  it('is the text over the version it is made for, without what only the server writes', () => {
    const edit = edited((object) => {
      object['spec'] = { size: 2, tags: [] }
      object['status'] = { seen: 99 }
      object.metadata.uid = 'typed'
    })
    const target = {
      ...origin,
      metadata: { ...origin.metadata, resourceVersion: '5', labels: { x: '1', theirs: '1' } },
    }
    expect(objectOn(edit, target)).toEqual({
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: 'a', namespace: 'n', uid: 'u', resourceVersion: '5', labels: { x: '1', theirs: '1' } },
      spec: { size: 2, tags: [] },
    })
  })

  it('keeps the order of fields, so that no line moves', () => {
    const sent = objectOn(
      edited((object) => (object.metadata.labels = { x: '2' })),
      origin,
    )
    const order = Object.keys(origin.metadata).filter((key) => key !== 'managedFields')
    expect(Object.keys(sent.metadata)).toEqual(order)
  })

  it('has back what the server wants back', () => {
    const edit = edited((object) => (object['status'] = undefined))
    expect(objectOn(edit, origin, ['status'])).toMatchObject({ status: { seen: 1 } })
  })

  it('leaves ignored fields inside others out', () => {
    expect(writtenPart({ tag: { name: 'v1', annotations: { a: '1' } } }, ['tag.annotations'])).toEqual({
      tag: { name: 'v1' },
    })
  })

  it('names what both changed', () => {
    const target = { ...origin, spec: { size: 7, tags: [] } }
    expect(
      changesOn(
        edited((object) => (object['spec'] = { size: 2, tags: [] })),
        target,
      ).overridden,
    ).toEqual(['spec.size'])
  })

  it('is found again after the answer was lost, whatever the server filled in', () => {
    const edit = edited((object) => (object['spec'] = { size: 2, tags: [{ name: 't', from: 'f' }] }))
    const metadata = { ...origin.metadata, resourceVersion: '2' }
    expect(holdsChanges(edit, origin)).toBe(false)
    expect(
      holdsChanges(edit, {
        ...origin,
        metadata,
        spec: { size: 2, mode: 'default', tags: [{ name: 't', from: 'f', generation: 3 }] },
      }),
    ).toBe(true)
  })
})

describe('problems at their lines', () => {
  const parsed = parseYaml('spec:\n  tags:\n  - name: v1\n    from:\n      name: x\nstatus:\n  seen: 1\n', ['status'])
  const cause = (field: string, message = 'Required value') => ({ field, message, reason: '' })

  it.each([
    ['spec.tags[0].from.name', 5],
    ['spec.tags[v1].from', 4],
    ['spec.lookupPolicy.local', 1],
  ])('puts a cause at %s to line %d', (field, line) => {
    expect(causeProblems(parsed, [cause(field)])).toMatchObject([{ line, message: 'The server says: Required value' }])
  })

  it('finds the field in the message where the cause names none', () => {
    const message = 'Internal error: ImageStream "web" is invalid: spec.tags[v1].from.name: Required value'
    expect(causeProblems(parsed, [cause('[]', message)])).toMatchObject([{ line: 5 }])
  })

  it('leaves the rest to the message', () => {
    expect(causeProblems(parsed, [cause('', 'quota exceeded'), cause('other.field')])).toEqual([])
  })

  it('says that changes in ignored fields are not saved', () => {
    expect(ignoredChanges(parsed, parsed.text.replace('seen: 1', 'seen: 2'), ['status'])).toMatchObject([{ line: 6 }])
    expect(ignoredChanges(parsed, parsed.text, ['status'])).toEqual([])
  })
})

describe('replaceCommand', () => {
  it('gives the text on standard input', () => {
    expect(replaceCommand('a: 1\n')).toBe("oc replace -f - <<'EOF'\na: 1\nEOF")
  })

  it('ends with a word that is not in the text', () => {
    expect(replaceCommand('text: |-\nEOF\nEOF_\n')).toMatch(/^oc replace -f - <<'EOF__'\n[^]*\nEOF__$/)
  })
})
