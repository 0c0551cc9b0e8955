import { isSame } from '../../../lib/differences.ts'
import type { ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { nodeChangeOf, nodeChangeWords, type RefusedNeed } from '../../../k8s/resources/imageConfigEffects.ts'
import { importVerdict } from '../../../k8s/resources/imagePolicy.ts'
import { t } from '../../../lib/t.ts'

/** What is known of the nodes that a change goes to. */
export interface NodeFacts {
  /** Names of pools whose nodes take no change for now. */
  paused: readonly string[]
  /** Names of pools that something is wrong with already. */
  degraded: readonly string[]
  /** The cluster has no machine config pools. */
  noPools: boolean
}

/** What a change brings with it, in sentences. What it refuses is said apart. */
export function consequencesOf(before: ImageConfigSpec, after: ImageConfigSpec, nodes: NodeFacts): string[] {
  const change = nodeChangeWords(nodeChangeOf(before.registrySources, after.registrySources))
  const differs = (key: keyof ImageConfigSpec) => !isSame(before[key] ?? null, after[key] ?? null)
  return [
    ...(change === undefined ? [] : nodeWords(change, nodes)),
    ...insecureWords(before, after),
    ...importWords(before, after),
    ...(differs('additionalTrustedCA') ? [trustWords(after)] : []),
    ...(differs('externalRegistryHostnames') ? hostWords(after) : []),
    ...(differs('imageStreamImportMode')
      ? [
          t(
            'The import mode counts for tags that are made from now on and say nothing else. Those that exist keep theirs.',
          ),
        ]
      : []),
  ]
}

function nodeWords(change: string, { paused, degraded, noPools }: NodeFacts): string[] {
  if (noPools)
    return [t('Nodes: this cluster has no machine config pools, so whoever runs its nodes brings them the change.')]
  return [
    change,
    ...paused.map((name) =>
      t('The pool {{name}} is paused: its nodes get the change when somebody resumes it.', { name }),
    ),
    ...degraded.map((name) =>
      t('The pool {{name}} is degraded already: mend it first, or its nodes may not take the change.', { name }),
    ),
  ]
}

function insecureWords(before: ImageConfigSpec, after: ImageConfigSpec): string[] {
  const had = new Set(before.registrySources?.insecureRegistries)
  const added = (after.registrySources?.insecureRegistries ?? []).filter((entry) => !had.has(entry))
  if (added.length === 0) return []
  return [
    t(
      '{{names}}: certificates are not checked, and plain HTTP is taken. Whoever is in between can give other images.',
      {
        names: listed(added),
      },
    ),
  ]
}

function importWords(before: ImageConfigSpec, after: ImageConfigSpec): string[] {
  const [was, is] = [before.allowedRegistriesForImport ?? [], after.allowedRegistriesForImport ?? []]
  if (isSame(was, is)) return []
  const may = (spec: ImageConfigSpec) => importVerdict(spec.allowedRegistriesForImport, 'registry.redhat.io').allowed
  return [
    t('The OpenShift API server restarts with the list of imports, one replica after the other. This takes minutes.'),
    ...(may(before) && !may(after)
      ? [t('registry.redhat.io is not in the list: the samples operator imports its image streams from there.')]
      : []),
  ]
}

function trustWords({ additionalTrustedCA }: ImageConfigSpec): string {
  return additionalTrustedCA?.name
    ? t(
        'Nodes, builds, imports and the registry trust the certificates in {{name}} after a few minutes. No node restarts.',
        {
          name: additionalTrustedCA.name,
        },
      )
    : t(
        'No additional certificates are trusted any more: pulls and imports from registries with certificates of their own fail.',
      )
}

function hostWords({ externalRegistryHostnames }: ImageConfigSpec): string[] {
  const [first] = externalRegistryHostnames ?? []
  return [
    first === undefined
      ? t('Image streams are published under the host of the default route, if there is one.')
      : t(
          'Image streams are published under {{host}} (publicDockerImageRepository). This makes no route: the name has to lead to the registry.',
          { host: first },
        ),
    t('The OpenShift API server restarts with the host names.'),
  ]
}

/** What of the cluster's own is refused, and what comes of it. */
export function needWords({ why, name, by, entry }: RefusedNeed): string {
  if (why === 'release' && by === 'blockedRegistries')
    return t(
      '{{entry}} blocks OpenShift’s own images ({{name}}): nodes leave the entry out, unless a mirror set brings them from elsewhere.',
      { entry, name },
    )
  switch (why) {
    case 'registry':
      return t(
        'The cluster’s own registry ({{name}}) is refused: no pod can pull what was built or pushed here, and builds fail.',
        { name },
      )
    case 'release':
      return t(
        'OpenShift’s own images ({{name}}) are refused: pods of the cluster itself do not start on nodes that do not have them, and updates fail. It counts by this name even where mirrors are used.',
        { name },
      )
    case 'redhat':
      return t('{{name}} is refused: operators and the images of samples come from there.', { name })
  }
}

const mostListed = 5

/** A few names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, mostListed).join(', ')
  const more = names.length - mostListed
  return more > 0 ? t('{{names}} and {{count}} more', { names: first, count: more }) : first
}
