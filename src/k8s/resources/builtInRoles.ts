import type { PolicyRule } from './role.ts'

const image = ['', 'image.openshift.io']
const get: PolicyRule = { verbs: ['get'], apiGroups: image, resources: ['imagestreams/layers'] }
const push: PolicyRule = { verbs: ['get', 'update'], apiGroups: image, resources: ['imagestreams/layers'] }
const reads = ['get', 'list', 'watch']
const writes = ['create', 'delete', 'deletecollection', ...reads, 'patch', 'update']
const streams = ['imagestreamimages', 'imagestreammappings', 'imagestreams', 'imagestreamtags', 'imagetags']
const see: PolicyRule = { verbs: reads, apiGroups: image, resources: streams }
const change: PolicyRule = { verbs: writes, apiGroups: image, resources: [...streams, 'imagestreams/secrets'] }
const grant: PolicyRule = {
  verbs: writes,
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['rolebindings', 'roles'],
}
const images = (verbs: string[]): PolicyRule => ({ verbs, apiGroups: image, resources: ['images'] })

const viewer = [see, get]
const editor = [change, push]
const admin = [...editor, grant]

/**
 * What roles of OpenShift's own ship with for the registry (openshift-apiserver pkg/bootstrappolicy/policy.go): a last resort
 * for who may not read roles. Administrators may have changed them.
 */
export const builtInRules: Readonly<Record<string, readonly PolicyRule[]>> = {
  'cluster-admin': [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  'cluster-reader': [see, get, images(reads)],
  admin,
  edit: editor,
  view: viewer,
  'registry-admin': admin,
  'registry-editor': editor,
  'registry-viewer': viewer,
  'system:image-puller': [get],
  'system:image-pusher': [push],
  'system:image-builder': [push, { verbs: ['create'], apiGroups: image, resources: ['imagestreams'] }],
  'system:image-pruner': [images(['delete', ...reads])],
  'system:image-auditor': [images([...reads, 'patch', 'update'])],
  'system:image-signer': [get, images(['get'])],
  'system:registry': [
    get,
    images(['get', 'update', 'create']),
    { verbs: ['delete'], apiGroups: image, resources: ['imagestreamtags'] },
  ],
}

/** What a cluster role of OpenShift's own ships with; undefined for others, whatever they are called. */
export function shippedRules(name: string): readonly PolicyRule[] | undefined {
  return Object.hasOwn(builtInRules, name) ? builtInRules[name] : undefined
}
