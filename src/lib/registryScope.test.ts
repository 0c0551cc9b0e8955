import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparedName,
  coveredLength,
  coveringPrefixes,
  isScopeInside,
  longestScope,
  outerScopes,
  scopeMatches,
  scopeProblem,
  type ScopeForm,
} from './registryScope.ts'

const digest = `sha256:${'a1'.repeat(32)}`

describe('scopeProblem', () => {
  test.each<[string, ScopeForm]>([
    ['quay.io', 'scope'],
    ['quay.io/team', 'scope'],
    ['quay.io/team/app_v2/a-b.c', 'location'],
    ['registry.corp:5000', 'host'],
    ['registry.corp:5000/team', 'scope'],
    ['localhost', 'scope'],
    ['*.corp.example.com', 'scope'],
    ['*.com', 'scope'],
    ['10.0.0.1:5000', 'host'],
    ['Registry.Corp', 'host'],
    ['image-registry.openshift-image-registry.svc:5000', 'scope'],
  ])('%s is a %s', (entry, form) => {
    expect(scopeProblem(entry, form)).toBeUndefined()
  })

  test.each<[string, ScopeForm, RegExp]>([
    ['', 'scope', /Enter a registry/],
    ['quay.io/a b', 'scope', /no spaces/],
    ['https://quay.io', 'scope', /protocol/],
    ['docker://quay.io/a', 'scope', /protocol/],
    ['quay.io/', 'scope', /slash at the end/],
    ['quay.io/team:v1', 'scope', /without tag/],
    [`quay.io/team@${digest}`, 'location', /without tag/],
    ['quay.io/Team', 'scope', /lower-case/],
    ['*', 'scope', /only at the start/],
    ['*.', 'scope', /only at the start/],
    ['*example.com', 'scope', /only at the start/],
    ['example.*.com', 'scope', /only at the start/],
    ['**.example.com', 'scope', /only at the start/],
    ['*.example.com:5000', 'scope', /only at the start/],
    ['*.example.com/team', 'scope', /only at the start/],
    ['*.example.com', 'location', /No wildcards/],
    ['*.example.com', 'host', /No wildcards/],
    ['quay.io/team', 'host', /without a path/],
    ['quay.io:', 'scope', /host:port/],
    ['-quay.io', 'scope', /host:port/],
    ['quay.io//team', 'scope', /host:port/],
  ])('%s is no %s', (entry, form, problem) => {
    expect(scopeProblem(entry, form)).toMatch(problem)
  })
})

test.each([
  ['nginx', 'docker.io/library/nginx'],
  ['nginx:1.27', 'docker.io/library/nginx'],
  ['docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io/team/app', 'docker.io/team/app'],
  ['team/app', 'docker.io/team/app'],
  [`quay.io/team/app:v1@${digest}`, 'quay.io/team/app'],
  ['docker://quay.io/team/app', 'quay.io/team/app'],
  ['quay.io', 'quay.io'],
  ['localhost:5000', 'localhost:5000'],
  ['python:3.9', 'docker.io/library/python'],
  ['registry.corp:5000/app:v1', 'registry.corp:5000/app'],
])('comparedName(%s)', (pullSpec, name) => {
  expect(comparedName(pullSpec)).toBe(name)
})

