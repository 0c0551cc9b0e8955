import { useNavigate } from 'react-router'
import { Job } from '../../../k8s/resources/job.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { openDeleteDialog } from './runDialogs.tsx'

/** The menu of a run in the table. */
export function RunActions({ name }: { name: string }) {
  const navigate = useNavigate()
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name })}
      entries={() => [
        {
          key: 'log',
          label: t('View log'),
          onSelect: () => void navigate(paths.pruning('runs', { run: name }), { state: keepFocus }),
        },
        { key: 'divider', divider: true },
        {
          key: 'delete',
          label: t('Delete run'),
          danger: true,
          needs: { verb: 'delete', type: Job, namespace: registryNamespace, name },
          onSelect: () => openDeleteDialog(name),
        },
      ]}
    />
  )
}
