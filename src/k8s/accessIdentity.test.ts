import { expect, test } from 'vitest'
import { groupsOf } from './accessIdentity.ts'

const group = (name: string, users: string[] | null) => ({ metadata: { name }, users })

test.each([
  ['a person', 'dev', [], [], ['given system:authenticated', 'given system:authenticated:oauth']],
  [
    'typed and told groups, each once',
    'dev',
    ['typed', 'both'],
    [group('both', ['dev']), group('told', ['x', 'dev']), group('others', ['x']), group('nobody', null)],
    ['typed typed', 'typed both', 'object told', 'given system:authenticated', 'given system:authenticated:oauth'],
  ],
  [
    'a service account',
    'system:serviceaccount:ci:builder',
    [],
    [],
    ['given system:serviceaccounts', 'given system:serviceaccounts:ci', 'given system:authenticated'],
  ],
  ['nobody logged in', 'system:anonymous', [], [], ['given system:unauthenticated']],
  [
    'a user of the system',
    'system:admin',
    ['system:masters'],
    [],
    ['typed system:masters', 'given system:authenticated'],
  ],
  ['whoever is in a group', '', ['devs'], [group('told', [''])], ['typed devs', 'given system:authenticated']],
  ['almost a service account', 'system:serviceaccount:ci', [], [], ['given system:authenticated']],
])('%s', (_name, name, typed, objects, expected) => {
  expect(groupsOf(name, typed, objects).map((found) => `${found.from} ${found.name}`)).toEqual(expected)
})
