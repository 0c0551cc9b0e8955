import { useQueryClient } from '@tanstack/react-query'
import { ConfigMap } from '../../../k8s/resources/configMap.ts'
import { hostOfKey, removeTrust, trustNamespace, trustPatchCommand } from '../../../k8s/resources/imageConfigTrust.ts'
import { perform } from '../../../k8s/writes.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'

/** Asks whether the certificates of a registry shall no longer be trusted. */
export function RemoveTrustDialog({ name, trustKey: key }: { name: string; trustKey: string }) {
  const client = useQueryClient()
  const entryIn = ({ data, binaryData }: ConfigMap) => data?.[key] ?? binaryData?.[key]
  const editing = useEditing<ConfigMap, object>({
    type: ConfigMap,
    namespace: trustNamespace,
    name,
    formOf: () => ({}),
    relevant: (map) => ({ [key]: entryIn(map) }),
  })
  const refusal = useRefusal('patch', ConfigMap, { namespace: trustNamespace, name })
  const host = hostOfKey(key) ?? key
  return (
    <ActionDialog
      title={t('Remove certificate of {{name}}', { name: host })}
      confirm={t('Remove certificate')}
      danger
      command={trustPatchCommand(name, removeTrust(editing.base, key))}
      editing={editing}
      perform={(map) => perform(client, ConfigMap, { seen: map, patch: removeTrust(map, key) })}
      isDone={(map) => map === undefined || entryIn(map) === undefined}
      done={t('Removed the certificates of {{name}}', { name: host })}
      blocked={refusal}
    >
      <p>
        {t(
          'Pulls, builds and imports from {{host}} fail after a few minutes, unless its certificate is of an authority that nodes trust anyway. What nodes have pulled stays.',
          { host },
        )}
      </p>
    </ActionDialog>
  )
}
