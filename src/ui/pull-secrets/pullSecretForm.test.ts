import { expect, test } from 'vitest'
import { ApiError } from '../../k8s/ApiError.ts'
import { withoutValues } from './createPullSecret.ts'
import { createCommands, pullSecretCommand } from './pullSecretCommands.ts'
import { fileOf, formProblems, nameOf, secretOf, secretValues, type PullSecretForm } from './pullSecretForm.ts'

const login = { id: 0, registry: 'quay.io', username: ' acme+ci ', password: 'hunter2-hunter2' }
const form: PullSecretForm = {
  namespace: 'demo',
  way: 'form',
  logins: [login],
  file: '',
  name: undefined,
  links: new Map(),
}
const problemsOf = (change: Partial<PullSecretForm>) => {
  const changed = { ...form, ...change }
  return Object.fromEntries(Object.entries(formProblems(changed, fileOf(changed))).filter(([, problem]) => problem))
}
const commandsOf = (change: Partial<PullSecretForm>) => {
  const changed = { ...form, ...change }
  return createCommands(changed, nameOf(changed, fileOf(changed)))
}

test('the command for a pull secret holds no password', () => {
  expect(pullSecretCommand('demo', 'hub', 'https://index.docker.io/v1/', 'it’s me')).toBe(
    "oc create secret docker-registry hub --docker-server=https://index.docker.io/v1/ '--docker-username=it’s me' --docker-password=PASSWORD -n demo",
  )
  const hub = { id: 1, registry: 'docker.io', username: 'me', password: 'hunter2-hunter2' }
  const links = new Map([
    ['default', { pull: true, mount: false }],
    ['builder', { pull: true, mount: true }],
    ['deployer', { pull: false, mount: false }],
  ])
  expect(commandsOf({ logins: [login, hub], links }).split('\n')).toEqual([
    'podman login --authfile=auth.json -u acme+ci quay.io',
    'podman login --authfile=auth.json -u me docker.io',
    'oc create secret generic quay-io-pull --from-file=.dockerconfigjson=auth.json --type=kubernetes.io/dockerconfigjson -n demo',
    'oc secrets link default quay-io-pull --for=pull -n demo',
    'oc secrets link builder quay-io-pull --for=pull,mount -n demo',
  ])
  const file = JSON.stringify({ auths: { 'ghcr.io': { auth: btoa('me:hunter2-hunter2') } } })
  expect(commandsOf({ way: 'file', file })).toBe(
    'oc create secret generic ghcr-io-pull --from-file=.dockerconfigjson=AUTHFILE --type=kubernetes.io/dockerconfigjson -n demo',
  )
})

test('what is wrong is said at its field', () => {
  expect(problemsOf({})).toEqual({})
  expect(Object.keys(problemsOf({ namespace: '', name: 'Not a name' }))).toEqual(['namespace', 'name'])
  const bad = { id: 1, registry: 'https://quay.io/', username: 'a:b', password: '' }
  expect(problemsOf({ logins: [login, bad] })).toEqual({
    'registry.1': 'This registry is there twice.',
    'username.1': 'A user name has no colon: what follows it would become part of the password.',
    'password.1': 'Enter the password or token.',
  })
  const empty = { id: 0, registry: ' ', username: ' ', password: '' }
  expect(Object.keys(problemsOf({ logins: [empty] }))).toEqual(['registry', 'username', 'password'])
  expect(problemsOf({ way: 'file', file: 'hunter2-hunter2' })).toEqual({
    file: 'This is not JSON, or a part of it is missing.',
  })
})

test('an error quotes nothing that was typed, however it is written', () => {
  const secret = secretOf({ ...form, logins: [{ ...login, password: 'pä"ss\\word' }] }, { problem: 'none' })
  const [encoded = ''] = Object.values(secret.data ?? {})
  const values = secretValues(secret)
  expect(values).toContain('pä"ss\\word')
  const message = `admission webhook denied: pä"ss\\word in ${encoded}, ${Buffer.from(encoded, 'base64').toString()}`
  const causes = [{ field: 'data', message: 'pä"ss\\word', reason: 'FieldValueInvalid' }]
  const status = { kind: 'Status' as const, message, details: { name: 'quay-io-pull', causes } }
  const error = new ApiError({ code: 422, reason: 'Invalid', message, url: '/x', method: 'POST', status })
  const clean = withoutValues(error, values)
  expect(clean.message).toBe('admission webhook denied: … in …, …')
  expect(clean.causes).toEqual([{ field: 'data', message: '…', reason: 'FieldValueInvalid' }])
  expect(JSON.stringify([clean, clean.status, clean.causes, String(clean.cause)])).not.toMatch(/word|auths/)
  expect(clean.status?.details?.name).toBe('quay-io-pull')
})
