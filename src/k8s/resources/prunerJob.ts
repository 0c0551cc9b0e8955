import type { CronJob } from './cronJob.ts'
import { isFinished, stateOf, type Job } from './job.ts'
import type { Pod } from './pod.ts'
import type { Container, PodTemplate } from './podTemplate.ts'

/** Where the pruner's CronJob, its jobs and their pods are. */
export const registryNamespace = 'openshift-image-registry'
/** The name of the pruner's CronJob and of its container. */
export const prunerName = 'image-pruner'

const instantiate = 'cronjob.kubernetes.io/instantiate'
const scheduledAt = 'batch.kubernetes.io/cronjob-scheduled-timestamp'

/** Whether a job is a run of the pruner: by its label, its owner or its container. Jobs made by hand have not all of them. */
export function isPrunerJob({ metadata, spec }: Job): boolean {
  return (
    metadata.labels?.['created-by'] === prunerName ||
    ownerOf(metadata.ownerReferences) !== undefined ||
    (spec?.template?.spec?.containers ?? []).some(({ name }) => name === prunerName)
  )
}

const ownerOf = (owners: Job['metadata']['ownerReferences']) =>
  owners?.find(({ kind, name }) => kind === 'CronJob' && name === prunerName)

/** What started a run. `at`: the time its schedule asked for, RFC 3339. */
export type RunTrigger = { by: 'schedule'; at: string } | { by: 'hand' }

/** What started a run: the schedule writes its minute into the name, `oc create job --from` and this console leave an annotation. */
export function triggerOf({ metadata }: Job): RunTrigger {
  const { annotations, name, ownerReferences } = metadata
  if (annotations?.[instantiate] !== undefined || !ownerOf(ownerReferences)) return { by: 'hand' }
  const minute = new RegExp(`^${prunerName}-(\\d{8})$`).exec(name)?.[1]
  const at = annotations?.[scheduledAt] ?? (minute && new Date(Number(minute) * 60_000).toISOString())
  // Others make jobs of it, too, with the CronJob as their owner and nothing else of the schedule's.
  return at ? { by: 'schedule', at } : { by: 'hand' }
}

/** The words after `oc adm prune images` of a pod template; undefined where nothing calls it in words of its own. */
export function pruneArgsOf(template: PodTemplate | null | undefined): string[] | undefined {
  for (const { command, args } of containersOf(template)) {
    const words = [...(command ?? []), ...(args ?? [])]
    const at = words.findIndex((word, index) => word === 'prune' && words[index + 1] === 'images')
    if (at >= 0) return words.slice(at + 2)
  }
  return undefined
}

/** The container of a run's pod that prunes. */
export function prunerContainerOf({ spec }: Pod): string {
  const containers = spec?.containers ?? []
  const found = containers.find(({ name }) => name === prunerName) ?? containers[0]
  return found?.name ?? prunerName
}

/** What `oc adm prune images` was told, in its own words. Undefined: not told, or nothing that can be read. */
export interface RunSettings {
  dryRun: boolean
  keepTagRevisions: string | undefined
  keepYoungerThan: string | undefined
  ignoreInvalidRefs: boolean
  pruneRegistry: boolean
  logLevel: string | undefined
  /** Flags that the operator does not set. */
  others: readonly string[]
}

/** The settings of a run; undefined when its command cannot be read. */
export function runSettingsOf(template: PodTemplate | null | undefined): RunSettings | undefined {
  const args = pruneArgsOf(template)
  if (!args) return undefined
  const flags = new Map<string, string>()
  const others: string[] = []
  for (const [index, word] of args.entries()) {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === '') {
      const before = args[index - 1] ?? ''
      if (!takesWord.has(before.slice(2))) others.push(word)
      continue
    }
    if (!known.has(name)) others.push(word)
    flags.set(name, value ?? (takesWord.has(name) ? (args[index + 1] ?? '') : 'true'))
  }
  const isTrue = (name: string, otherwise: boolean) => {
    const value = flags.get(name)
    return value === undefined ? otherwise : trueWords.has(value)
  }
  return {
    dryRun: !isTrue('confirm', false),
    keepTagRevisions: flags.get('keep-tag-revisions'),
    keepYoungerThan: flags.get('keep-younger-than'),
    ignoreInvalidRefs: isTrue('ignore-invalid-refs', false),
    pruneRegistry: isTrue('prune-registry', true),
    logLevel: flags.get('loglevel'),
    others,
  }
}

const takesWord = new Set([
  'keep-tag-revisions',
  'keep-younger-than',
  'loglevel',
  'registry-url',
  'certificate-authority',
])
const known = new Set([...takesWord, 'confirm', 'ignore-invalid-refs', 'prune-registry'])
// What Go's strconv.ParseBool takes for true, and for false.
const trueWords = new Set(['1', 't', 'T', 'true', 'TRUE', 'True'])
const falseWords = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False'])

export type RunMode = 'run' | 'dry-run'

