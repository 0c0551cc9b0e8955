import { expect, test } from 'vitest'
import type { AccessQuestion } from '../../../ui/access/checkPath.ts'
import { cleanQuestion, questionProblems } from './checkForm.ts'

const question = (more: Partial<AccessQuestion>): AccessQuestion => ({
  verb: 'push',
  user: '',
  groups: [],
  project: '',
  stream: '',
  ...more,
})

test.each<[string, Partial<AccessQuestion>, Partial<AccessQuestion>]>([
  [
    'spaces and empty lines',
    { user: ' dev ', groups: ['a ', '', 'a'], project: ' p ', stream: ' s ' },
    { user: 'dev', groups: ['a'], project: 'p', stream: 's' },
  ],
  ['a repository', { stream: 'payments/api' }, { project: 'payments', stream: 'api' }],
  ['of the same project', { project: 'payments', stream: 'payments/api' }, { project: 'payments', stream: 'api' }],
  ['of another project', { project: 'ci', stream: 'payments/api' }, { project: 'ci', stream: 'payments/api' }],
  ['a verb of the cluster', { verb: 'deleteImage', project: 'p', stream: 's' }, { project: '', stream: '' }],
  ['a verb of a project', { verb: 'import', project: 'p', stream: 's' }, { project: 'p', stream: '' }],
])('%s', (_name, typed, expected) => {
  expect(cleanQuestion(question(typed))).toMatchObject(expected)
})

test.each<[string, Partial<AccessQuestion>, string[]]>([
  ['nothing at all', {}, []],
  ['any name of a user', { user: `O'Neil "x" \\ é名:/#`, project: 'p' }, []],
  ['a very long one', { user: 'x'.repeat(5000) }, []],
  ['no name of a project', { project: 'No Project' }, ['project']],
  ['a project with a path', { project: '../kube-system' }, ['project']],
  ['a stream without a project', { stream: 'api' }, ['project']],
  ['a stream with a tag', { project: 'p', stream: 'api:v1' }, ['stream']],
  ['no name of a stream', { project: 'p', stream: 'Api' }, ['stream']],
  ['another project’s stream', { project: 'p', stream: 'q/api' }, ['stream']],
  ['what the verb is not about', { verb: 'metrics', project: 'No Project', stream: ':' }, []],
])('%s', (_name, typed, fields) => {
  expect(Object.keys(questionProblems(question(typed)))).toEqual(fields)
})
