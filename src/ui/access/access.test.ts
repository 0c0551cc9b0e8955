import { describe, expect, test } from 'vitest'
import { ApiError } from '../../k8s/ApiError.ts'
import type { AccessSources } from '../../k8s/resources/registryRights.ts'
import type { Role } from '../../k8s/resources/role.ts'
import type { RoleBinding, Subject } from '../../k8s/resources/roleBinding.ts'
import { deriveAnswer, joinAnswers, unreadFor } from './accessAnswer.ts'
import { canICommand, whoCanCommand } from './accessCommands.ts'
import {
  isAccessVerb,
  roleFor,
  targetsOf,
  targetWords,
  verbOptions,
  verbPhrase,
  type AccessVerb,
} from './accessVerbs.ts'
import { checkPath, questionFrom } from './checkPath.ts'
import { shownName } from './shownName.ts'
import { everybodyOf, isClusterOwn, whoRows } from './whoRows.ts'

const image = 'image.openshift.io'
const api = { project: 'payments', stream: 'api' }

describe('what a verb takes', () => {
  test.each<[AccessVerb, string[], string, string | undefined, string]>([
    ['pull', ['get imagestreams/layers'], 'system:image-puller', 'payments', 'pull payments/api'],
    [
      'push',
      ['update imagestreams/layers', 'get imagestreams/layers'],
      'system:image-pusher',
      'payments',
      'push to payments/api',
    ],
    [
      'create',
      ['create imagestreams', 'update imagestreams/layers', 'get imagestreams/layers'],
      'system:image-builder',
      'payments',
      'push to new image streams in payments',
    ],
    ['list', ['list imagestreamtags'], 'registry-viewer', 'payments', 'list tags in payments'],
    ['import', ['create imagestreamimports'], 'registry-editor', 'payments', 'import images in payments'],
    ['deleteTag', ['delete imagestreamtags'], 'registry-editor', 'payments', 'delete tags in payments'],
    ['deleteImage', ['delete images'], 'system:image-pruner', undefined, 'delete images from the registry'],
    ['catalog', ['list imagestreams'], 'registry-viewer', undefined, 'list all repositories of the registry'],
    ['metrics', ['get registry/metrics'], 'registry-monitoring', undefined, 'read the metrics of the registry'],
  ])('%s', (verb, words, role, namespace, phrase) => {
    const targets = targetsOf(verb, api)
    expect(targets.map(targetWords)).toEqual(words.map((each) => `${each} (${image})`))
    expect(targets.map((target) => target.namespace)).toEqual(words.map(() => namespace))
    const isOfStream = verb === 'pull' || verb === 'push'
    expect(targets.map(({ name }) => name)).toEqual(words.map(() => (isOfStream ? 'api' : undefined)))
    expect(roleFor(verb, api)).toEqual({ role, namespace })
    expect(verbPhrase(verb, api)).toBe(phrase)
  })

  test('granting roles is about bindings, pruning about images and their streams', () => {
    expect(targetsOf('administer', api).map(targetWords)).toEqual(['create rolebindings (rbac.authorization.k8s.io)'])
    expect(targetsOf('prune', api).map(targetWords)).toContain('update imagestreams/status (image.openshift.io)')
  })

  test('without a project it is about all of them', () => {
    expect(targetsOf('push', { project: '', stream: '' })[0]).toEqual({
      verb: 'update',
      group: image,
      resource: 'imagestreams',
      subresource: 'layers',
    })
    expect(roleFor('push', { project: '', stream: '' }).namespace).toBeUndefined()
    for (const { value } of verbOptions()) {
      if (!isAccessVerb(value)) throw new Error(value)
      expect(verbPhrase(value, { project: '', stream: '' })).not.toMatch(/undefined|\{\{| $/)
    }
  })

  test('nothing else is a verb', () => {
    expect(['constructor', 'toString', '', 'PULL'].filter(isAccessVerb)).toEqual([])
    expect(isAccessVerb(null)).toBe(false)
  })
})

describe('the same on a command line', () => {
  const [push] = targetsOf('push', api)
  test.each([
    ['self' as const, 'oc auth can-i update imagestreams.image.openshift.io/api --subresource=layers -n payments'],
    [
      { name: `o'neil`, groups: ['CN=devs,OU=x y'] },
      `oc auth can-i update imagestreams.image.openshift.io/api --subresource=layers -n payments '--as=o'\\''neil' '--as-group=CN=devs,OU=x y'`,
    ],
    [
      { name: '', groups: ['devs'] },
      'oc auth can-i update imagestreams.image.openshift.io/api --subresource=layers -n payments --as=nobody --as-group=devs',
    ],
  ])('for %j', (user, command) => {
    expect(canICommand(user, push)).toBe(command)
  })

  test('who may', () => {
    expect(whoCanCommand(push)).toBe(
      'oc adm policy who-can update imagestreams.image.openshift.io api --subresource=layers -n payments',
    )
    expect(whoCanCommand(targetsOf('deleteImage', api)[0])).toBe(
      'oc adm policy who-can delete images.image.openshift.io --all-namespaces',
    )
    expect(whoCanCommand(targetsOf('metrics', api)[0])).toBeUndefined()
  })
})

describe('the address of a question', () => {
  test('says all of it, names of any kind included', () => {
    const question = {
      project: 'payments',
      stream: 'api',
      verb: 'push' as const,
      user: `system:serviceaccount:a:b "q" é名 ${'x'.repeat(500)}`,
      groups: ['CN=devs,OU=x', 'b&c=d'],
    }
    const [path, search] = checkPath(question).split('?')
    expect(path).toBe('/access/check')
    expect(questionFrom(new URLSearchParams(search))).toEqual({ ...question, asked: true })
  })

  test.each([
    ['', { verb: 'pull', user: '', project: '', stream: '', groups: [], asked: false }],
    ['project=p', { verb: 'pull', user: '', project: 'p', stream: '', groups: [], asked: false }],
    ['verb=fly&user=+a+', { verb: 'pull', user: 'a', project: '', stream: '', groups: [], asked: false }],
    [
      'verb=push&group=a&group=&group=a',
      { verb: 'push', user: '', project: '', stream: '', groups: ['a'], asked: true },
    ],
  ])('%s', (search, expected) => {
    expect(questionFrom(new URLSearchParams(search))).toEqual(expected)
  })
})

test.each([
  [`o'neil "q"`, `o'neil "q"`],
  ['é名', '\u2068é名\u2069'],
  ['a\u202eb\u2069c', '\u2068a\ufffdb\ufffdc\u2069'],
])('the name %j turns no words around', (name, shown) => {
  expect(shownName(name)).toBe(shown)
})

const user = (name: string): Subject => ({ kind: 'User', name })
const group = (name: string): Subject => ({ kind: 'Group', name })
const account = (namespace: string, name: string): Subject => ({ kind: 'ServiceAccount', namespace, name })
const binding = (name: string, role: string, subjects: Subject[], namespace?: string): RoleBinding => ({
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects,
})
const pusher: Role = {
  metadata: { name: 'pusher' },
  rules: [{ verbs: ['get', 'update'], apiGroups: [image], resources: ['imagestreams/layers'] }],
}
const refused = new ApiError({ code: 403, reason: 'Forbidden', message: 'no', url: '', method: 'GET' })
const sources = (more: Partial<AccessSources> = {}): AccessSources => ({
  bindings: [binding('team', 'pusher', [user('dev'), group('devs'), account('ci', 'bot')], 'payments')],
  clusterBindings: [],
  roles: new Map([['ClusterRole/pusher', pusher]]),
  unread: [],
  pending: false,
  ...more,
})
const identity = (name: string, ...groups: string[]) => ({
  name,
  groups: groups.map((each) => ({ name: each, from: 'typed' as const })),
})

describe('told from bindings', () => {
  const [push] = targetsOf('push', api)
  const partial = { unread: [{ what: 'clusterrolebindings', error: refused }] }
  test.each([
    ['by name', sources(), identity('dev'), true],
    ['by a group', sources(), identity('x', 'devs'), true],
    ['whoever is in a group', sources(), identity('', 'devs'), true],
    ['a service account', sources(), identity('system:serviceaccount:ci:bot'), true],
    ['a user of the same name as a group', sources(), identity('devs'), false],
    ['a service account of another project', sources(), identity('system:serviceaccount:x:bot'), false],
    ['who needs no binding', sources(), identity('root', 'system:masters'), true],
    ['allowed though not all was read', sources(partial), identity('dev'), true],
    ['not known when not all was read', sources(partial), identity('x'), undefined],
  ])('%s', (_name, from, who, allowed) => {
    expect(deriveAnswer(from, who, push).allowed).toBe(allowed)
  })

  test('groups that could not be read may allow it', () => {
    expect(deriveAnswer(sources(), { ...identity('x'), groupsError: refused }, push).allowed).toBeUndefined()
    expect(deriveAnswer(sources(), { ...identity('dev'), groupsError: refused }, push).allowed).toBe(true)
  })

  test('bindings of projects do not count in the whole cluster', () => {
    const [images] = targetsOf('deleteImage', api)
    const unread = [
      { what: 'rolebindings', error: refused },
      { what: 'roles', error: refused },
    ]
    expect(deriveAnswer(sources({ unread }), identity('dev'), images).allowed).toBe(false)
    expect(unreadFor({ unread }, push)).toHaveLength(2)
  })

  test('of several parts the one that is denied decides', () => {
    const part = (allowed: boolean | undefined) => ({ target: push, allowed })
    expect(joinAnswers([part(true), part(undefined), part(false)], 'self').allowed).toBe(false)
    expect(joinAnswers([part(true), part(undefined)], 'bindings').allowed).toBeUndefined()
    expect(joinAnswers([part(true), part(true)], 'self').allowed).toBe(true)
  })
})

describe('who may', () => {
  const grants = (...subjects: Subject[]) =>
    subjects.map((subject) => ({
      subject,
      role: { kind: 'ClusterRole' as const, name: 'pusher' },
      binding: binding('team', 'pusher', subjects, 'payments'),
      rights: 'unknownRole' as const,
      isAssumed: false,
    }))

  test('a review tells who, bindings tell why; people first, the cluster’s own last', () => {
    const review = {
      users: [
        'dev',
        'system:admin',
        'system:serviceaccount:ci:bot',
        'system:serviceaccount:openshift-infra:x',
        'ghost',
      ],
      groups: ['devs', 'system:masters', 'system:authenticated'],
    }
    const known = grants(user('dev'), user('system:serviceaccount:ci:bot'), group('devs'), user('elsewhere'))
    const rows = whoRows([{ right: 'push', review, grants: known }])
    expect(rows.map(({ kind, namespace, name, grants: from }) => [kind, namespace, name, from.length])).toEqual([
      ['Group', undefined, 'system:authenticated', 0],
      ['User', undefined, 'dev', 1],
      ['User', undefined, 'ghost', 0],
      ['Group', undefined, 'devs', 1],
      ['ServiceAccount', 'ci', 'bot', 1],
      ['User', undefined, 'system:admin', 0],
      ['Group', undefined, 'system:masters', 0],
      ['ServiceAccount', 'openshift-infra', 'x', 0],
    ])
  })

  test('without a review the bindings tell; one row for each, with all rights, each binding once', () => {
    const [grant] = grants(user('dev'))
    if (!grant) throw new Error('no grant')
    const rows = whoRows([
      { right: 'pull', review: undefined, grants: [grant] },
      { right: 'push', review: undefined, grants: [{ ...grant }] },
      { right: 'delete', review: { users: [], groups: [] }, grants: [grant] },
    ])
    expect(rows.map(({ name, rights, grants: from }) => [name, rights, from.length])).toEqual([
      ['dev', ['pull', 'push'], 1],
    ])
  })

  test('a user with the name of a group is another row', () => {
    expect(whoRows([{ right: 'pull', review: { users: ['devs'], groups: ['devs'] }, grants: [] }])).toHaveLength(2)
  })

  test('everybody, and what is the cluster’s own', () => {
    const row = (kind: 'User' | 'Group' | 'ServiceAccount', name: string, namespace?: string) => ({
      key: '',
      kind,
      name,
      rights: [],
      grants: [],
      ...(namespace !== undefined && { namespace }),
    })
    expect(everybodyOf(row('Group', 'system:unauthenticated'))).toBe('anonymous')
    expect(everybodyOf(row('User', 'system:authenticated'))).toBeUndefined()
    expect(isClusterOwn(row('Group', 'system:serviceaccounts:payments'))).toBe(false)
    expect(isClusterOwn(row('ServiceAccount', 'x', 'openshift-infra'))).toBe(true)
    expect(isClusterOwn(row('ServiceAccount', 'x', 'openshifty'))).toBe(false)
    expect(isClusterOwn(row('Group', 'system:masters'))).toBe(true)
  })
})