/** A name for a new run, with five characters as Kubernetes makes them up. */
export function newRunName(mode: RunMode, random: () => number = Math.random): string {
  // Without vowels and what looks alike, so that no words come about.
  const characters = 'bcdfghjklmnpqrstvwxz2456789'
  const end = Array.from({ length: 5 }, () => characters[Math.floor(random() * characters.length)] ?? 'x').join('')
  return mode === 'run' ? `${prunerName}-manual-${end}` : `${prunerName}-dry-run-${end}`
}

/** A run made from a CronJob, as `oc create job --from` makes it. */
export function runFrom(cronJob: CronJob, mode: RunMode, name: string): Job | { problem: 'noTemplate' | 'notDry' } {
  const { metadata, spec } = cronJob
  const template = spec?.jobTemplate
  if (!template?.spec?.template) return { problem: 'noTemplate' }
  const jobSpec = mode === 'run' ? template.spec : withoutConfirm(template.spec)
  if (mode === 'dry-run' && mayDelete(jobSpec.template)) return { problem: 'notDry' }
  const { labels, annotations } = template.metadata ?? {}
  return {
    metadata: {
      name,
      namespace: metadata.namespace ?? registryNamespace,
      ...(labels && { labels }),
      annotations: { ...annotations, [instantiate]: 'manual' },
      // As the controller of it, the CronJob clears it away with its own. Blocking its deletion would need one more right.
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid ?? '', controller: true },
      ],
    },
    spec: jobSpec,
  }
}

/** A job's spec whose containers are not told to confirm. Everything else stays as it is. */
function withoutConfirm<S extends { template?: PodTemplate | null }>(spec: S): S {
  const { template } = spec
  if (!template?.spec) return spec
  const { containers } = template.spec
  if (!containers) return spec
  const cleared = containers.map((container) =>
    container.args ? { ...container, args: withoutConfirmWords(container.args) } : container,
  )
  return { ...spec, template: { ...template, spec: { ...template.spec, containers: cleared } } }
}

function withoutConfirmWords(args: readonly string[]): string[] {
  return args.filter((word, index) => {
    if (word === '--confirm') return false
    if (word.startsWith('--confirm=')) return falseWords.has(word.slice('--confirm='.length))
    // A flag that is on or off takes no word after it, but people write one.
    return !(args[index - 1] === '--confirm' && (trueWords.has(word) || falseWords.has(word)))
  })
}

/** Whether a pod template is not certain to delete nothing: its command cannot be read, or it still speaks of confirming. */
function mayDelete(template: PodTemplate | null | undefined): boolean {
  if (runSettingsOf(template)?.dryRun !== true) return true
  const words = containersOf(template).flatMap(({ command, args }) => [...(command ?? []), ...(args ?? [])])
  return words.some((word) => word.includes('--confirm') && !/^--confirm=(0|f|F|false|FALSE|False)$/.test(word))
}

function containersOf(template: PodTemplate | null | undefined): readonly Container[] {
  const { containers, initContainers } = template?.spec ?? {}
  return [...(containers ?? []), ...(initContainers ?? [])]
}

/** What in the status of the ImagePruner is not about the pruner's last run. */
export type StatusDoubt =
  /** It says failed because of a job that is no run of the pruner. */
  | { kind: 'foreignFailure'; job: Job }
  /** It says failed because of a run that was started by hand, while the last one by schedule went well. */
  | { kind: 'manualFailure'; job: Job }
  /** It says nothing failed because of a job that came after the run that failed. */
  | { kind: 'hiddenFailure'; job: Job; failed: Job }

/**
 * Why the status of the ImagePruner is not to be trusted. The operator takes the newest job with a condition of the whole
 * namespace, whatever it is (4.13 and later: its label selector is built and thrown away).
 */
export function statusDoubtOf(jobs: readonly Job[]): StatusDoubt | undefined {
  const finished = jobs.filter(isFinished).toSorted((a, b) => createdOf(b) - createdOf(a))
  const [job] = finished
  if (!job) return undefined
  const failed = stateOf(job).kind === 'failed'
  const runs = finished.filter(isPrunerJob)
  const scheduled = runs.find((run) => triggerOf(run).by === 'schedule')
  if (failed) {
    if (!isPrunerJob(job)) return { kind: 'foreignFailure', job }
    const scheduledIsFine = scheduled !== undefined && stateOf(scheduled).kind === 'complete'
    return scheduled !== job && scheduledIsFine ? { kind: 'manualFailure', job } : undefined
  }
  // A real run that went well makes up for one that failed; nothing else does.
  const last = runs.find((run) => runSettingsOf(run.spec?.template)?.dryRun !== true)
  return last && stateOf(last).kind === 'failed' ? { kind: 'hiddenFailure', job, failed: last } : undefined
}

function createdOf({ metadata }: Job): number {
  return Date.parse(metadata.creationTimestamp ?? '') || 0
}
