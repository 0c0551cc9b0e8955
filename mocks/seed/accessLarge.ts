import type { State } from '../server/cluster.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { serviceAccount } from './access/accounts.ts'
import { binding, defaultBindings, roleWith, type SubjectText } from './access/bindings.ts'
import { globalPullSecret, pullSecret } from './access/pullSecrets.ts'
import { withGlobalPullSecret, withSecrets } from './access/access.ts'
import { base, withObjects } from './base.ts'
import { imageStream, namespace, type TagSpec } from './builders.ts'
import { imageConfigs } from './clusterConfigs.ts'
import { digestOf } from './digests.ts'
import { sampleStreams } from './samples.ts'

const projects = 400
const bindingsPerProject = 25
const accountsPerProject = [8, 7]
const streamsPerProject = 12
const day = 1440

const shared = [
  'edit',
  'view',
  'system:image-puller',
  'system:image-pusher',
  'registry-viewer',
  'registry-editor',
  'admin',
] as const
const accounts = ['default', 'builder', 'deployer', 'pipeline', 'tests', 'release', 'scanner', 'canary']
/** So many of the accounts of a project have a secret of their own; the others came with bound tokens. */
const withSecret = 4
const hosts = Array.from({ length: 120 }, (_, index) =>
  index < 4
    ? (['quay.io', 'registry.redhat.io', 'docker.io', 'ghcr.io'][index] ?? '')
    : `registry-${index}.acme.example${index % 7 ? '' : ':5000'}`,
)
const nameOf = (index: number) => `team-${String(index).padStart(3, '0')}`

/** One of 50 roles of the company: some for all streams, some for one, some for something else. */
function customRole(index: number, created: string): K8sObject {
  const resources = index % 5 === 4 ? ['configmaps'] : ['imagestreams/layers']
  const verbs = index % 2 ? ['get'] : ['get', 'update']
  const only = index % 5 === 3 ? { resourceNames: [`app-${index % 10}`, 'base'] } : {}
  const rules = [{ verbs, apiGroups: [index % 5 === 4 ? '' : 'image.openshift.io'], resources, ...only }]
  return roleWith('', `acme-role-${String(index).padStart(2, '0')}`, rules, created)
}

/** A group, a person or an account, each again and again over the projects. */
function subjectOf(number: number): SubjectText {
  if (number % 11 === 0) return `group group-${number % 200}`
  if (number % 13 === 0) return `serviceaccount ${nameOf((number * 7) % projects)}/pipeline`
  if (number % 101 === 0) return `group system:serviceaccounts:${nameOf((number * 3) % projects)}`
  return `user user-${number % 3000}`
}

function bindingsOf(project: number, created: string): K8sObject[] {
  const home = nameOf(project)
  const more = Array.from({ length: bindingsPerProject - 3 }, (_, index) => {
    const number = project * 37 + index * 101
    const custom = index % 6 === 5
    const of = custom
      ? `acme-role-${String(number % 50).padStart(2, '0')}`
      : (shared[number % shared.length] ?? shared[0])
    const subjects = [subjectOf(number), ...(index % 4 === 0 ? [subjectOf(number + 1)] : [])]
    return binding({ namespace: home, name: `${of}-${index}`, role: of, subjects, created })
  })
  return [...defaultBindings(home, created), ...more]
}

/** A stream whose tags are imported, one of them in vain. */
function importedStream(project: number, index: number, ago: (minutes: number) => string): K8sObject {
  const number = project * streamsPerProject + index
  const host = hosts[(number * 17) % hosts.length] ?? 'quay.io'
  const name = `app-${index}`
  const repository = `${host}/acme/${name}`
  const tags: Record<string, TagSpec> = {}
  for (const tag of ['1.0', 'latest']) {
    const image = digestOf(`${repository} ${tag}`)
    const at = ago(20 + (number % 5000))
    tags[tag] = {
      from: { kind: 'DockerImage', name: `${repository}:${tag}` },
      generation: 2,
      scheduled: number % 3 === 0,
      insecure: number % 29 === 0,
      annotations: { tags: number % 4 ? 'acme' : 'builder,acme', version: tag, iconClass: 'icon-nodejs' },
      revisions: [{ image, dockerImageReference: `${repository}@${image}`, created: at, generation: 2 }],
      ...(number % 23 === 0 &&
        tag === 'latest' && {
          failure: {
            reason: 'Unauthorized',
            message: `you may not have access to the container image "${repository}:${tag}"`,
            at,
            generation: 2,
          },
        }),
    }
  }
  return imageStream({ namespace: nameOf(project), name, created: ago(day * 100), tags })
}

/** 10,000 role bindings over 400 projects, 50 roles, 3,000 service accounts, 2,000 secrets, 4,800 imported streams. */
export function accessLarge(now: Date = new Date()): State {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const created = ago(day * 400)
  const all = Array.from({ length: projects }, (_, project) => project)
  const made = all.map((project) => {
    const home = nameOf(project)
    const names = accounts.slice(0, accountsPerProject[project % accountsPerProject.length])
    return names.map((name) => serviceAccount({ namespace: home, name, created, tokens: 'bound' }))
  })
  const samples = sampleStreams(ago)
  const state = withObjects(base(), {
    namespaces: all.map((project) => namespace(nameOf(project), created)),
    clusterRoles: Array.from({ length: 50 }, (_, index) => customRole(index, created)),
    roleBindings: all.flatMap((project) => bindingsOf(project, created)),
    clusterRoleBindings: Array.from({ length: 60 }, (_, index) =>
      binding({
        name: `acme-${index}`,
        role: index % 3 ? 'cluster-reader' : 'system:image-puller',
        subjects: [subjectOf(index * 31)],
        created,
      }),
    ),
    serviceAccounts: made.flatMap((some) => some.map(({ account }) => account)),
    imageStreams: [
      ...samples.streams,
      ...all.flatMap((project) =>
        Array.from({ length: streamsPerProject }, (_, index) => importedStream(project, index, ago)),
      ),
    ],
    images: samples.images,
  })
  const secrets = [
    ...made.flatMap((some) => some.slice(0, withSecret).flatMap(({ secrets: generated }) => generated)),
    ...all.map((project) =>
      pullSecret(
        { namespace: nameOf(project), name: 'pull', created },
        { [hosts[(project * 5) % hosts.length] ?? '']: `acme+${project}`, 'quay.io/acme': 'acme+all' },
      ),
    ),
  ]
  const { '/apis/config.openshift.io/v1/images': _recorded, ...rest } = withGlobalPullSecret(
    withSecrets(state, secrets),
    globalPullSecret(created),
  )
  return withObjects(rest, { imageConfigs: imageConfigs() })
}
