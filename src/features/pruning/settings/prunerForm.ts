import type { ImagePruner, ImagePrunerSpec } from '../../../k8s/resources/imagePruner.ts'
import { prunerProblems } from '../../../k8s/resources/imagePrunerProblems.ts'
import type { Finding } from '../../../k8s/resources/podPlacement.ts'
import type { Patch } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { entryProblems, rebaseEntries } from '../../../lib/keyValues.ts'
import { mergePatchOf } from '../../../lib/mergePatchOf.ts'
import { t } from '../../../lib/t.ts'
import {
  placedMessage,
  podChangesOf,
  podFieldAt,
  podFormOf,
  typedNumber,
  yamlTextProblem,
  type PodForm,
} from '../../../ui/podForm.ts'

/** The settings of the pruner as they are typed. Empty: the operator's default. */
export interface PrunerForm extends PodForm {
  schedule: string
  suspend: boolean
  keepTagRevisions: string
  keepYoungerThanDuration: string
  /** Whether the deprecated keepYoungerThan is taken away with this change. */
  dropNanoseconds: boolean
  ignoreInvalidImageReferences: boolean
  logLevel: string
  successfulJobsHistoryLimit: string
  failedJobsHistoryLimit: string
}

/** The fields of the form as an object has them. */
export function formOf({ spec }: Pick<ImagePruner, 'spec'>): PrunerForm {
  return {
    schedule: spec?.schedule ?? '',
    suspend: spec?.suspend ?? false,
    keepTagRevisions: String(spec?.keepTagRevisions ?? ''),
    keepYoungerThanDuration: spec?.keepYoungerThanDuration ?? '',
    dropNanoseconds: false,
    ignoreInvalidImageReferences: spec?.ignoreInvalidImageReferences ?? false,
    logLevel: spec?.logLevel ?? '',
    successfulJobsHistoryLimit: String(spec?.successfulJobsHistoryLimit ?? ''),
    failedJobsHistoryLimit: String(spec?.failedJobsHistoryLimit ?? ''),
    ...podFormOf(spec ?? {}),
  }
}

export type PrunerEdits = Partial<PrunerForm>

/** Whether saving takes the deprecated field away: offered with a new duration, which makes it count for nothing. */
export function dropsNanoseconds({ spec }: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): boolean {
  if (spec?.keepYoungerThan === undefined) return false
  return edits.dropNanoseconds ?? Boolean(edits.keepYoungerThanDuration)
}

/** The settings of an object with somebody's changes; what was not changed stays as it is. */
export function specOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): ImagePrunerSpec {
  const before = formOf(object)
  // A form's own copy, of which fields may be taken away.
  const spec: Record<string, unknown> = { ...object.spec }
  const form = { ...before, ...edits }
  const isChanged = (field: keyof PrunerForm) => !isSame(form[field], before[field])
  const set = (field: keyof PrunerForm & keyof ImagePrunerSpec, value: unknown) => {
    if (isChanged(field)) spec[field] = value
  }
  set('schedule', form.schedule.trim() || undefined)
  set('suspend', form.suspend)
  set('keepTagRevisions', typedNumber(form.keepTagRevisions))
  set('keepYoungerThanDuration', form.keepYoungerThanDuration.trim() || undefined)
  if (dropsNanoseconds(object, edits)) spec['keepYoungerThan'] = undefined
  set('ignoreInvalidImageReferences', form.ignoreInvalidImageReferences)
  set('logLevel', form.logLevel || undefined)
  set('successfulJobsHistoryLimit', typedNumber(form.successfulJobsHistoryLimit))
  set('failedJobsHistoryLimit', typedNumber(form.failedJobsHistoryLimit))
  Object.assign(spec, podChangesOf(object.spec ?? {}, edits))
  return spec
}

/** What to send: only what was changed. Nothing when nothing was. */
export function patchOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): Patch | undefined {
  const spec = mergePatchOf({ ...object.spec }, { ...specOf(object, edits) })
  return Object.keys(spec).length > 0 ? { spec } : undefined
}

/** The person's changes over a newer version: entries of the node selector that others changed stay theirs. */
export function rebasedEdits(before: ImagePruner, edits: PrunerEdits, latest: ImagePruner): PrunerEdits {
  if (!edits.nodeSelector) return {}
  const [was, is] = [before.spec?.nodeSelector ?? {}, latest.spec?.nodeSelector ?? {}]
  return { nodeSelector: rebaseEntries(was, edits.nodeSelector, is) }
}

/** What keeps a form from being saved, and what is only to be known, each by field. */
export interface FormFindings {
  problems: Record<string, string>
  /** Also what is wrong already and not touched: it is no reason to refuse another change. */
  warnings: Record<string, string>
}

/** What is wrong with the form. */
export function findingsOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): FormFindings {
  const spec = specOf(object, edits)
  const form = { ...formOf(object), ...edits }
  const changed = Object.keys(mergePatchOf({ ...object.spec }, { ...spec }))
  const findings: FormFindings = { problems: {}, warnings: {} }
  for (const finding of prunerProblems(spec)) {
    const [top] = finding.path
    if (top === 'nodeSelector' && edits.nodeSelector) continue
    const refuses = finding.severity === 'error' && changed.includes(String(top))
    findings[refuses ? 'problems' : 'warnings'][fieldAt(finding.path)] ??= placedMessage(finding)
  }
  if (edits.nodeSelector) Object.assign(findings.problems, entryProblems('nodeSelector', form.nodeSelector, 'labels'))
  if (edits.affinity !== undefined) {
    const problem = yamlTextProblem(t('Affinity'), edits.affinity, 'fields')
    if (problem !== undefined) findings.problems['affinity'] = problem
  }
  return findings
}

/** Which field of the form a field of the settings is. */
export function fieldAt(path: Finding['path']): string {
  return path[0] === 'keepYoungerThan' ? 'keepYoungerThanDuration' : podFieldAt(path)
}
