import type { Grant } from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../Alert.tsx'

/** Some groups are larger than they sound. */
export function Everybody({ grant: { subject } }: { grant: Grant }) {
  if (subject.kind !== 'Group') return null
  if (subject.name === 'system:unauthenticated') {
    return (
      <Alert inline live status="warning" title={t('Everybody gets it, without logging in')}>
        {t('Whoever reaches the registry may then do this. If it has a route, that may be the whole internet.')}
      </Alert>
    )
  }
  if (subject.name !== 'system:authenticated') return null
  return (
    <Alert inline live status="warning" title={t('Everybody who can log in gets it')}>
      {t('All users and all service accounts of the cluster are in this group.')}
    </Alert>
  )
}
