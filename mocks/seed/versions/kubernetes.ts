// Clusters that are not OpenShift. Where the differences come from:
// - Kubernetes serves no group below openshift.io, and its roles name none.
// - openshift/microshift docs/contributor and assets/: routes and security context constraints alone are served; there is neither an
//   image API nor a registry.
import type { K8sObject } from '../../../src/k8s/types.ts'
import type { State } from '../../server/cluster.ts'
import { at } from '../base.ts'
import { internalRegistry } from '../builders.ts'
import { healthy } from '../healthy.ts'
import { changed, withApis, withKubelets, without, withoutDefinitions, withoutNamespaces } from './stateChanges.ts'

const OURS = /(^|\.)openshift\.io$/
const isOpenShifts = (name: string) => /^openshift(-|$)/.test(name)

/** Since Kubernetes 1.28 whoever is signed in may ask who they are. */
const asksWhoTheyAre = { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] }

interface Rule {
  apiGroups?: string[]
}

/** Roles that OpenShift adds. */
const isOpenShiftsRole = (name: string) =>
  /^(registry-|system:(openshift|image|build-strategy|deployer|registry|router|sdn|scope|oauth|master|webhook)|cluster-(reader|status|debugger|image)|basic-user|self-|sudoer|storage-admin|acme-image)/.test(
    name,
  )

function ofKubernetes(now: Date, kept: readonly string[]): State {
  const isGone = (group: string) => OURS.test(group) && !kept.includes(group)
  const before = withApis(withKubelets(healthy(now), 'v1.34.2'), {
    drop: (name) => isGone(name.slice(name.indexOf('.') + 1)) || /^(v1beta\d\.flowcontrol|v2beta2\.)/.test(name),
    add: ['v1.flowcontrol.apiserver.k8s.io'],
  })
  const defined = withoutDefinitions(before, (name) => isGone(name.slice(name.indexOf('.') + 1)))
  const groups: State = Object.fromEntries(
    Object.entries(defined).filter(([path]) => !isGone(path.split('/')[2] ?? '')),
  )
  const own = withoutNamespaces(groups, isOpenShifts)
  const roles = without(own, at.clusterRoles, ({ metadata }) => isOpenShiftsRole(metadata.name))
  const ruled = changed(roles, at.clusterRoles, ({ rules, ...role }) => ({
    ...role,
    rules: [
      ...((rules ?? []) as Rule[]).filter(({ apiGroups = [] }) => !apiGroups.some((group) => isGone(group))),
      ...(role.metadata.name === 'system:basic-user' ? [asksWhoTheyAre] : []),
    ],
  }))
  const names = new Set((ruled[at.clusterRoles]?.items ?? []).map(({ metadata }) => metadata.name))
  const isDangling = (object: K8sObject) => {
    const { roleRef } = object as K8sObject & { roleRef?: { kind: string; name: string } }
    return roleRef?.kind === 'ClusterRole' && !names.has(roleRef.name)
  }
  const bindings = [at.roleBindings, at.clusterRoleBindings].reduce(
    (state, path) => without(state, path, isDangling),
    ruled,
  )
  const isGenerated = ({ metadata: { annotations } }: K8sObject) =>
    annotations?.['kubernetes.io/service-account.uid'] !== undefined
  const secrets = without(bindings, at.secrets, isGenerated)
  const accounts = changed(
    without(secrets, at.serviceAccounts, ({ metadata: { name } }) => /^(builder|deployer|pipeline)$/.test(name)),
    at.serviceAccounts,
    ({ secrets: _secrets, imagePullSecrets, ...account }) => ({
      ...account,
      imagePullSecrets: ((imagePullSecrets ?? []) as { name: string }[]).filter(
        ({ name }) => !/-dockercfg-/.test(name),
      ),
    }),
  )
  const named = changed(accounts, at.namespaces, (object) => ({
    ...object,
    metadata: { ...object.metadata, annotations: {} },
  }))
  // What runs there comes from a registry of somebody else's.
  return JSON.parse(JSON.stringify(named).replaceAll(internalRegistry, 'registry.example.com'))
}

/** Plain Kubernetes, by the way of `kubectl proxy`. */
export function kubernetes(now: Date = new Date()): State {
  return ofKubernetes(now, [])
}

/** MicroShift: a Kubernetes with routes and security context constraints. */
export function microshift(now: Date = new Date()): State {
  return ofKubernetes(now, ['route.openshift.io', 'security.openshift.io', 'security.internal.openshift.io'])
}