describe('scopeMatches', () => {
  test.each([
    ['quay.io', 'quay.io/team/app', true],
    ['quay.io', 'quay.io', true],
    ['quay.io/team', 'quay.io/team/app:v1', true],
    ['quay.io/team', 'quay.io/team', true],
    ['quay.io/team', 'quay.io/teams/app', false],
    ['quay.io', 'quay.io.evil.example/app', false],
    ['quay.io', 'quay.io:5000/app', false],
    ['quay.io:5000', 'quay.io/app', false],
    ['registry.corp:5000', 'registry.corp:5000/app', true],
    ['registry.corp:500', 'registry.corp:5000/app', false],
    ['*.corp', 'registry.corp/app', true],
    ['*.corp', 'a.b.corp/app', true],
    ['*.corp', 'registry.corp:5000/app', true],
    ['*.corp', 'corp/app', false],
    ['*.corp', 'xcorp/app', false],
    ['*.corp', 'quay.io/a.corp/app', false],
    ['docker.io', 'nginx', true],
    ['docker.io/library', 'docker.io/nginx', true],
    ['', 'quay.io/app', false],
    ['*.', 'quay.io/app', false],
  ])('%s covers %s: %s', (scope, name, expected) => {
    expect(scopeMatches(scope, name)).toBe(expected)
  })

  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/)
  const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'))
  const port = fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined })
  const registry = fc.tuple(host, port).map(([name, number]) => (number ? `${name}:${number}` : name))
  const path = fc.array(label, { minLength: 2, maxLength: 4 })

  test('every prefix at a slash covers, one letter more or less does not', () => {
    fc.assert(
      fc.property(registry, path, fc.nat(4), (name, parts, length) => {
        fc.pre(!name.endsWith('docker.io'))
        const repository = [name, ...parts].join('/')
        const scope = [name, ...parts].slice(0, 1 + Math.min(length, parts.length)).join('/')
        expect(scopeMatches(scope, repository)).toBe(true)
        expect(scopeMatches(`${scope}x`, repository)).toBe(false)
        expect(scopeMatches(scope.slice(0, -1), repository)).toBe(false)
        expect(coveredLength(repository, scope)).toBe(scope.length)
        expect(isScopeInside(repository, scope)).toBe(true)
      }),
    )
  })

  test('a wildcard covers exactly the hosts below, whatever the port and the path', () => {
    fc.assert(
      fc.property(host, host, port, path, (first, second, number, parts) => {
        fc.pre(!second.endsWith('docker.io'))
        const at = number ? `:${number}` : ''
        expect(scopeMatches(`*.${second}`, `${first}.${second}${at}/${parts.join('/')}`)).toBe(true)
        expect(scopeMatches(`*.${second}`, `${second}${at}/${parts.join('/')}`)).toBe(false)
        expect(scopeMatches(`*.${second}`, `${first}x${second}${at}/${parts.join('/')}`)).toBe(
          `${first}x${second}`.endsWith(`.${second}`),
        )
      }),
    )
  })

  test('of nested entries the longest one counts, in any order', () => {
    fc.assert(
      fc.property(registry, path, fc.infiniteStream(fc.nat()), (name, parts, random) => {
        fc.pre(!name.endsWith('docker.io'))
        const scopes = parts.map((_, index) => [name, ...parts].slice(0, index + 1).join('/'))
        const order = new Map(scopes.map((scope) => [scope, random.next().value ?? 0]))
        const shuffled = scopes.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
        expect(longestScope(shuffled, [name, ...parts].join('/'))).toBe(scopes.at(-1))
      }),
    )
  })
})

test.each([
  ['example.com:5000/foo', 'example.com', 11],
  ['example.com/foo', 'example.com', 11],
  ['example.com', 'example.com', 11],
  ['example.community/foo', 'example.com', -1],
  ['a.example.com/foo', '*.example.com', 13],
  ['a.example.com:80/foo', '*.example.com', 13],
  ['example.com/foo', '*.example.com', -1],
  ['quay.io/x.example.com/a', '*.example.com', -1],
  // Only the first place is looked at.
  ['a.com.b.com/foo', '*.com', -1],
])('registries.conf: of %s the prefix %s covers %d', (name, prefix, length) => {
  expect(coveredLength(name, prefix)).toBe(length)
})

test.each([
  ['quay.io/a', 'quay.io', true],
  ['quay.io', 'quay.io/a', false],
  ['*.foo.example.com', '*.example.com', true],
  ['bar.example.com/bar', '*.example.com', true],
  ['quay/bar.foo', '*.foo', false],
  ['quay/bar.foo:400', '*.foo', false],
  ['foo.example.com:80/foo', '*.example.com', true],
])('%s lies in %s: %s', (inner, outer, expected) => {
  expect(isScopeInside(inner, outer)).toBe(expected)
})

test('what an entry may lie in, and what covers a name, are all that say so', () => {
  const part = fc.constantFrom('a', 'b', 'com', '*')
  const any = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', ':80'), fc.array(part, { maxLength: 2 }))
    .map(([host, port, path]) => [host.join('.') + port, ...path].join('/'))
  fc.assert(
    fc.property(any, any, (name, scope) => {
      // A star in the middle of a name is no name.
      fc.pre(!name.slice(1).includes('*') && !scope.slice(1).includes('*') && !/^\*(?!\.)/.test(name))
      fc.pre(!/^\*(?!\.)/.test(scope) && !/^\*.*[:/]/.test(scope) && !/^\*.*[:/]/.test(name))
      expect(outerScopes(name).includes(scope)).toBe(isScopeInside(name, scope))
      expect(coveringPrefixes(name).includes(scope)).toBe(coveredLength(name, scope) >= 0)
    }),
    { numRuns: 2000 },
  )
})
