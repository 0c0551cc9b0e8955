import type { ConfigGroup } from '../../../k8s/resources/registryConfigFields.ts'
import { t } from '../../../lib/t.ts'

/** What a group of settings is called. */
export function groupTitle(group: ConfigGroup): string {
  switch (group) {
    case 'state':
      return t('State')
    case 'requests':
      return t('Requests')
    case 'network':
      return t('Network')
    case 'logging':
      return t('Logging')
    case 'pods':
      return t('Pods: resources and nodes')
    case 'advanced':
      return t('Advanced')
    case 'storage':
      return t('Storage')
    case 'reported':
      return t('Reported by the operator')
  }
}
