import { t } from '../../lib/t.ts'
import type { LogClient } from '../../logs/logClient.ts'
import { DescriptionList, type Term } from '../DescriptionList.tsx'
import type { AuditRow } from './auditRows.ts'
import { kindWord, targetText } from './auditWords.ts'
import { DenialHelp } from './DenialHelp.tsx'
import { LogLines } from './LogLines.tsx'
import { Moment } from './Moment.tsx'
import { useHoldsRows } from './useReading.tsx'

interface AuditDetailsProps {
  row: AuditRow
  client: LogClient
  linesPath(requestId: string): string
}

/** All that is known of an event: why it was denied and what would help, its fields, its line. Everything from the log is text. */
export function AuditDetails({ row, client, linesPath }: AuditDetailsProps) {
  useHoldsRows()
  return (
    <div className="rc-audit__details">
      {row.denial && <DenialHelp denial={row.denial} what={row.repository ?? row.uri} method={row.method} />}
      <DescriptionList
        label={t('Fields of {{name}}', { name: `${kindWord(row.kind)} ${targetText(row)}` })}
        terms={terms([
          [t('Time'), <Moment key="time" time={row.time} ms />],
          [t('User'), row.user],
          [t('Repository'), row.repository],
          [t('Tag or digest'), row.reference],
          [t('Method'), row.method],
          [t('URI'), row.uri],
          [t('Status'), row.status],
          [t('Reason'), row.denial ? undefined : row.reason],
          [t('Client address'), row.remote],
          [t('Client'), row.userAgent],
          [t('Pod'), row.pod],
        ])}
      />
      <LogLines client={client} lines={[row.line]} linesPath={linesPath} />
    </div>
  )
}

/** Names with the values that there are. Texts of a log stay in their own place, whatever their direction. */
export function terms(all: readonly (readonly [name: string, value: React.ReactNode])[]): Term[] {
  return all.flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [{ name, value: typeof value === 'string' ? <bdi className="rc-audit__value">{value}</bdi> : value }],
  )
}
