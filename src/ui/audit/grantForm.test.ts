import { describe, expect, test } from 'vitest'
import { grantForm, grantOfForm, grantProblems, otherRole, type GrantForm } from './grantForm.ts'

const form: GrantForm = {
  kind: 'User',
  name: 'dev',
  home: '',
  role: 'view',
  otherRole: '',
  scope: 'project',
  project: 'a',
}
const ofCluster = () => 'ClusterRole' as const

test.each([
  [
    { namespace: 'a', role: 'view', user: 'dev' },
    { kind: 'User', name: 'dev', home: 'a', scope: 'project', project: 'a' },
  ],
  [
    { namespace: 'a', role: 'view', user: 'system:serviceaccount:ci:builder' },
    { kind: 'ServiceAccount', name: 'builder', home: 'ci', scope: 'project', project: 'a' },
  ],
  [
    { namespace: 'a', role: 'view', user: 'system:serviceaccounts:ci', isGroup: true },
    { kind: 'Group', name: 'system:serviceaccounts:ci', home: 'a', scope: 'project', project: 'a' },
  ],
  [
    { role: 'view', user: 'dev' },
    { kind: 'User', name: 'dev', home: '', scope: 'cluster', project: '' },
  ],
  [
    { role: 'view', user: '', chooseProject: true },
    { kind: 'User', name: '', home: '', scope: 'project', project: '' },
  ],
])('the form of %j', (wanted, filled) => {
  expect(grantForm(wanted)).toMatchObject(filled)
})

describe('what is granted', () => {
  test.each<[Partial<GrantForm>, object]>([
    [{}, { role: 'view', namespace: 'a', subject: { kind: 'User', name: 'dev' } }],
    [
      { name: ' dev ', project: ' a ' },
      { namespace: 'a', subject: { kind: 'User', name: 'dev' } },
    ],
    [{ kind: 'Group' }, { subject: { kind: 'Group', name: 'dev' } }],
    [
      { kind: 'ServiceAccount', home: 'ci', name: 'builder' },
      { subject: { kind: 'ServiceAccount', namespace: 'ci', name: 'builder' } },
    ],
    [{ name: 'system:serviceaccount:ci:builder' }, { subject: { kind: 'ServiceAccount', namespace: 'ci' } }],
    [{ scope: 'cluster' }, { namespace: undefined }],
    [{ role: otherRole, otherRole: ' mine ' }, { role: 'mine' }],
  ])('%j', (change, grant) => {
    expect(grantOfForm({ ...form, ...change }, ofCluster)).toMatchObject(grant)
  })
  test('a role that only the project has is of the project; in the whole cluster it cannot be', () => {
    const ofProject = () => 'Role' as const
    expect(grantOfForm(form, ofProject).roleKind).toBe('Role')
    expect(grantOfForm({ ...form, scope: 'cluster' }, ofProject).roleKind).toBeUndefined()
  })
})

test.each<[Partial<GrantForm>, string[]]>([
  [{}, []],
  [{ name: '  ' }, ['name']],
  [{ kind: 'ServiceAccount', home: '', name: 'builder' }, ['home']],
  [{ kind: 'ServiceAccount', home: 'ci', name: 'Not A Name' }, ['name']],
  [{ role: otherRole }, ['otherRole']],
  [{ role: otherRole, otherRole: 'a/b' }, ['otherRole']],
  [{ role: otherRole, otherRole: 'system:image-puller' }, []],
  [{ project: '' }, ['project']],
  [{ project: 'No Project' }, ['project']],
  [{ scope: 'cluster', project: '' }, []],
])('what is wrong with %j', (change, fields) => {
  expect(Object.keys(grantProblems({ ...form, ...change }))).toEqual(fields)
})
