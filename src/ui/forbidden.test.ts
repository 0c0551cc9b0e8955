import { describe, expect, it } from 'vitest'
import { grantCommand, grantingRole, missingRight } from './forbidden.ts'

const image = 'image.openshift.io'

describe('missingRight', () => {
  it('reads the message of the API server', () => {
    const message =
      'imagestreams.image.openshift.io is forbidden: User "dev" cannot list resource "imagestreams" in API group "image.openshift.io" at the cluster scope'
    expect(missingRight({ message, url: '', method: 'GET', status: undefined })).toEqual({
      verb: 'list',
      resource: 'imagestreams',
      group: image,
      user: 'dev',
    })
  })

  it('reads the project and the name', () => {
    const message =
      'imagestreams.image.openshift.io "secret" is forbidden: User "dev" cannot get resource "imagestreams" in API group "image.openshift.io" in the namespace "analytics"'
    const status = { kind: 'Status' as const, details: { name: 'secret' } }
    expect(missingRight({ message, url: '', method: 'GET', status })).toMatchObject({
      verb: 'get',
      namespace: 'analytics',
      name: 'secret',
    })
  })

  const api = 'http://localhost:5173/console'
  it.each([
    ['GET', `${api}/apis/image.openshift.io/v1/images`, { verb: 'list', resource: 'images', group: image }],
    ['GET', `${api}/apis/image.openshift.io/v1/images?watch=true`, { verb: 'watch' }],
    ['GET', `${api}/apis/image.openshift.io/v1/images/sha256%3Aab`, { verb: 'get', name: 'sha256:ab' }],
    ['POST', `${api}/apis/image.openshift.io/v1/namespaces/a/imagestreams`, { verb: 'create', namespace: 'a' }],
    ['PATCH', `${api}/api/v1/namespaces/a/pods/web-1`, { verb: 'patch', resource: 'pods', group: '', namespace: 'a' }],
    ['GET', `${api}/api/v1/namespaces/a/pods/web-1/log?follow=true`, { verb: 'get', resource: 'pods/log' }],
    ['GET', `${api}/api/v1/namespaces/a`, { verb: 'get', resource: 'namespaces', name: 'a' }],
    ['DELETE', `${api}/apis/apps/v1/namespaces/a/deployments`, { verb: 'deletecollection' }],
  ])('reads %s %s when the message says nothing', (method, url, expected) => {
    expect(missingRight({ message: 'Forbidden', url, method, status: undefined })).toMatchObject(expected)
  })

  it('knows nothing about other addresses', () => {
    expect(missingRight({ message: 'no', url: 'http://x/version', method: 'GET', status: undefined })).toBeUndefined()
  })
})

describe('grantingRole', () => {
  it.each([
    ['list', 'imagestreams', image, 'a', ['registry-viewer', 'view']],
    ['list', 'imagestreams', image, undefined, ['cluster-reader']],
    ['patch', 'imagestreams', image, 'a', ['registry-editor', 'edit']],
    ['delete', 'imagestreamtags', image, 'a', ['registry-editor', 'edit']],
    ['create', 'imagestreamimports', image, 'a', ['registry-editor', 'edit']],
    ['get', 'imagestreams/layers', image, 'a', ['system:image-puller']],
    ['update', 'imagestreams/layers', image, 'a', ['system:image-pusher']],
    ['get', 'imagestreams/secrets', image, 'a', ['registry-editor', 'edit']],
    ['list', 'images', image, undefined, ['cluster-reader']],
    ['delete', 'images', image, undefined, ['system:image-pruner']],
    ['list', 'pods', '', 'a', ['view']],
    ['delete', 'pods', '', 'a', ['edit']],
    ['create', 'rolebindings', 'rbac.authorization.k8s.io', 'a', ['registry-admin', 'admin']],
    ['patch', 'configs', 'imageregistry.operator.openshift.io', undefined, ['cluster-admin']],
    ['get', 'configs', 'imageregistry.operator.openshift.io', undefined, ['cluster-admin']],
    ['list', 'imagepruners', 'imageregistry.operator.openshift.io', undefined, ['cluster-admin']],
    ['get', 'clusteroperators', 'config.openshift.io', undefined, ['cluster-reader']],
    ['list', 'secrets', '', undefined, ['cluster-admin']],
  ])('of %s %s in group "%s", project %s', (verb, resource, group, namespace, roles) => {
    expect(grantingRole({ verb, resource, group, ...(namespace && { namespace }) }).roles).toEqual(roles)
  })
})

describe('grantCommand', () => {
  it.each([
    [{ namespace: 'demo', user: 'dev' }, 'oc adm policy add-role-to-user registry-viewer dev -n demo'],
    [{}, 'oc adm policy add-cluster-role-to-user cluster-reader USER'],
    [{ user: 'system:anonymous' }, 'oc adm policy add-cluster-role-to-user cluster-reader USER'],
    [
      { namespace: 'demo', user: "o'hara $(x)" },
      "oc adm policy add-role-to-user registry-viewer 'o'\\''hara $(x)' -n demo",
    ],
  ])('for %o', (where, command) => {
    const right = { verb: 'list', resource: 'imagestreams', group: image, ...where }
    expect(grantCommand(right, grantingRole(right))).toBe(command)
  })
})
