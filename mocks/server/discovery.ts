import discovery from '../data/discovery.json' with { type: 'json' }
import { json, pageNotFound } from './exchange.ts'
import type { Resources } from './resources.ts'
import { serverVersion } from './serverVersion.ts'

const HEALTH = new Set(['/healthz', '/livez', '/readyz', '/healthz/ready'])
const text = (body: string) => new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

const OAUTH = '/.well-known/oauth-authorization-server'

/** Where people log in, on clusters whose API knows users: https://www.rfc-editor.org/rfc/rfc8414 */
function oauthServer(resources: Resources): Response {
  if (!resources.groups().some(({ name }) => name === 'user.openshift.io')) return pageNotFound()
  const issuer = 'https://oauth-openshift.apps.demo.example.com'
  return json({
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    scopes_supported: [
      'user:check-access',
      'user:full',
      'user:info',
      'user:list-projects',
      'user:list-scoped-projects',
    ],
    response_types_supported: ['code', 'token'],
    grant_types_supported: ['authorization_code', 'implicit'],
    code_challenge_methods_supported: ['plain', 'S256'],
  })
}

/** Every path that is no resource: versions, groups, their kinds, health, OpenAPI. */
export function discoveryAnswer(resources: Resources, path: string): Response {
  if (path === '/version') return json(serverVersion(resources.store))
  if (path === '/api') return json(discovery.api)
  if (path === '/apis') return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: resources.groups() })
  if (path === OAUTH) return oauthServer(resources)
  if (HEALTH.has(path)) return text('ok')
  if (path === '/') return json({ paths: ['/api', '/apis', '/healthz', '/version'] })
  // An empty schema: kubectl then leaves validation to the server.
  if (path === '/openapi/v2')
    return new Response('', {
      headers: { 'Content-Type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' },
    })
  if (path === '/openapi/v3') return json({ paths: {} })
  const [root, first = '', second, ...rest] = path.split('/').filter(Boolean)
  if (rest.length) return pageNotFound()
  if (root === 'apis' && !second) {
    const group = resources.groups().find(({ name }) => name === first)
    return group ? json({ kind: 'APIGroup', apiVersion: 'v1', ...group }) : pageNotFound()
  }
  const groupVersion = root === 'api' ? first : `${first}/${second ?? ''}`
  const list = resources.list(groupVersion) ?? knownButEmpty(resources, groupVersion)
  if ((root !== 'api' && root !== 'apis') || !list) return pageNotFound()
  return json({ kind: 'APIResourceList', ...(root === 'apis' && { apiVersion: 'v1' }), groupVersion, resources: list })
}

/** A group the recorded server has, none of whose kinds this one serves. */
const knownButEmpty = (resources: Resources, groupVersion: string) =>
  resources.groups().some(({ versions }) => versions.some((version) => version.groupVersion === groupVersion))
    ? []
    : undefined
