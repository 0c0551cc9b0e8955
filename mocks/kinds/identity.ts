import { badRequest, notFound } from '../server/status.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { Call, KindRules } from './kind.ts'

const USERS = 'user.openshift.io/users'
const PROJECT = 'project.openshift.io'
const DISPLAY_NAME = 'openshift.io/display-name'

/** A namespace as the project API shows it. */
function project(namespace: K8sObject): K8sObject {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = namespace
  return rest
}

const maySee = (call: Call, name: string) =>
  call.allow({ verb: 'get', group: '', resource: 'namespaces', namespace: name, name }).allowed

function namespaceOf({ store, name = '' }: Call): K8sObject {
  const namespace = store.get('/namespaces', undefined, name)
  if (!namespace) throw notFound(PROJECT, 'projects', name)
  return project(namespace)
}

const phase = (object: K8sObject) => {
  const { status } = object as K8sObject & { status?: { phase?: string } }
  return status?.phase ?? ''
}

/** Users and projects. */
export const identityKinds: KindRules<K8sObject>[] = [
  {
    group: 'user.openshift.io',
    plural: 'users',
    virtual: {
      /** `~` is who asks, whether or not the cluster keeps an object of them. */
      get({ user, name = '', store }) {
        const kept = store.get(USERS, undefined, name === '~' ? user.name : name)
        if (name !== '~') {
          if (kept) return kept
          throw notFound('user.openshift.io', 'users', name)
        }
        const metadata = { name: user.name, creationTimestamp: null }
        const found = { ...(kept ?? { metadata }), groups: user.groups.toSorted() }
        return found
      },
      list: ({ store }) => {
        const items = [...store.list(USERS)]
        return { items, resourceVersion: items.length ? String(store.revision(USERS)) : '' }
      },
    },
  },
  {
    group: PROJECT,
    plural: 'projects',
    columns: [
      nameColumn,
      { name: 'Display Name', cell: ({ metadata }) => metadata.annotations?.[DISPLAY_NAME] ?? '' },
      { name: 'Status', cell: phase },
    ],
    virtual: {
      get: namespaceOf,
      /** Not what the namespace list allows, but every project one may get. */
      list: (call) => ({
        items: call.store
          .list('/namespaces')
          .filter(({ metadata }) => maySee(call, metadata.name))
          .map(project),
        resourceVersion: '',
      }),
      delete(call) {
        const { metadata } = namespaceOf(call)
        call.store.remove('/namespaces', undefined, metadata.name)
        call.store.removeNamespace(metadata.name)
        return undefined
      },
    },
  },
  {
    group: PROJECT,
    plural: 'projectrequests',
    virtual: {
      create({ store, now, user }, { metadata: { name } }) {
        if (!name) throw badRequest('name is required')
        const created = { creationTimestamp: `${now().toISOString().slice(0, 19)}Z`, uid: crypto.randomUUID() }
        const namespace = {
          metadata: {
            name,
            ...created,
            labels: { 'kubernetes.io/metadata.name': name },
            annotations: { 'openshift.io/requester': user.name },
          },
          spec: { finalizers: ['kubernetes'] },
          status: { phase: 'Active' },
        }
        const made = store.put('/namespaces', namespace)
        const binding = {
          metadata: { name: 'admin', namespace: name, ...created },
          subjects: [{ kind: 'User', name: user.name }],
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
        }
        store.put('rbac.authorization.k8s.io/rolebindings', binding)
        return project(made)
      },
    },
  },
  {
    group: '',
    plural: 'namespaces',
    columns: [nameColumn, { name: 'Status', cell: phase }, ageColumn],
    deleteReturnsObject: true,
  },
]
