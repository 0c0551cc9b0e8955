import { nextRuns, parseCron } from '../../lib/cron.ts'
import { parseGoDuration } from '../../lib/goDuration.ts'
import { t } from '../../lib/t.ts'
import { durationProblem } from './durationProblem.ts'
import type { ImagePrunerSpec } from './imagePruner.ts'
import {
  affinityProblems,
  nodeSelectorProblems,
  resourceProblems,
  tolerationProblems,
  type Finding,
} from './podPlacement.ts'

const mostInt32 = 2_147_483_647
const oftenMs = 15 * 60_000

/**
 * What is wrong with the settings of the pruner. The API server takes nearly all of it, and the operator or every run fails
 * later: each message says which. A setting that does what it says and is rarely wanted is a warning.
 */
export function prunerProblems(spec: object): Finding[] {
  // Fields of another type are what the schema refuses.
  const fields: Partial<Record<keyof ImagePrunerSpec, unknown>> = spec
  const at = (field: keyof ImagePrunerSpec, findings: readonly Finding[]) =>
    findings.map((finding) => ({ ...finding, path: [field, ...finding.path] }))
  const text = (field: keyof ImagePrunerSpec, problems: (value: string) => Finding[]) => {
    const value = fields[field]
    return typeof value === 'string' ? at(field, problems(value)) : []
  }
  const number = (field: keyof ImagePrunerSpec, problems: (value: number | bigint) => Finding[]) => {
    const value = fields[field]
    return typeof value === 'number' || typeof value === 'bigint' ? at(field, problems(value)) : []
  }
  const object = (field: keyof ImagePrunerSpec, problems: (value: object) => Finding[]) => {
    const value = fields[field]
    return typeof value === 'object' && value !== null ? at(field, problems(value)) : []
  }
  return [
    ...text('schedule', scheduleProblems),
    ...(fields.suspend === true ? at('suspend', [warning(suspendedText())]) : []),
    ...number('keepTagRevisions', revisionProblems),
    ...text('keepYoungerThanDuration', durationProblems),
    ...(typeof fields.keepYoungerThanDuration === 'string'
      ? []
      : number('keepYoungerThan', (age) => (isWhole(age) ? ageProblems(BigInt(age)) : []))),
    ...number('successfulJobsHistoryLimit', (limit) => limitProblems('successfulJobsHistoryLimit', limit)),
    ...number('failedJobsHistoryLimit', (limit) => limitProblems('failedJobsHistoryLimit', limit)),
    ...object('resources', resourceProblems),
    ...object('nodeSelector', nodeSelectorProblems),
    ...object('tolerations', (tolerations) =>
      Object.values(tolerations).flatMap((toleration: unknown, index) =>
        typeof toleration === 'object' && toleration !== null
          ? tolerationProblems(toleration).map((finding) => ({ ...finding, path: [index, ...finding.path] }))
          : [],
      ),
    ),
    ...object('affinity', affinityProblems),
  ]
}

const suspendedText = () => t('While it is suspended no run starts by itself: images and history only become more.')
const error = (message: string): Finding => ({ path: [], severity: 'error', message })
const warning = (message: string): Finding => ({ path: [], severity: 'warning', message })

function scheduleProblems(schedule: string): Finding[] {
  // The operator's default.
  if (schedule === '') return []
  const parsed = parseCron(schedule)
  if ('error' in parsed)
    return [
      error(
        [
          t('This is no schedule: {{error}}.', { error: parsed.error }),
          hintFor(schedule, parsed.error),
          t('The operator could not update the CronJob and would be degraded, while the old schedule goes on.'),
        ]
          .filter(Boolean)
          .join(' '),
      ),
    ]
  const { cron } = parsed
  if (cron.timeZone !== undefined)
    return [
      error(
        t(
          'A schedule has no time zone: newer API servers refuse the CronJob, and the operator would be degraded. Without it the times are those of the controller manager, normally UTC: convert them.',
        ),
      ),
    ]
  // From a Sunday of a leap year on, so that the answer is always the same.
  const runs = nextRuns(cron, Date.UTC(2024, 1, 4), 6)
  const [first] = runs
  if (first === undefined)
    return [error(t('There is no such day: no run would ever start. To stop pruning, suspend it.'))]
  if (cron.kind === 'every' && cron.delay < 60_000)
    return [error(t('Runs would follow each other without a pause: what is less than a second becomes one.'))]
  const least = Math.min(...runs.slice(1).map((run, index) => run - (runs[index] ?? 0)))
  return least < oftenMs
    ? [
        warning(
          t(
            'This is often: every run reads all workloads, image streams and images of the cluster. One that comes while another is going is left out.',
          ),
        ),
      ]
    : []
}

function hintFor(schedule: string, message: string): string | undefined {
  if (message.includes('(7) above maximum (6)')) return t('Sunday is 0.')
  if (message.startsWith('expected exactly 5 fields, found 6')) return t('There is no field for seconds or years.')
  if (schedule.trim() !== schedule && schedule.trim().startsWith('@'))
    return t('Blanks before or after it do not belong there.')
  return undefined
}

function durationProblems(duration: string): Finding[] {
  const problem = durationProblem(duration)
  const consequence = t(
    'The operator could not read its settings at all any more: nothing would change then, not even by suspending, until this is put right.',
  )
  if (problem !== undefined) return [error(`${problem} ${consequence}`)]
  const parsed = parseGoDuration(duration)
  return 'nanoseconds' in parsed ? ageProblems(parsed.nanoseconds) : []
}

function ageProblems(nanoseconds: bigint): Finding[] {
  if (nanoseconds < 0n)
    return [error(t('Every run would fail: --keep-younger-than must be greater than or equal to 0.'))]
  if (nanoseconds > 0n) return []
  return [
    warning(
      t(
        'Nothing is too young then: an image that was pushed a moment ago, and that no workload uses yet, can be deleted.',
      ),
    ),
  ]
}

function revisionProblems(revisions: number | bigint): Finding[] {
  if (!isWhole(revisions)) return [error(t('{{field}} has to be a whole number.', { field: 'keepTagRevisions' }))]
  if (revisions < 0) return [error(t('Every run would fail: --keep-tag-revisions must be greater than or equal to 0.'))]
  if (revisions > mostInt32)
    return [error(t('{{most}} is the most: no tag has that many revisions.', { most: mostInt32 }))]
  if (revisions > 0) return []
  return [
    warning(
      t('Not even the present revision counts: a tag that no workload uses loses its image once that is old enough.'),
    ),
  ]
}

function limitProblems(field: string, limit: number | bigint): Finding[] {
  if (!isWhole(limit)) return [error(t('{{field}} has to be a whole number.', { field }))]
  if (limit < 0)
    return [
      error(
        t(
          'The API refuses a CronJob whose {{field}} is negative: the operator would be degraded, and nothing changes.',
          {
            field,
          },
        ),
      ),
    ]
  if (limit > mostInt32)
    return [error(t('{{most}} is the most that the API server takes for {{field}}.', { most: mostInt32, field }))]
  return Number(limit) === 0
    ? [warning(t('None is kept: neither its result nor its log can be looked at when it is over.'))]
    : []
}

const isWhole = (value: unknown) => typeof value === 'bigint' || Number.isInteger(value)
