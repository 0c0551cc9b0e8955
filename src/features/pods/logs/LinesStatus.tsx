import '@patternfly/patternfly/components/Label/label.css'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import type { ReactNode } from 'react'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { fieldFilterWords } from './filterWords.ts'
import { tailToRead, type FieldFilter, type LogsChange, type LogsQuery } from './logsQuery.ts'

interface LinesStatusProps {
  query: LogsQuery
  view: LogViewState
  /** What stands first: how the logs are, which matches there are. */
  lead: ReactNode
  change(change: LogsChange): void
  onRemove(filter: FieldFilter): void
  onClear(): void
}

/** How many lines are shown, and everything that hides the others: each can be taken away here. */
export function LinesStatus({ query, view, lead, change, onRemove, onClear }: LinesStatusProps) {
  const { fields } = query
  const { shown, total, noise } = view
  const tail = tailToRead(query)
  const isCut = tail !== undefined && view.sources.some(({ lines }) => lines >= tail)
  return (
    <div className="rc-logs__status" role="group" aria-label={t('What is shown')}>
      {lead}
      {total > 0 && (
        <span className="rc-number rc-subtle">
          {shown === total
            ? t('{{count}} lines', { count: total })
            : t('{{shown}} of {{total}} lines', { shown: formatNumber(shown), total: formatNumber(total) })}
        </span>
      )}
      {fields.length > 0 && (
        <ul className="rc-logs__chips" aria-label={t('Filters')}>
          {fields.map((filter) => (
            <li key={JSON.stringify(filter)}>
              <Chip filter={filter} onRemove={() => onRemove(filter)} />
            </li>
          ))}
        </ul>
      )}
      {(fields.length > 1 || (fields.length > 0 && query.level)) && (
        <Button variant="link" isInline size="sm" onClick={onClear}>
          {t('Clear filters')}
        </Button>
      )}
      {noise > 0 && (
        <span className="rc-subtle">
          <span title={t('Anonymous pings, HEAD 404, probes and scrapes')}>
            {t('{{count}} lines hidden: normal noise', { count: noise })}
          </span>
          {' · '}
          <Button variant="link" isInline size="sm" onClick={() => change({ noise: '1' })}>
            {t('Show noise')}
          </Button>
        </span>
      )}
      {query.noise && (
        <span className="rc-subtle">
          {t('Normal noise is shown')}
          {' · '}
          <Button variant="link" isInline size="sm" onClick={() => change({ noise: '' })}>
            {t('Hide noise')}
          </Button>
        </span>
      )}
      {query.previous && (
        <span className="rc-subtle">
          {t('The run before the last restart')}
          {' · '}
          <Button variant="link" isInline size="sm" onClick={() => change({ previous: '' })}>
            {t('Show the current one')}
          </Button>
        </span>
      )}
      {isCut && (
        <span className="rc-subtle">
          {t('Only the newest {{count}} lines of each log', { count: tail })}
          {' · '}
          <Button variant="link" isInline size="sm" onClick={() => change({ tail: 'all' })}>
            {t('Read all')}
          </Button>
        </span>
      )}
    </div>
  )
}

function Chip({ filter, onRemove }: { filter: FieldFilter; onRemove(): void }) {
  const words = fieldFilterWords(filter)
  return (
    <span className="pf-v6-c-label pf-m-outline pf-m-compact">
      <span className="pf-v6-c-label__content" title={`${filter.key} ${filter.exclude ? '≠' : '='} ${filter.value}`}>
        <span className="pf-v6-c-label__text">
          <bdi>{words}</bdi>
        </span>
      </span>
      <span className="pf-v6-c-label__actions">
        <Button
          variant="plain"
          hasNoPadding
          aria-label={t('Remove filter {{filter}}', { filter: words })}
          icon={<TimesIcon />}
          onClick={onRemove}
        />
      </span>
    </span>
  )
}
