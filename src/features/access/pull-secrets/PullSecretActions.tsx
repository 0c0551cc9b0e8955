import { Secret } from '../../../k8s/resources/pullSecret.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openDeletePullSecret, openLinkServiceAccounts } from './pullSecretDialogs.tsx'
import type { PullSecretTableRow } from './pullSecretTable.ts'

/** The menu of a pull secret. */
export function PullSecretActions({ row: { namespace, name, secret } }: { row: PullSecretTableRow }) {
  const entries = (): MenuEntry[] => [
    {
      key: 'link',
      label: t('Link service accounts'),
      onSelect: () => openLinkServiceAccounts(namespace, name),
    },
    { key: 'divider', divider: true },
    {
      key: 'delete',
      label: t('Delete pull secret'),
      danger: true,
      needs: { verb: 'delete', type: Secret, namespace, name },
      onSelect: () => openDeletePullSecret(secret),
    },
  ]
  return <MenuButton label={t('Actions for {{name}}', { name })} entries={entries} />
}
