import { expect, test } from 'vitest'
import type { Denial } from '../../lib/registryDenial.ts'
import { denialCommands, denialSentence, denialShort } from './denialWords.ts'

const words = 'OpenShift access denied: no opinion'

test.each<[Denial, string, string]>([
  [
    {
      why: 'noPermission',
      role: 'system:image-pusher',
      namespace: 'analytics',
      user: 'dev',
      verb: 'push',
      words,
    },
    'Without system:image-pusher',
    'dev may not push to analytics/secret. The role system:image-pusher in the project analytics allows it.',
  ],
  [
    { why: 'noPermission', role: 'system:image-pruner', clusterRole: true, user: 'dev', verb: 'delete', words },
    'Without system:image-pruner',
    'dev may not delete analytics/secret. The role system:image-pruner in the whole cluster allows it.',
  ],
  [{ why: 'noPermission', words }, 'No permission', 'The user may not use analytics/secret.'],
  [
    { why: 'noToken', words },
    'Did not log in',
    'The client did not log in, and analytics/secret is not open to everybody.',
  ],
  [
    {
      why: 'noPermission',
      role: 'system:image-puller',
      namespace: 'analytics',
      user: 'anonymous',
      verb: 'pull',
      words,
    },
    'Did not log in',
    'The client did not log in, and analytics/secret is not open to everybody.',
  ],
  [
    { why: 'limit', namespace: 'analytics', words },
    'Limit or quota',
    'A limit range or a quota of the project analytics does not allow it.',
  ],
])('the words of %j', (denial, short, sentence) => {
  expect(denialShort(denial)).toBe(short)
  expect(denialSentence(denial, 'analytics/secret')).toBe(sentence)
})

test.each<[Denial, string[]]>([
  [{ why: 'badToken', words }, ['oc login --web', 'oc registry login']],
  [{ why: 'limit', namespace: 'a; reboot', words }, ["oc describe limitrange,resourcequota -n 'a; reboot'"]],
  [{ why: 'reviewFailed', words }, []],
])('the commands for %j', (denial, commands) => {
  expect(denialCommands(denial)).toEqual(commands)
})
