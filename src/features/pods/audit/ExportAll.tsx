import { useState } from 'react'
import { asApiError } from '../../../k8s/ApiError.ts'
import { denialOf } from '../../../lib/registryDenial.ts'
import { t } from '../../../lib/t.ts'
import type { LogClient } from '../../../logs/logClient.ts'
import type { AuditQuery } from '../../../logs/logProtocol.ts'
import type { LogSource } from '../../../logs/logSession.ts'
import { auditColumns } from '../../../ui/audit/auditColumns.tsx'
import { Button } from '../../../ui/Button.tsx'
import { download } from '../../../ui/download.ts'
import { toCsv } from '../../../ui/tableExport.ts'
import { showToast } from '../../../ui/toasts.ts'

interface ExportAllProps {
  client: LogClient
  query: Omit<AuditQuery, 'limit'>
  sources: readonly LogSource[]
}

/** Saves all events that match, those too that are more than a table shows. */
export function ExportAll({ client, query, sources }: ExportAllProps) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { rows } = await client.call('audit', { ...query, limit: Number.MAX_SAFE_INTEGER })
      const pods = new Map(sources.map(({ id, pod }) => [id, pod]))
      const all = rows.map((event) => ({ ...event, pod: pods.get(event.source) ?? '', denial: denialOf(event) }))
      download('registry-audit.csv', 'text/csv;charset=utf-8', toCsv(all, auditColumns))
    } catch (error) {
      showToast({
        status: 'danger',
        title: t('The events could not be read from the lines'),
        description: asApiError(error).message,
      })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="link" isInline isAriaDisabled={busy} onClick={() => !busy && void save()}>
      {t('Export all as CSV')}
    </Button>
  )
}
