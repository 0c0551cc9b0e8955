import { useNavigate } from 'react-router'
import { mirrorSetKinds } from '../../../k8s/resources/mirrorSet.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MirrorSetRow } from './mirrorSetColumns.tsx'
import { openDeleteMirrorSet, openEditMirrorSet } from './mirrorSetDialogs.tsx'

/** The menu of a mirror set in the table. */
export function MirrorSetActions({ row: { kind, name } }: { row: MirrorSetRow }) {
  const navigate = useNavigate()
  const { type } = mirrorSetKinds[kind]
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name })}
      entries={() => [
        {
          key: 'edit',
          label: t('Edit'),
          needs: { verb: 'patch', type, name },
          disabledReason:
            kind === 'ImageContentPolicy'
              ? t('Nothing reads sets of this kind: create an ImageDigestMirrorSet instead.')
              : undefined,
          onSelect: () => openEditMirrorSet(kind, name),
        },
        {
          key: 'yaml',
          label: t('YAML'),
          onSelect: () => void navigate(paths.policy('mirrors', { yaml: `${kind}/${name}` })),
        },
        { key: 'divider', divider: true },
        {
          key: 'delete',
          label: t('Delete mirror set'),
          danger: true,
          needs: { verb: 'delete', type, name },
          onSelect: () => openDeleteMirrorSet(kind, name),
        },
      ]}
    />
  )
}
