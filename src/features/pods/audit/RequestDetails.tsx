import { denialOf } from '../../../lib/registryDenial.ts'
import { t } from '../../../lib/t.ts'
import type { LogClient } from '../../../logs/logClient.ts'
import { terms } from '../../../ui/audit/AuditDetails.tsx'
import { durationText } from '../../../ui/audit/auditWords.ts'
import { DenialHelp } from '../../../ui/audit/DenialHelp.tsx'
import { LogLines } from '../../../ui/audit/LogLines.tsx'
import { Moment } from '../../../ui/audit/Moment.tsx'
import { useHoldsRows } from '../../../ui/audit/useReading.tsx'
import { Bytes } from '../../../ui/Bytes.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { requestName, type RequestRow } from './requestColumns.tsx'

interface RequestDetailsProps {
  row: RequestRow
  client: LogClient
  linesPath(requestId: string): string
}

/** All that the log says of a request, with its lines. Everything in it is text. */
export function RequestDetails({ row, client, linesPath }: RequestDetailsProps) {
  useHoldsRows()
  const denial = denialOf(row)
  const { error } = row
  return (
    <div className="rc-audit__details">
      {denial && <DenialHelp denial={denial} what={row.repository ?? row.uri} method={row.method} />}
      <DescriptionList
        label={t('Fields of {{name}}', { name: requestName(row) })}
        terms={terms([
          [t('Time'), <Moment key="time" time={row.time} ms />],
          [t('Method'), row.method],
          [t('URI'), row.uri],
          [t('Status'), row.status],
          [t('Duration'), row.durationMs === undefined ? undefined : durationText(row.durationMs)],
          [t('Answer'), row.written === undefined ? undefined : <Bytes key="written" value={row.written} />],
          [t('User'), row.user],
          [t('User ID'), row.userId],
          [t('Repository'), row.repository],
          [t('Tag or digest'), row.reference],
          [t('Digest'), row.digest],
          [t('Error'), error && [error.code, error.message, error.detail].filter(Boolean).join(' · ')],
          [t('Client address'), row.remote],
          [t('Client'), row.userAgent],
          [t('Request ID'), row.id],
          [t('Pod'), row.pod],
        ])}
      />
      <LogLines client={client} lines={row.lines} linesPath={linesPath} />
    </div>
  )
}
