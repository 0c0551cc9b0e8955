import type { ReviewTarget } from '../../k8s/accessReviews.ts'
import { rightTargets } from '../../k8s/resources/registryRights.ts'
import type { RuleTarget } from '../../k8s/resources/role.ts'
import { t } from '../../lib/t.ts'
import type { Option } from '../table.ts'

/** What people want to do with the registry. */
export type AccessVerb =
  | 'pull'
  | 'push'
  | 'create'
  | 'list'
  | 'import'
  | 'deleteTag'
  | 'administer'
  | 'deleteImage'
  | 'prune'
  | 'catalog'
  | 'metrics'

interface VerbMeaning {
  /** What the registry or the API server asks for, the telling one first. All must be allowed. */
  targets: readonly [RuleTarget, ...RuleTarget[]]
  /** `stream`: in a project, of all its image streams or of one. `cluster`: of no project. */
  scope: 'stream' | 'project' | 'cluster'
  /** The smallest of OpenShift's own roles that allows it. */
  role: string
}

const image = 'image.openshift.io'
const meanings: Record<AccessVerb, VerbMeaning> = {
  pull: { targets: rightTargets.pull, scope: 'stream', role: 'system:image-puller' },
  push: { targets: rightTargets.push, scope: 'stream', role: 'system:image-pusher' },
  create: { targets: rightTargets.create, scope: 'project', role: 'system:image-builder' },
  list: {
    targets: [{ verb: 'list', group: image, resource: 'imagestreamtags' }],
    scope: 'project',
    role: 'registry-viewer',
  },
  import: {
    targets: [{ verb: 'create', group: image, resource: 'imagestreamimports' }],
    scope: 'project',
    role: 'registry-editor',
  },
  deleteTag: { targets: rightTargets.delete, scope: 'project', role: 'registry-editor' },
  administer: { targets: rightTargets.administer, scope: 'project', role: 'registry-admin' },
  deleteImage: {
    targets: [{ verb: 'delete', group: image, resource: 'images' }],
    scope: 'cluster',
    role: 'system:image-pruner',
  },
  prune: {
    targets: [
      ...rightTargets.prune,
      { verb: 'update', group: image, resource: 'imagestreams', subresource: 'status' },
      { verb: 'list', group: '', resource: 'pods' },
    ],
    scope: 'cluster',
    role: 'system:image-pruner',
  },
  catalog: {
    targets: [{ verb: 'list', group: image, resource: 'imagestreams' }],
    scope: 'cluster',
    role: 'registry-viewer',
  },
  metrics: {
    targets: [{ verb: 'get', group: image, resource: 'registry', subresource: 'metrics' }],
    scope: 'cluster',
    role: 'registry-monitoring',
  },
}

/** Whether a text is one of the verbs. */
export function isAccessVerb(text: string | null): text is AccessVerb {
  return text !== null && Object.hasOwn(meanings, text)
}

/** Where something is to be done: in one project or all, to one image stream or all. */
export interface AccessPlace {
  /** Empty for all projects. */
  project: string
  /** Empty for all image streams. */
  stream: string
}

/** How far a verb can be narrowed. */
export function scopeOf(verb: AccessVerb): VerbMeaning['scope'] {
  return meanings[verb].scope
}

/** The smallest role that allows a verb, and the project to grant it in; undefined for the whole cluster. */
export function roleFor(verb: AccessVerb, { project }: AccessPlace): { role: string; namespace: string | undefined } {
  const { role, scope } = meanings[verb]
  return { role, namespace: scope === 'cluster' || project === '' ? undefined : project }
}

/** What is asked for a verb at a place, the telling one first. */
export function targetsOf(verb: AccessVerb, { project, stream }: AccessPlace): [ReviewTarget, ...ReviewTarget[]] {
  const { targets, scope } = meanings[verb]
  const place = (target: RuleTarget): ReviewTarget => ({
    ...target,
    ...(scope !== 'cluster' && project !== '' && { namespace: project }),
    // What is to be made has no name yet.
    ...(scope === 'stream' && stream !== '' && target.verb !== 'create' && { name: stream }),
  })
  const [first, ...others] = targets
  return [place(first), ...others.map(place)]
}

