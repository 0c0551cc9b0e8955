import { expect, test } from 'vitest'
import { parseLogLine } from './logLine.ts'
import { auditOf } from './registryAudit.ts'
import { denialOf, type Denial } from './registryDenial.ts'
import {
  allowed,
  authorizedLine,
  completedLine,
  denied,
  handlerLine,
  manifest,
  ping,
  type LoggedRequest,
} from './registryLogTesting.ts'
import { RequestJoiner, type RegistryRequest } from './registryRequests.ts'

function requestOf(lines: readonly string[]): RegistryRequest {
  const joiner = new RequestJoiner()
  for (const [ref, line] of lines.entries()) joiner.feed(parseLogLine(line), ref)
  const [request] = joiner.take()
  if (!request) throw new Error('no request')
  return request
}

const digest = `sha256:${'0'.repeat(64)}`
const asked = (method: string, uri: string): LoggedRequest => ({ at: 1, id: 'a', method, uri, user: 'dev' })

test.each<[string, string, Partial<Denial>]>([
  ['GET', '/v2/demo/app/manifests/v1', { role: 'system:image-puller', namespace: 'demo', verb: 'pull' }],
  ['HEAD', '/v2/demo/app/manifests/v1', { role: 'system:image-puller', namespace: 'demo', verb: 'pull' }],
  ['GET', `/v2/demo/app/blobs/${digest}`, { role: 'system:image-puller', namespace: 'demo', verb: 'pull' }],
  ['GET', '/v2/demo/app/tags/list', { role: 'system:image-puller', namespace: 'demo', verb: 'pull' }],
  ['HEAD', `/v2/demo/app/blobs/${digest}`, { role: 'system:image-pusher', namespace: 'demo', verb: 'push' }],
  ['POST', '/v2/demo/app/blobs/uploads/', { role: 'system:image-pusher', namespace: 'demo', verb: 'push' }],
  ['PUT', '/v2/demo/app/manifests/v1', { role: 'system:image-pusher', namespace: 'demo', verb: 'push' }],
  ['DELETE', '/v2/demo/app/blobs/uploads/1', { role: 'system:image-pusher', namespace: 'demo', verb: 'push' }],
  ['DELETE', `/v2/demo/app/manifests/${digest}`, { role: 'system:image-pruner', clusterRole: true, verb: 'delete' }],
  ['DELETE', `/admin/blobs/${digest}`, { role: 'system:image-pruner', clusterRole: true, verb: 'prune' }],
  [
    'GET',
    `/extensions/v2/demo/app/signatures/${digest}`,
    { role: 'system:image-puller', namespace: 'demo', verb: 'pull' },
  ],
  [
    'PUT',
    `/extensions/v2/demo/app/signatures/${digest}`,
    { role: 'system:image-signer', clusterRole: true, verb: 'signatures' },
  ],
  ['GET', '/extensions/v2/metrics', { role: 'registry-monitoring', clusterRole: true, verb: 'metrics' }],
  ['GET', '/v2/_catalog', { role: 'registry-viewer', clusterRole: true, verb: 'catalog' }],
])('%s %s needs a role', (method, uri, expected) => {
  const request = requestOf(denied(asked(method, uri)))
  const denial = { why: 'noPermission', user: 'dev', words: 'OpenShift access denied: no opinion', ...expected }
  expect(denialOf(request)).toEqual(denial)
  const event = auditOf(request)
  expect(event && denialOf(event)).toEqual(denial)
})

const pull = manifest({ at: 1, id: 'a', method: 'GET', repository: 'demo/app', reference: 'v1', user: 'dev' })
const push = { ...pull, method: 'PUT' }
const refusedPush = (message: string) => [
  authorizedLine(push),
  handlerLine(push, 'error', message),
  completedLine({
    ...push,
    status: 403,
    error: { code: 'denied', message: 'requested access to the resource is denied' },
  }),
]

test.each<[string, string[], Denial['why'] | undefined]>([
  ['a token that expired', denied(pull, 'Get user failed with error: Unauthorized'), 'badToken'],
  ['a review that failed', denied(pull, 'OpenShift client error: context deadline exceeded'), 'reviewFailed'],
  [
    'a name that is none',
    denied(
      pull,
      'error checking authorization: repository name "x" invalid: it must be of the format <project>/<name>',
    ),
    'badName',
  ],
  ['a limit', refusedPush('refusing to write blob exceeding limit range openshift.io/Image'), 'limit'],
  [
    'a quota',
    refusedPush('manifestService.Put: imagestreammapping got access denied: exceeded quota: objects'),
    'limit',
  ],
  [
    'a push that the API refuses',
    refusedPush('manifestService.Put: imagestreammapping got access denied: forbidden'),
    'noPermission',
  ],
  [
    'a full disk',
    allowed({
      ...push,
      status: 500,
      error: { code: 'unknown', message: 'unknown error', detail: 'no space left on device' },
    }),
    undefined,
  ],
  [
    'what is not there',
    allowed({ ...pull, status: 404, error: { code: 'manifest unknown', message: 'manifest unknown' } }),
    undefined,
  ],
  ['a pull', allowed(pull), undefined],
  ['a ping', ping(1, 'a'), undefined],
])('%s', (_, lines, why) => {
  const request = requestOf(lines)
  expect(denialOf(request)?.why).toBe(why)
  const event = auditOf(request)
  expect(event ? denialOf(event)?.why : undefined).toBe(why)
})

test.each<[string, string | undefined]>([
  [
    'manifestService.Put: imagestreammapping got access denied for image sha256:1: imagestreams.image.openshift.io is forbidden: User "dev" cannot create resource "imagestreams" in API group "image.openshift.io" in the namespace "demo"',
    'system:image-builder',
  ],
  [
    'manifestService.Put: imagestreammapping got access denied for image sha256:1: imagestreammappings.image.openshift.io is forbidden: User "system:serviceaccount:openshift-image-registry:registry" cannot create resource "imagestreammappings"',
    undefined,
  ],
])('who was let in has the role for that: %s', (message, role) => {
  expect(denialOf(requestOf(refusedPush(message)))).toMatchObject({ why: 'noPermission', verb: 'push' })
  expect(denialOf(requestOf(refusedPush(message)))?.role).toBe(role)
})

test('what a source registry refuses is no matter of roles here', () => {
  const error = { code: 'denied', message: 'requested access to the resource is denied' }
  expect(denialOf(requestOf(allowed({ ...pull, status: 403, error })))).toBeUndefined()
})
