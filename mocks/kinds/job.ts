import type { K8sObject } from '../../src/k8s/types.ts'
import { equal } from '../server/patch.ts'
import { fieldError, type FieldError } from '../server/status.ts'
import { ageColumn, humanDuration, nameColumn } from './columns.ts'
import type { KindRules } from './kind.ts'
import { negative, templateDefaults, templateErrors, type PodTemplate } from './podTemplate.ts'

export const JOBS = 'batch/jobs'

export interface JobSpec {
  parallelism?: number
  completions?: number
  backoffLimit?: number
  activeDeadlineSeconds?: number
  ttlSecondsAfterFinished?: number
  manualSelector?: boolean
  selector?: { matchLabels?: Record<string, string> }
  template?: PodTemplate
  completionMode?: string
  suspend?: boolean
}

export interface JobCondition {
  type: string
  status: string
  lastProbeTime: string
  lastTransitionTime: string
  reason?: string
  message?: string
}

export interface Job extends K8sObject {
  spec?: JobSpec
  status?: {
    conditions?: JobCondition[]
    startTime?: string
    completionTime?: string
    active?: number
    ready?: number
    succeeded?: number
    failed?: number
    uncountedTerminatedPods?: object
  }
}

/** How a job ended, if it has. */
export const finishOf = ({ status }: Job): JobCondition | undefined =>
  status?.conditions?.find((each) => (each.type === 'Complete' || each.type === 'Failed') && each.status === 'True')

/** What the API fills into a Job. */
export function jobDefaults(object: Job): void {
  const spec = (object.spec ??= {})
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= 6
  spec.completionMode ??= 'NonIndexed'
  spec.suspend ??= false
  templateDefaults((spec.template ??= {}))
}

/** The selector of a job, and the labels by which its pods are found: no person thinks of them. */
export function prepareJob(object: Job): void {
  const { metadata, spec = {} } = object
  object.status = {}
  metadata.annotations = { 'batch.kubernetes.io/job-tracking': '', ...metadata.annotations }
  const template = (spec.template ??= {})
  if (!spec.manualSelector) {
    const uid = metadata.uid ?? ''
    template.metadata = {
      ...template.metadata,
      labels: { 'controller-uid': uid, 'job-name': metadata.name, ...template.metadata?.labels },
    }
    spec.selector ??= { matchLabels: { 'controller-uid': uid } }
  }
  // A job without labels has those of its pods.
  const { labels } = template.metadata ?? {}
  if (labels && !Object.keys(metadata.labels ?? {}).length) metadata.labels = { ...labels }
}

/** What the API refuses of a Job, on its own or as the template of a CronJob. */
export function jobSpecErrors(spec: JobSpec, path: string): FieldError[] {
  return [
    ...negative(`${path}.parallelism`, spec.parallelism),
    ...negative(`${path}.completions`, spec.completions),
    ...negative(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
    ...negative(`${path}.backoffLimit`, spec.backoffLimit),
    ...negative(`${path}.ttlSecondsAfterFinished`, spec.ttlSecondsAfterFinished),
    ...templateErrors(spec.template ?? {}, `${path}.template`),
  ]
}

function validateCreate({ metadata, spec = {} }: Job): FieldError[] {
  const uid = metadata.uid ?? ''
  const own = spec.selector?.matchLabels?.['controller-uid'] === uid
  const labelled = spec.template?.metadata?.labels?.['controller-uid'] === uid
  return [
    ...(spec.manualSelector || (own && labelled)
      ? []
      : [fieldError.invalid('spec.selector', JSON.stringify(spec.selector ?? {}), '`selector` not auto-generated')]),
    ...jobSpecErrors(spec, 'spec'),
  ]
}

function validateUpdate(next: Job, old: Job): FieldError[] {
  const immutable = (['completions', 'selector', 'template', 'completionMode'] as const).filter(
    (field) => !equal(next.spec?.[field], old.spec?.[field]),
  )
  return [
    ...jobSpecErrors(next.spec ?? {}, 'spec'),
    ...immutable.map((field) =>
      fieldError.invalid(`spec.${field}`, JSON.stringify(next.spec?.[field] ?? null), 'field is immutable'),
    ),
  ]
}

const seconds = (from: string, to: number) => (to - Date.parse(from)) / 1000

/** Jobs: what the API fills in and refuses. */
export const jobs: KindRules<Job> = {
  group: 'batch',
  plural: 'jobs',
  defaults: jobDefaults,
  prepareCreate: prepareJob,
  validateCreate,
  validateUpdate,
  // A delete that does not say what becomes of the pods leaves them, for clients of old.
  orphansByDefault: true,
  columns: [
    nameColumn,
    { name: 'Completions', cell: ({ spec, status }) => `${status?.succeeded ?? 0}/${spec?.completions ?? 1}` },
    {
      name: 'Duration',
      cell: ({ status }, { now }) => {
        const end = status?.completionTime ? Date.parse(status.completionTime) : now().getTime()
        return status?.startTime ? humanDuration(seconds(status.startTime, end)) : ''
      },
    },
    ageColumn,
  ],
}
