import { parseCron } from '../../src/lib/cron.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { fieldError, type FieldError } from '../server/status.ts'
import { ageColumn, ageOf, nameColumn } from './columns.ts'
import type { KindRules } from './kind.ts'
import { jobSpecErrors, type JobSpec } from './job.ts'
import { negative, templateDefaults } from './podTemplate.ts'

export const CRON_JOBS = 'batch/cronjobs'

export interface CronJob extends K8sObject {
  spec?: {
    schedule?: string
    timeZone?: string
    startingDeadlineSeconds?: number
    concurrencyPolicy?: string
    suspend?: boolean
    jobTemplate?: {
      metadata?: { creationTimestamp?: null; labels?: Record<string, string>; annotations?: Record<string, string> }
      spec?: JobSpec
    }
    successfulJobsHistoryLimit?: number
    failedJobsHistoryLimit?: number
  }
  status?: {
    active?: {
      apiVersion: string
      kind: string
      namespace: string
      name: string
      uid: string
      resourceVersion?: string
    }[]
    lastScheduleTime?: string
    lastSuccessfulTime?: string
  }
}

function defaults(object: CronJob): void {
  const spec = (object.spec ??= {})
  spec.concurrencyPolicy ||= 'Allow'
  spec.suspend ??= false
  spec.successfulJobsHistoryLimit ??= 3
  spec.failedJobsHistoryLimit ??= 1
  const job = (spec.jobTemplate ??= {})
  job.metadata = { creationTimestamp: null, ...job.metadata }
  templateDefaults(((job.spec ??= {}).template ??= {}))
}

/** What the API refuses of a CronJob, in its words. */
function errorsOf({ spec = {} }: CronJob): FieldError[] {
  const { schedule = '', timeZone, concurrencyPolicy = '', jobTemplate } = spec
  const errors: FieldError[] = []
  const parsed = schedule ? parseCron(schedule) : undefined
  if (!parsed) errors.push(fieldError.required('spec.schedule'))
  else if ('error' in parsed) errors.push(fieldError.invalid('spec.schedule', schedule, parsed.error))
  if (timeZone !== undefined && schedule.includes('TZ'))
    errors.push(
      fieldError.invalid('spec.schedule', schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'),
    )
  errors.push(...negative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds))
  if (!['Allow', 'Forbid', 'Replace'].includes(concurrencyPolicy))
    errors.push(fieldError.notSupported('spec.concurrencyPolicy', concurrencyPolicy, ['Allow', 'Forbid', 'Replace']))
  errors.push(
    ...jobSpecErrors(jobTemplate?.spec ?? {}, 'spec.jobTemplate.spec'),
    ...negative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...negative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  )
  return errors
}

const LONGEST_NAME = 52

/** CronJobs: what the API fills in and refuses. */
export const cronJobs: KindRules<CronJob> = {
  group: 'batch',
  plural: 'cronjobs',
  defaults,
  prepareCreate(object) {
    object.status = {}
  },
  validateCreate: (object) => [
    ...(object.metadata.name.length > LONGEST_NAME
      ? [fieldError.invalid('metadata.name', object.metadata.name, `must be no more than ${LONGEST_NAME} characters`)]
      : []),
    ...errorsOf(object),
  ],
  validateUpdate: errorsOf,
  columns: [
    nameColumn,
    { name: 'Schedule', cell: ({ spec }) => spec?.schedule ?? '' },
    { name: 'Suspend', cell: ({ spec }) => (spec?.suspend ? 'True' : 'False') },
    { name: 'Active', type: 'integer', cell: ({ status }) => status?.active?.length ?? 0 },
    {
      name: 'Last Schedule',
      cell: ({ status }, { now }) => (status?.lastScheduleTime ? ageOf(status.lastScheduleTime, now()) : '<none>'),
    },
    ageColumn,
  ],
}
