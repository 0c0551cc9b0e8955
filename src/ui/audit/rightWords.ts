import { registryRights, type Reach, type RegistryRight, type Rights } from '../../k8s/resources/registryRights.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'

/** A right, as a title. */
export function rightTitle(right: RegistryRight): string {
  switch (right) {
    case 'pull':
      return t('Pull')
    case 'push':
      return t('Push')
    case 'create':
      return t('Create image streams')
    case 'administer':
      return t('Administer')
    case 'delete':
      return t('Delete tags')
    case 'prune':
      return t('Prune images')
  }
}

/** What a right is for, as it goes on after "may". */
export function rightVerb(right: RegistryRight): string {
  switch (right) {
    case 'pull':
      return t('pull images')
    case 'push':
      return t('push images')
    case 'create':
      return t('create image streams by pushing')
    case 'administer':
      return t('grant roles')
    case 'delete':
      return t('delete tags')
    case 'prune':
      return t('delete images and their blobs')
  }
}

/** The rights of a role as verbs, each with the names that it is limited to. */
export function rightList(rights: Rights): string[] {
  return registryRights.flatMap((right) => {
    const reach = rights[right]
    return reach === undefined ? [] : [limited(rightVerb(right), reach)]
  })
}

function limited(verb: string, reach: Exclude<Reach, undefined>): string {
  return reach === 'all' ? verb : t('{{verb}} (only {{names}})', { verb, names: listed(reach) })
}

/** What the rules of a role come to in the registry, in a sentence. */
export function rightSentence(rights: Rights): string {
  const list = rightList(rights)
  if (list.length === 0) return t('By its rules it allows nothing in the registry.')
  return t('Its rules allow: {{list}}.', { list: listed(list) })
}
