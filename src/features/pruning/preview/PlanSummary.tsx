import { t } from '../../../lib/t.ts'
import { pruneCommand, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Announcement } from '../../../ui/Announcement.tsx'
import { EquivalentCommand } from '../../../ui/EquivalentCommand.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { optionsKey, shortDuration } from './previewOptions.ts'
import { RunButtons } from './RunButtons.tsx'
import { useShownPreview } from './shownPreview.ts'
import { largestReasons, planNotes, planNumbers, planSentence, totalsDifference } from './totalsWords.ts'
import { runOptions, type PresentSettings } from './usePresentOptions.ts'

interface PlanSummaryProps {
  present: PresentSettings
  /** Another plan is on its way. */
  planning: boolean
  /** What is wanted cannot be read: this is the last plan that could. */
  outdated: boolean
}

/** The answer first: what a run would delete and free. The numbers prove it below. */
export function PlanSummary({ present, planning, outdated }: PlanSummaryProps) {
  const shown = useShownPreview()
  const { plan, compared } = shown
  const now = runOptions(present)
  const isNow = now !== undefined && optionsKey(plan.options) === optionsKey(now)
  const sentence = planSentence(shown, isNow, plan.invalid.length)
  // A project alone is no other setting: what it is compared with is of the same project.
  const { namespace } = plan.options
  const base = { ...present.options, ...(namespace !== undefined && { namespace }) }
  const differs = present.source === 'pruner' && !plan.stopped && optionsKey(plan.options) !== optionsKey(base)
  const difference = differs && compared ? differenceText(plan.totals, compared) : undefined
  const stillOf = outdated ? outdatedText(plan.options) : undefined
  const nothing = !plan.stopped && plan.totals.images + plan.totals.streamItems === 0
  return (
    <section className="rc-preview__summary" aria-label={t('Summary')} aria-busy={planning}>
      <div className="rc-preview__answer">
        <div>
          <p className="rc-preview__lead-sentence">{sentence}</p>
          {stillOf !== undefined && <Alert status="warning" inline title={stillOf} />}
          <p className="rc-subtle">{[t('Nothing is deleted by looking.'), ...planNotes(shown)].join(' ')}</p>
          {difference !== undefined && <p className="rc-preview__difference">{difference}</p>}
          {plan.errors.length > 0 && plan.invalid.length === 0 && <ServerMessage message={plan.errors.join('\n')} />}
          {nothing && <Reasons />}
        </div>
        <RunButtons present={present} />
      </div>
      {!plan.stopped && !nothing && (
        <dl className="rc-preview__numbers" aria-label={t('What goes')}>
          {planNumbers(shown).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <EquivalentCommand
        command={pruneCommand(plan.options)}
        note={t(
          'As it stands the command deletes nothing: it does with --confirm. The job of the pruner adds that, the address of the registry and whom to trust there, and tries up to six times.',
        )}
      />
      <Announcement label={t('Result')} text={[stillOf, sentence, difference].filter(Boolean).join(' ')} />
    </section>
  )
}

function outdatedText({ keepTagRevisions, keepYoungerThan }: PruneOptions): string {
  if (keepTagRevisions === undefined || keepYoungerThan === undefined)
    return t('A setting below cannot be read: this is still the answer from before.')
  return t('A setting below cannot be read: this is still the answer for {{revisions}} revisions and {{age}}.', {
    revisions: keepTagRevisions,
    age: shortDuration(keepYoungerThan),
  })
}

function differenceText(...totals: Parameters<typeof totalsDifference>): string {
  const difference = totalsDifference(...totals)
  return difference === undefined
    ? t('The same as with the present settings.')
    : t('{{difference}} against the present settings.', { difference })
}

/** Why nothing goes. */
function Reasons() {
  const reasons = largestReasons(useShownPreview().plan)
  if (reasons.length === 0) return null
  return (
    <ul className="rc-preview__list" aria-label={t('Why nothing goes')}>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  )
}
