import { bindingTypeOf, subjectName, type Grant } from '../../../k8s/resources/roleBinding.ts'
import { t } from '../../../lib/t.ts'
import { openGrantRole } from '../../../ui/audit/openGrantRole.tsx'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { openRevokeRole } from './permissionDialogs.tsx'
import type { PermissionRow } from './permissionRow.ts'

/** What can be done with somebody's role. */
export function PermissionActions({ row }: { row: PermissionRow }) {
  const { role, subject, binding } = row.grant
  const { namespace } = binding.metadata
  const grant: Grant = { role: role.name, roleKind: role.kind, namespace, subject }
  const isGroup = subject.kind === 'Group'
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name: row.name })}
      entries={() => [
        {
          key: 'grant',
          label: t('Grant another role'),
          onSelect: () =>
            openGrantRole({ namespace, role: 'system:image-puller', user: subjectName(subject), isGroup }),
        },
        { key: 'divider', divider: true },
        {
          key: 'revoke',
          label: t('Revoke role'),
          danger: true,
          needs: { verb: 'patch', type: bindingTypeOf(grant), namespace, name: binding.metadata.name },
          onSelect: () => openRevokeRole(grant),
        },
      ]}
    />
  )
}