/** The verbs to choose from. */
export function verbOptions(): Option[] {
  const labels: Record<AccessVerb, string> = {
    pull: t('Pull'),
    push: t('Push'),
    create: t('Push to a new image stream'),
    list: t('List tags'),
    import: t('Import'),
    deleteTag: t('Delete tags'),
    administer: t('Grant roles'),
    deleteImage: t('Delete images'),
    prune: t('Prune'),
    catalog: t('List all repositories'),
    metrics: t('Read metrics'),
  }
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

/** What a verb means beyond its name: which client does it. */
export function verbHelp(verb: AccessVerb): string {
  switch (verb) {
    case 'pull':
      return t('By any client, and by nodes for pods.')
    case 'push':
      return t('To existing image streams. Needs Pull, too.')
    case 'create':
      return t('The first push creates the image stream.')
    case 'list':
      return t('As oc and this console do. Other clients only need Pull.')
    case 'import':
      return t('From other registries, for the first time or again.')
    case 'deleteTag':
      return t('The images stay until they are pruned.')
    case 'administer':
      return t('Only roles that they have themselves, or may bind.')
    case 'deleteImage':
      return t('Manifests and blobs, by the registry’s own API.')
    case 'prune':
      return t('As oc adm prune images does.')
    case 'catalog':
      return t('The registry’s catalog, as mirroring tools read it.')
    case 'metrics':
      return t('What Prometheus reads from the registry.')
  }
}

/** What is to be done, to follow "may" or "may not": "push to payments/api". */
export function verbPhrase(verb: AccessVerb, { project, stream }: AccessPlace): string {
  const name = project === '' ? '' : stream === '' ? project : `${project}/${stream}`
  switch (verb) {
    case 'pull':
      return name === ''
        ? t('pull from all projects')
        : stream
          ? t('pull {{name}}', { name })
          : t('pull from {{name}}', { name })
    case 'push':
      return name === ''
        ? t('push to all projects')
        : stream
          ? t('push to {{name}}', { name })
          : t('push to the image streams of {{name}}', { name })
    case 'create':
      return project === ''
        ? t('push to new image streams in all projects')
        : t('push to new image streams in {{project}}', { project })
    case 'list':
      return project === '' ? t('list tags in all projects') : t('list tags in {{project}}', { project })
    case 'import':
      return project === '' ? t('import images in all projects') : t('import images in {{project}}', { project })
    case 'deleteTag':
      return project === '' ? t('delete tags in all projects') : t('delete tags in {{project}}', { project })
    case 'administer':
      return project === '' ? t('grant roles in all projects') : t('grant roles in {{project}}', { project })
    case 'deleteImage':
      return t('delete images from the registry')
    case 'prune':
      return t('prune images')
    case 'catalog':
      return t('list all repositories of the registry')
    case 'metrics':
      return t('read the metrics of the registry')
  }
}

/** The title of the table of those who may: "Who may push". */
export function whoMayTitle(verb: AccessVerb): string {
  switch (verb) {
    case 'pull':
      return t('Who may pull')
    case 'push':
      return t('Who may push')
    case 'create':
      return t('Who may push to a new image stream')
    case 'list':
      return t('Who may list tags')
    case 'import':
      return t('Who may import')
    case 'deleteTag':
      return t('Who may delete tags')
    case 'administer':
      return t('Who may grant roles')
    case 'deleteImage':
      return t('Who may delete images')
    case 'prune':
      return t('Who may prune')
    case 'catalog':
      return t('Who may list all repositories')
    case 'metrics':
      return t('Who may read metrics')
  }
}

/** A target in the API's words: `update imagestreams/layers (image.openshift.io)`. */
export function targetWords({ verb, group, resource, subresource }: ReviewTarget): string {
  const what = subresource ? `${resource}/${subresource}` : resource
  return group ? `${verb} ${what} (${group})` : `${verb} ${what}`
}
