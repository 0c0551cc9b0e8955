import type { K8sObject } from '../../src/k8s/types.ts'
import type { Resource } from '../server/resources.ts'
import type { PrinterColumn } from './kind.ts'

type Column = PrinterColumn<K8sObject>

/** A duration as Kubernetes prints ages: 45s, 3m10s, 15m, 5h3m, 26h, 3d4h, 400d, 3y20d. */
export function humanDuration(seconds: number): string {
  if (seconds < -1) return '<invalid>'
  const whole = (unit: number) => Math.floor(Math.max(0, seconds) / unit)
  const [s, m, h, d] = [whole(1), whole(60), whole(3600), whole(86_400)]
  const pair = (big: number, letter: string, small: number, smallLetter: string) =>
    `${big}${letter}${small ? `${small}${smallLetter}` : ''}`
  if (s < 120) return `${s}s`
  if (m < 10) return pair(m, 'm', s % 60, 's')
  if (m < 180) return `${m}m`
  if (h < 8) return pair(h, 'h', m % 60, 'm')
  if (h < 48) return `${h}h`
  if (d < 8) return pair(d, 'd', h % 24, 'h')
  if (d < 730) return `${d}d`
  return pair(Math.floor(d / 365), 'y', d < 2920 ? d % 365 : 0, 'd')
}

/** The age of a time at `now`, or `<unknown>`. */
export const ageOf = (time: string | null | undefined, now: Date) =>
  time ? humanDuration((now.getTime() - Date.parse(time)) / 1000) : '<unknown>'

const NAME =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: http://kubernetes.io/docs/user-guide/identifiers#names'
const AGE =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata'

/** The columns nearly every table begins and ends with. */
export const nameColumn: Column = {
  name: 'Name',
  format: 'name',
  description: NAME,
  cell: ({ metadata }) => metadata.name,
}
export const ageColumn: Column = {
  name: 'Age',
  description: AGE,
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now()),
}

const customAge: Column = {
  name: 'Age',
  type: 'date',
  description: AGE.slice(AGE.indexOf('CreationTimestamp')),
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now()),
}

/** The columns of a kind: its own, or name and age. */
export function columnsOf({ rules, custom }: Pick<Resource, 'rules' | 'custom'>): Column[] {
  return rules.columns ?? [nameColumn, custom ? customAge : ageColumn]
}
