import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/k8s/types.ts'
import { WRONG_PASSWORD } from '../remote/remote.ts'
import { testCluster } from '../server/testCluster.ts'
import type { ImageOutcome } from './imageImportStatus.ts'
import type { Secret } from './secret.ts'

const SECRETS = '/api/v1/namespaces/payments/secrets'
const IMPORTS = '/apis/image.openshift.io/v1/namespaces/payments/imagestreamimports'
const type = 'kubernetes.io/dockerconfigjson'
const login = (host: string, password: string) =>
  JSON.stringify({ auths: { [host]: { auth: btoa(`me:${password}`) } } })

function setup() {
  const { read, ask } = testCluster()
  const create = (secret: Omit<Secret, 'metadata'>, name = 'pull') =>
    read<Secret & Status>(SECRETS, { method: 'POST', body: { metadata: { name }, ...secret } })
  const look = async (name: string) => {
    const spec = { images: [{ from: { kind: 'DockerImage', name }, to: { name: '1' } }] }
    const answer = await read<{ status: { images: ImageOutcome[] } }>(IMPORTS, {
      method: 'POST',
      body: { metadata: { name: 'x' }, spec },
    })
    return answer.status.images[0]?.status.message ?? 'found'
  }
  return { create, look, ask, read }
}

describe('a secret', () => {
  test('keeps texts in base64, and is opaque unless told', async () => {
    const { create } = setup()
    const secret = await create({ data: { a: btoa('1') }, stringData: { b: 'zwölf' } })
    expect(secret).toMatchObject({ type: 'Opaque', data: { a: 'MQ==', b: 'enfDtmxm' } })
    expect(secret).not.toHaveProperty('stringData')
  })

  test.each([
    [{}, 'Secret "pull" is invalid: data[.dockerconfigjson]: Required value'],
    [
      { '.dockerconfigjson': btoa('{') },
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected',
    ],
    [
      { '.dockerconfigjson': btoa('{}'), 'a b': '' },
      'data[a b]: Invalid value: "a b": a valid config key must consist',
    ],
  ])('of registries must hold JSON: %o', async (data, message) => {
    const { create } = setup()
    expect(await create({ type, data })).toMatchObject({ code: 422, message: expect.stringContaining(message) })
  })

  test('keeps its type', async () => {
    const { create, read } = setup()
    const secret = await create({ type, stringData: { '.dockerconfigjson': '{}' } })
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = secret
    const changed = { method: 'PUT', body: { ...rest, type: 'Opaque' } }
    expect(await read<Status>(`${SECRETS}/pull`, changed)).toMatchObject({
      code: 422,
      message: 'Secret "pull" is invalid: type: Invalid value: "Opaque": field is immutable',
    })
  })
})

describe('imports with pull secrets', () => {
  const nginx = 'registry.redhat.io/ubi9/nginx-124:latest'

  test('find what needs credentials once there are some', async () => {
    const { create, look } = setup()
    expect(await look(nginx)).toBe(`you may not have access to the container image "${nginx}"`)
    await create({ type, stringData: { '.dockerconfigjson': login('https://registry.redhat.io', 'right') } })
    expect(await look(nginx)).toBe('found')
  })

  test('say that a password is wrong, where one is needed', async () => {
    const { create, look } = setup()
    await create({ type, stringData: { '.dockerconfigjson': login('registry.redhat.io', WRONG_PASSWORD) } })
    await create({ type, stringData: { '.dockerconfigjson': login('quay.io', WRONG_PASSWORD) } }, 'quay')
    expect(await look(nginx)).toBe(`incorrect username or password for image "${nginx}"`)
    expect(await look('quay.io/acme/web:latest')).toBe('found')
  })

  test('of several for one registry, the one for the longest part of the path counts', async () => {
    const { create, look } = setup()
    await create({ type, stringData: { '.dockerconfigjson': login('registry.redhat.io/rhel9', 'right') } })
    expect(await look(nginx)).toBe(`you may not have access to the container image "${nginx}"`)
    await create({ type, stringData: { '.dockerconfigjson': login('registry.redhat.io', WRONG_PASSWORD) } }, 'whole')
    expect(await look(nginx)).toBe(`incorrect username or password for image "${nginx}"`)
    await create({ type, stringData: { '.dockerconfigjson': login('registry.redhat.io/ubi9', 'right') } }, 'part')
    expect(await look(nginx)).toBe('found')
  })
})
