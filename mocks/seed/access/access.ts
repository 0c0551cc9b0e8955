import { aggregatedRules, type ClusterRole } from '../../kinds/clusterRole.ts'
import type { State } from '../../server/cluster.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'
import { at, withObjects, type Objects } from '../base.ts'
import { defaultAccounts, serviceAccount } from './accounts.ts'
import { binding, defaultBindings, deployerRole, roleWith, type SubjectText } from './bindings.ts'
import { identities } from './identities.ts'
import { globalPullSecret, projectPullSecrets } from './pullSecrets.ts'

const IMAGES = 'image.openshift.io'
const TEAM = 'acme.example/aggregate-to-image-developer'
const everybody = 'group system:authenticated'
const anybody = 'group system:unauthenticated'

/** Who has which role where, beyond what OpenShift and the rest of the seed give: project, binding, role, subjects. */
const granted: [string, string, string, SubjectText[]][] = [
  ['payments', 'admin', 'admin', ['user alice']],
  ['payments', 'edit-0', 'edit', ['group payments-team']],
  ['payments', 'view', 'view', ['user carol', 'group auditors']],
  ['payments', 'system:image-pusher', 'system:image-pusher', ['serviceaccount ci/pipeline']],
  ['storefront', 'admin', 'admin', ['user bob']],
  // Pods of another project may pull.
  ['storefront', 'mobile-pulls', 'system:image-puller', ['group system:serviceaccounts:mobile']],
  ['storefront', 'web-pusher', 'Role/web-pusher', ['user erin', 'serviceaccount storefront/deploy-bot']],
  ['analytics', 'registry-admin', 'registry-admin', ['user dana']],
  ['analytics', 'registry-viewer', 'registry-viewer', ['group auditors']],
  ['analytics', 'image-lister', 'image-lister', ['user carol']],
  ['analytics', 'notebook-reader', 'Role/notebook-reader', ['user erin']],
  ['analytics', 'system:image-pusher-0', 'system:image-pusher', ['serviceaccount analytics/retired-etl']],
  ['mobile', 'image-developers', 'acme-image-developer', ['group mobile-team']],
  ['data-science', 'registry-editor', 'registry-editor', ['user dana', 'user erin']],
  ['ci', 'admin', 'admin', ['group platform-team']],
  ['ci', 'edit', 'edit', ['serviceaccount ci/pipeline']],
  ['platform-tools', 'public-images', 'system:image-puller', [everybody, anybody]],
  ['platform-tools', 'admin', 'admin', ['group platform-team']],
  ['legacy', 'nobody', 'system:image-puller', []],
  ['qa', 'system:image-puller', 'system:image-puller', [everybody]],
  ['qa', 'view', 'view', ['user carol']],
]

const clusterGrants: [string, string, SubjectText[]][] = [
  ['acme-image-readers', 'system:image-puller', ['group platform-team']],
  ['acme-image-scanner', 'registry-viewer', ['serviceaccount ci/scanner']],
]

function roles(created: string): { roles: K8sObject[]; clusterRoles: K8sObject[] } {
  const part = (name: string, rules: Parameters<typeof roleWith>[2]) =>
    roleWith('', name, rules, created, { labels: { [TEAM]: 'true' } })
  const parts = [
    part('acme-image-pull', [{ verbs: ['get'], apiGroups: [IMAGES], resources: ['imagestreams/layers'] }]),
    part('acme-image-tag', [
      { verbs: ['create', 'get', 'list', 'update'], apiGroups: [IMAGES], resources: ['imagestreamtags'] },
      { verbs: ['get', 'list', 'watch'], apiGroups: [IMAGES], resources: ['imagestreams'] },
    ]),
  ]
  const whole: ClusterRole = roleWith('', 'acme-image-developer', [], created, {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [TEAM]: 'true' } }] },
    annotations: { 'openshift.io/description': 'Developers of Acme: pull and tag images.' },
  })
  const pushWeb = [
    { verbs: ['get', 'update'], apiGroups: [IMAGES], resources: ['imagestreams/layers'], resourceNames: ['web'] },
  ]
  return {
    roles: [roleWith('storefront', 'web-pusher', pushWeb, created)],
    clusterRoles: [...parts, { ...whole, rules: aggregatedRules(whole, parts) } as K8sObject, deployerRole(created)],
  }
}

/** Service accounts of every project, and those of pipelines, with their secrets. */
function accounts(projects: readonly string[], created: string): Objects {
  const made = [
    ...projects.flatMap((namespace) =>
      defaultAccounts.map((name) =>
        serviceAccount({
          namespace,
          name,
          created,
          // One project was made after an upgrade to tokens that are not kept in secrets.
          ...(namespace === 'sandbox' && { tokens: 'bound' as const }),
          ...(namespace === 'payments' && name === 'default' && { pullSecrets: ['quay-acme'] }),
          ...(namespace === 'storefront' && name === 'default' && { pullSecrets: ['red-hat', 'gone-pull-secret'] }),
          ...(namespace === 'storefront' && name === 'builder' && { mountable: ['acme-registry'] }),
        }),
      ),
    ),
    serviceAccount({ namespace: 'ci', name: 'pipeline', created }),
    serviceAccount({ namespace: 'ci', name: 'scanner', created }),
    serviceAccount({ namespace: 'storefront', name: 'deploy-bot', created }),
  ]
  return {
    serviceAccounts: made.map(({ account }) => account),
    secrets: made.flatMap(({ secrets }) => secrets),
  }
}

/** A state whose projects have everything that decides who may pull and push, and with which credentials. */
export function withAccess(before: State, projects: readonly string[], created: string): State {
  const people = identities(created)
  const state = withObjects(before, {
    ...roles(created),
    ...accounts(projects, created),
    roleBindings: [
      ...projects.flatMap((name) => defaultBindings(name, created)),
      ...granted.map(([namespace, name, of, subjects]) => binding({ namespace, name, role: of, subjects, created })),
    ],
    clusterRoleBindings: clusterGrants.map(([name, of, subjects]) => binding({ name, role: of, subjects, created })),
    ...people,
  })
  return withGlobalPullSecret(withSecrets(state, projectPullSecrets(created)), globalPullSecret(created))
}

/** A state whose nodes and registry pull with these credentials. */
export function withGlobalPullSecret(before: State, secret: K8sObject & { data?: Record<string, string> }): State {
  const items = (before[at.secrets]?.items ?? []).map((known) => {
    const name = `${known.metadata.namespace ?? ''}/${known.metadata.name}`
    if (name === 'openshift-config/pull-secret') return secret
    // The operator copies it for the registry.
    return name === 'openshift-image-registry/installation-pull-secrets' ? { ...known, data: secret.data } : known
  })
  return { ...before, [at.secrets]: { items } }
}

/** A state with these secrets in place of those of the same name. */
export function withSecrets(before: State, secrets: readonly K8sObject[]): State {
  const key = ({ metadata }: K8sObject) => `${metadata.namespace ?? ''}/${metadata.name}`
  const made = new Set(secrets.map(key))
  const others = (before[at.secrets]?.items ?? []).filter((secret) => !made.has(key(secret)))
  return { ...before, [at.secrets]: { items: [...others, ...secrets] } }
}
