import UnpluggedIcon from '@patternfly/react-icons/dist/esm/icons/unplugged-icon'
import type { ReactNode } from 'react'
import { t } from '../lib/t.ts'
import { EmptyState } from './EmptyState.tsx'

/** A kind or an API group that this cluster does not have. */
export function Missing({ what, children }: { what?: string | undefined; children?: ReactNode }) {
  const title = what ? t('This cluster has no {{what}}', { what }) : t('This cluster does not have this API')
  return (
    <EmptyState title={title} icon={UnpluggedIcon}>
      {children ?? <p>{t('Its API server does not serve the group that this needs. Everything else works.')}</p>}
    </EmptyState>
  )
}
