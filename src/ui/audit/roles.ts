import { t } from '../../lib/t.ts'

const projectRoles = [
  'system:image-puller',
  'system:image-pusher',
  'system:image-builder',
  'registry-viewer',
  'registry-editor',
  'registry-admin',
]

const clusterRoles = ['system:image-puller', 'system:image-pusher', 'system:image-pruner', 'registry-viewer']

/** The roles to choose from: those about images, and the one that was asked for. */
export function rolesOf(wanted: string, namespace: string | undefined): string[] {
  const roles = namespace === undefined ? clusterRoles : projectRoles
  return roles.includes(wanted) ? roles : [wanted, ...roles]
}

/** What a role allows, in a sentence. Undefined for a role that the console does not know. */
export function roleMeaning(role: string): string | undefined {
  switch (role) {
    case 'system:image-puller':
      return t('Pulls images.')
    case 'system:image-pusher':
      return t('Pulls and pushes images of existing image streams.')
    case 'system:image-builder':
      return t('Pulls and pushes images, and creates image streams by pushing to new ones.')
    case 'system:image-pruner':
      return t('Deletes images and their blobs, and reads all that may still use them.')
    case 'registry-viewer':
      return t('Pulls images, and sees image streams.')
    case 'registry-editor':
      return t('Pulls and pushes images, and changes image streams, secrets and service accounts.')
    case 'registry-admin':
      return t('As registry-editor, and grants roles in the project.')
    default:
      return undefined
  }
}
