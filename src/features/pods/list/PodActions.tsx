import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { openDeletePod } from './podDialogs.tsx'

/** What can be done with a pod. */
export function PodActions({ name, children }: { name: string; children?: ReactNode }) {
  const navigate = useNavigate()
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name })}
      entries={() => [
        { key: 'logs', label: t('View logs'), onSelect: () => void navigate(paths.pod(name, 'logs')) },
        { key: 'divider', divider: true },
        {
          key: 'delete',
          label: t('Delete pod'),
          danger: true,
          needs: { verb: 'delete', type: Pod, namespace: registryNamespace, name },
          onSelect: () => openDeletePod(name),
        },
      ]}
    >
      {children}
    </MenuButton>
  )
}
