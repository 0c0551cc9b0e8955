import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { fieldOfParam, levelsOf, requestIdField, type FieldFilter, type LogsQuery, type Since } from './logsQuery.ts'

/** A field of the log in plain words; those without any by their own name. */
export function fieldWord(key: string): string {
  switch (key) {
    case fieldOfParam.user:
      return t('user')
    case fieldOfParam.repo:
      return t('repository')
    case fieldOfParam.method:
      return t('method')
    case fieldOfParam.status:
      return t('status')
    case requestIdField:
      return t('request')
    default:
      return key
  }
}

/** A value as it fits into the name of a button. */
export function shortValue(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}

/** A filter of a field in words: "user dev", "not user dev". */
export function fieldFilterWords({ key, value, exclude }: FieldFilter): string {
  const params = { field: fieldWord(key), value: shortValue(value) }
  return exclude ? t('not {{field}} {{value}}', params) : t('{{field}} {{value}}', params)
}

/** A choice of levels in words. */
export function levelWords(level: string): string {
  switch (level) {
    case 'error':
      return t('Errors')
    case 'warning':
      return t('Warnings and errors')
    case 'info':
      return t('Info and worse')
    default:
      return listed(levelsOf(level))
  }
}

/** All that hides lines now, in words, normal noise aside. */
export function hidingWords({ level, fields, q, only }: LogsQuery): string[] {
  return [
    ...(level ? [t('level: {{levels}}', { levels: listed(levelsOf(level)) })] : []),
    ...fields.map(fieldFilterWords),
    ...(only && q ? [t('only matches of “{{text}}”', { text: shortValue(q) })] : []),
  ]
}

/** How far back in words: "the last 15 min", "since Nov 20, …". */
export function sinceWords(since: Since): string {
  if ('time' in since) return t('since {{time}}', { time: since.time })
  const { seconds } = since
  if (seconds % 3600 === 0) return t('the last {{count}} h', { count: seconds / 3600 })
  if (seconds % 60 === 0) return t('the last {{count}} min', { count: seconds / 60 })
  return t('the last {{count}} s', { count: seconds })
}
