import { describe, expect, test } from 'vitest'
import { parseLogfmt } from '../../src/lib/logfmt.ts'
import { scenarios, type ScenarioName } from '../seed/scenarios.ts'
import { testCluster } from '../server/testCluster.ts'
import type { Pod } from '../kinds/pod.ts'
import type { RegistryAnswer, RegistryVisit } from './front.ts'

const NAMESPACE = 'openshift-image-registry'

async function registry(scenario: ScenarioName = 'healthy') {
  const made = testCluster({}, await scenarios[scenario]())
  const { cluster, read } = made
  const [pod] = (
    await read<{ items: Pod[] }>(`/api/v1/namespaces/${NAMESPACE}/pods?labelSelector=docker-registry%3Ddefault`)
  ).items
  const name = pod?.metadata.name ?? ''
  const lines = () => cluster.logs.lines(`${NAMESPACE}/${name}`, 'registry').map(({ text }) => text)
  const visit = async (body: RegistryVisit) => {
    const before = lines().length
    const answer = await read<RegistryAnswer>('/__mock__/registry', { method: 'POST', body: { pod: name, ...body } })
    return {
      ...answer,
      lines: lines()
        .slice(before)
        .map((text) => Object.fromEntries(parseLogfmt(text) ?? [])),
    }
  }
  return { ...made, pod: name, lines, visit }
}

describe('what somebody asks of the registry', () => {
  test('a push is logged request by request, with an access line of another id for each', async () => {
    const { visit } = await registry()
    const { status, lines } = await visit({ do: 'push', user: 'dev', repository: 'payments/api', reference: '1.15.0' })
    expect(status).toBe(201)
    const put = lines.filter(
      (line) => line['http.request.method'] === 'PUT' && line['http.request.uri']?.includes('/manifests/'),
    )
    expect(put.map(({ msg, ['http.response.status']: code }) => [msg, code])).toEqual([
      ['authorized request', undefined],
      ['response completed', '201'],
      ['response', '201'],
    ])
    const [authorized, completed, access] = put.map((line) => line['http.request.id'])
    expect(authorized).toBe(completed)
    expect(access).not.toBe(authorized)
    expect(put[0]).toMatchObject({
      'openshift.auth.user': 'dev',
      'vars.name': 'payments/api',
      'vars.reference': '1.15.0',
      'http.request.uri': '/v2/payments/api/manifests/1.15.0',
    })
    expect(put[1]).not.toHaveProperty(['openshift.auth.user'])
    const uploads = lines.filter(({ msg }) => msg === 'response').map((line) => line['http.request.method'])
    expect(uploads).toEqual(['GET', 'GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'HEAD', 'POST', 'PATCH', 'PUT', 'PUT'])
  })

  test('a push is denied unless the cluster allows it, and allowed as soon as it does', async () => {
    const { visit, ask } = await registry()
    const push = { do: 'push', user: 'dev', repository: 'analytics/spark' } as const
    const { status, lines } = await visit(push)
    expect(status).toBe(401)
    expect(lines.map(({ level, msg }) => [level, msg])).toContainEqual(['error', 'OpenShift access denied: no opinion'])
    const body = {
      metadata: { name: 'dev-pushes', namespace: 'analytics' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:image-pusher' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'dev' }],
    }
    const path = '/apis/rbac.authorization.k8s.io/v1/namespaces/analytics/rolebindings'
    expect((await ask(path, { method: 'POST', body })).status).toBe(201)
    expect((await visit(push)).status).toBe(201)
    await ask(`${path}/dev-pushes`, { method: 'DELETE' })
    expect((await visit(push)).status).toBe(401)
  })

  test('a full volume stops an upload', async () => {
    const { visit } = await registry('degraded')
    const { status, lines } = await visit({ do: 'push', repository: 'payments/api' })
    expect(status).toBe(500)
    expect(lines.map((line) => line['err.detail'] ?? '').join()).toContain('no space left on device')
  })
})

test('the logs of a cluster are in order of time, and are the same when it is made again', async () => {
  const at = new Date('2026-11-21T02:00:00Z')
  const { healthy } = await import('../seed/healthy.ts')
  const texts = [0, 1].map(() => {
    const { cluster } = testCluster({ now: () => at }, healthy(at))
    const pods = cluster.store.list('/pods', NAMESPACE).filter(({ metadata }) => metadata.labels?.['docker-registry'])
    return pods.map(({ metadata }) => {
      const lines = cluster.logs.lines(`${NAMESPACE}/${metadata.name}`, 'registry')
      expect(lines.map(({ time }) => time)).toEqual(lines.map(({ time }) => time).toSorted())
      return lines.map(({ text }) => text).join('\n')
    })
  })
  expect(texts[0]?.join() === texts[1]?.join()).toBe(true)
  const all = texts[0]?.join('\n') ?? ''
  // The newest push of a tag is there, in one log alone.
  const pushes = all
    .split('\n')
    .filter((line) => line.includes('msg="authorized request"') && line.includes('method=PUT'))
  expect(pushes.filter((line) => line.includes('uri=/v2/payments/api/manifests/1.14.2'))).toHaveLength(1)
  for (const text of ['OpenShift access denied: no opinion', 'Deleting blob: /docker/registry/v2/blobs/sha256/'])
    expect(all.includes(text)).toBe(true)
})
