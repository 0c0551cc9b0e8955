import { parseQuantity } from '../../src/lib/quantity.ts'
import { fieldError, type FieldError } from '../server/status.ts'

export interface Container {
  name: string
  image?: string
  command?: string[]
  args?: string[]
  resources?: { requests?: Record<string, string | number>; limits?: Record<string, string | number> }
  terminationMessagePath?: string
  terminationMessagePolicy?: string
  imagePullPolicy?: string
  [field: string]: unknown
}

interface Volume {
  name: string
  configMap?: { name?: string; defaultMode?: number }
  secret?: { secretName?: string; defaultMode?: number }
  persistentVolumeClaim?: { claimName: string }
  [source: string]: unknown
}

export interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  restartPolicy?: string
  terminationGracePeriodSeconds?: number
  dnsPolicy?: string
  schedulerName?: string
  securityContext?: object
  serviceAccount?: string
  serviceAccountName?: string
  priorityClassName?: string
  tolerations?: object[]
  [field: string]: unknown
}

export interface PodTemplate {
  metadata?: { creationTimestamp?: null; labels?: Record<string, string>; annotations?: Record<string, string> }
  spec?: PodSpec
}

/** The pull policy that the server gives a container that was created without one. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent'
  const tag = /:([^/:]+)$/.exec(image)?.[1]
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent'
}

/** What the server fills into the pod template of a workload. */
export function templateDefaults(template: PodTemplate): void {
  template.metadata = { creationTimestamp: null, ...template.metadata }
  const spec = (template.spec ??= {})
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    container.resources ??= {}
    container.terminationMessagePath ??= '/dev/termination-log'
    container.terminationMessagePolicy ??= 'File'
    container.imagePullPolicy ??= defaultPullPolicy(container.image ?? '')
  }
  for (const { configMap, secret } of spec.volumes ?? []) for (const source of [configMap, secret]) defaultMode(source)
  spec.restartPolicy ??= 'Always'
  spec.terminationGracePeriodSeconds ??= 30
  spec.dnsPolicy ??= 'ClusterFirst'
  if (spec.serviceAccountName) spec.serviceAccount ??= spec.serviceAccountName
  spec.securityContext ??= {}
  spec.schedulerName ??= 'default-scheduler'
}

function defaultMode(source: { defaultMode?: number } | undefined): void {
  // 0644, as JSON has no octal numbers.
  if (source) source.defaultMode ??= 420
}

/** What the API refuses of the pod template of a Job. */
export function templateErrors({ spec = {} }: PodTemplate, path: string): FieldError[] {
  const { containers = [], initContainers = [], restartPolicy = '' } = spec
  const errors = containers.length ? [] : [fieldError.required(`${path}.spec.containers`)]
  for (const [list, field] of [
    [initContainers, 'initContainers'],
    [containers, 'containers'],
  ] as const)
    list.forEach((container, i) => errors.push(...containerErrors(container, `${path}.spec.${field}[${i}]`)))
  const policy = `${path}.spec.restartPolicy`
  if (restartPolicy === 'Always') errors.push(fieldError.required(policy, 'valid values: "OnFailure", "Never"'))
  else if (!['OnFailure', 'Never'].includes(restartPolicy))
    errors.push(fieldError.notSupported(policy, restartPolicy, ['OnFailure', 'Never']))
  return errors
}

function containerErrors({ name, image, resources = {} }: Container, path: string): FieldError[] {
  const errors: FieldError[] = []
  if (!name) errors.push(fieldError.required(`${path}.name`))
  if (!image) errors.push(fieldError.required(`${path}.image`))
  for (const [resource, most] of Object.entries(resources.limits ?? {})) {
    const least = resources.requests?.[resource]
    if (least !== undefined && parseQuantity(String(least)) > parseQuantity(String(most)))
      errors.push(
        fieldError.invalid(`${path}.resources.requests`, least, `must be less than or equal to ${resource} limit`),
      )
  }
  return errors
}

/** What the API refuses of a number that must not be negative. */
export const negative = (path: string, value: number | null | undefined): FieldError[] =>
  value !== undefined && value !== null && value < 0
    ? [fieldError.invalid(path, value, 'must be greater than or equal to 0')]
    : []
