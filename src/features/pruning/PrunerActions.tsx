import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { objectOf } from '../../k8s/queries.ts'
import { ImagePruner, imagePrunerName } from '../../k8s/resources/imagePruner.ts'
import { Job } from '../../k8s/resources/job.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../ui/MenuPopup.tsx'
import { openRunDialog } from './runs/runDialogs.tsx'
import { openPrunerDialog } from './settings/openPrunerDialog.tsx'
import { useSuspend } from './settings/suspend.ts'

/** What can be done about pruning, on every tab of its page. */
export function PrunerActions() {
  const navigate = useNavigate()
  const { data: pruner, error } = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  const { change } = useSuspend()
  const suspended = pruner?.spec?.suspend ?? false
  const patch = { verb: 'patch', type: ImagePruner, name: imagePrunerName }
  const create = { verb: 'create', type: Job, namespace: registryNamespace }
  const unread = pruner ? undefined : (error?.message ?? t('The settings are being read.'))
  const entries = (): MenuEntry[] => [
    { key: 'edit', label: t('Edit'), needs: patch, disabledReason: unread, onSelect: openPrunerDialog },
    {
      key: 'suspend',
      label: suspended ? t('Resume') : t('Suspend'),
      needs: patch,
      disabledReason: unread,
      onSelect: () => change(!suspended),
    },
    { key: 'divider', divider: true },
    { key: 'run', label: t('Run now'), needs: create, onSelect: () => openRunDialog('run') },
    { key: 'dry', label: t('Dry run on the cluster'), needs: create, onSelect: () => openRunDialog('dry-run') },
    { key: 'preview', label: t('Preview'), onSelect: () => void navigate(paths.pruning('preview')) },
  ]
  return (
    <MenuButton label={t('Actions for pruning')} entries={entries}>
      {t('Actions')}
    </MenuButton>
  )
}
