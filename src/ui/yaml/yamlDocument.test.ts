import { describe, expect, it } from 'vitest'
import { blankField, locate, parseYaml, toYaml } from './yamlDocument.ts'

describe('parseYaml', () => {
  it.each([
    ['a: 1\na: 2', 2, 'This key is there twice'],
    ['a:\n\tb: 1', 2, 'YAML indents with spaces, not with tabs'],
    ['a: 1\n---\nb: 2', 2, 'This is a second object: only one can be edited at a time'],
    ['a: "open', 1, /^Not valid YAML: .*quote/i],
    ['a: [1, 2', 1, /^Not valid YAML/],
    ['a: *nobody', 1, 'This refers to itself or to something unknown.'],
  ])('says what is wrong with %j', (text, line, message) => {
    const { problems, value } = parseYaml(text)
    expect(problems[0]).toMatchObject({ line, severity: 'error', message: expect.stringMatching(message) })
    expect(value).toBeUndefined()
  })

  it('reads values as oc does', () => {
    const text = 'a: yes\nb: 2026-01-01T00:00:00Z\nc: 12:30:00\nd: "on"\ne: 010'
    expect(parseYaml(text).value).toEqual({ a: true, b: '2026-01-01T00:00:00Z', c: '12:30:00', d: 'on', e: 8 })
  })

  it('keeps all digits of whole numbers', () => {
    const text = 'a: 6307200000000000001\nb: -9_007_199_254_740_993\nc: 9007199254740991\nd: 0x7fffffffffffffff\n'
    const value = { a: 6_307_200_000_000_000_001n, b: -9_007_199_254_740_993n, c: 9_007_199_254_740_991 }
    expect(parseYaml(text).value).toEqual({ ...value, d: 9_223_372_036_854_775_807n })
    expect(parseYaml(toYaml(value)).value).toEqual(value)
    expect(toYaml(value)).toContain('a: 6307200000000000001\n')
  })

  it('does not look into ignored fields', () => {
    const parsed = parseYaml('spec:\n  a: 1\nstatus:\n  broken: [\n  x: 1\nmetadata:\n  a: 1\n  a: 2\n', ['status'])
    expect(parsed.problems).toMatchObject([{ line: 8 }])
  })
})

describe('toYaml', () => {
  it('writes a list as a list', () => {
    expect(toYaml([{ key: 'infra' }, { key: 'other' }])).toBe('- key: infra\n- key: other\n')
  })

  it.each(['yes', 'on', '012', '1e3', '2026-01-01T00:00:00Z', 'null', '', 'a: b', '- a', 'line\nline\n'])(
    'keeps the text %j a text',
    (text) => {
      expect(parseYaml(toYaml({ annotations: { key: text } })).value).toEqual({ annotations: { key: text } })
    },
  )

  it('writes lists as oc does', () => {
    expect(toYaml({ tags: [{ name: 'v1', from: null }] })).toBe('tags:\n- name: v1\n  from: null\n')
  })
})

describe('blankField', () => {
  it.each([
    ['a: 1\nstatus:\n  x: 1\n', 'a: 1\n'],
    ['status:\n- x\n- y\nb: 1', '       \n   \n   \nb: 1'],
    ['status: {}\nb: 1', '          \nb: 1'],
    ['a:\n  status: 1', 'a:\n  status: 1'],
  ])('keeps the places of all else in %j', (text, blanked) => {
    expect(blankField(text, 'status')).toBe(blanked)
  })
})

describe('locate', () => {
  const parsed = parseYaml(
    'metadata:\n  name: web\nspec:\n  tags:\n  - name: v1\n    from:\n      kind: X\n  - name: "2"\n',
  )
  const textAt = (path: (string | number)[]) => {
    const place = locate(parsed, path)
    return place && parsed.text.slice(...place)
  }

  it.each([
    [['metadata', 'name'], 'name'],
    [['spec', 'tags', 0, 'from', 'kind'], 'kind'],
    [['spec', 'tags', 'v1', 'from'], 'from'],
    [['spec', 'tags', 1], '"2"'],
    [['spec', 'tags', '2'], '"2"'],
    // What is missing is pointed at where it should be.
    [['spec', 'tags', 'v1', 'importPolicy', 'scheduled'], 'v1'],
    [['spec', 'lookupPolicy'], 'spec'],
  ])('finds %j', (path, text) => {
    expect(textAt(path)).toBe(text)
  })

  it('finds nothing for what is nowhere', () => {
    expect(textAt(['tag'])).toBeUndefined()
  })
})
