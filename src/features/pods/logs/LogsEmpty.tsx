import type { ReactNode } from 'react'
import type { LogSource } from '../../../logs/logSession.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Forbidden } from '../../../ui/Forbidden.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { hidingWords, sinceWords } from './filterWords.ts'
import type { LogsQuery } from './logsQuery.ts'

interface LogsEmptyProps {
  query: LogsQuery
  sources: readonly LogSource[]
  view: LogViewState
  onClearFilters(): void
  onShowNoise(): void
  onAllTime(): void
}

/** Why there is no line to show, and the one next step. */
export function LogsEmpty({ query, sources, view, onClearFilters, onShowNoise, onAllTime }: LogsEmptyProps): ReactNode {
  if (sources.length === 0) return <SkeletonLines lines={10} />
  const [refused] = sources
  if (sources.every(({ state }) => state === 'forbidden') && refused?.error) return <Forbidden error={refused.error} />
  if (view.total > 0) return <AllHidden {...{ query, view, onClearFilters, onShowNoise }} />
  const waiting = sources.filter(({ state }) => state === 'waiting')
  if (waiting.length === sources.length) {
    return (
      <EmptyState title={t('The container has not started')} headingLevel="h3">
        <p>{t('Its log shows here as soon as it has.')}</p>
        {waiting.map(({ id, pod, error }) => (
          <p key={id} className="rc-subtle">
            {pod} {error?.message}
          </p>
        ))}
      </EmptyState>
    )
  }
  if (query.previous && sources.every(({ state }) => state !== 'live' && state !== 'polled')) {
    return (
      <EmptyState title={t('No previous container')} headingLevel="h3">
        <p>{t('The container has not been restarted, or the log of the run before is no longer kept.')}</p>
      </EmptyState>
    )
  }
  const isOver = sources.every(({ state }) => state === 'ended' || state === 'gone')
  return (
    <EmptyState
      title={query.since ? t('No lines in this time') : isOver ? t('The log is empty') : t('No lines yet')}
      headingLevel="h3"
      actions={query.since && <Button onClick={onAllTime}>{t('Read all')}</Button>}
    >
      <p>
        {query.since && t('Nothing was written in {{span}}.', { span: sinceWords(query.since) })}{' '}
        {!isOver && t('New lines show here as they come.')}
      </p>
    </EmptyState>
  )
}

function AllHidden({
  query,
  view,
  onClearFilters,
  onShowNoise,
}: Pick<LogsEmptyProps, 'query' | 'view' | 'onClearFilters' | 'onShowNoise'>) {
  const hiding = hidingWords(query)
  const isNoise = view.noise > 0 && view.filtered === 0
  return (
    <EmptyState
      title={isNoise ? t('Nothing but normal noise') : t('No line matches')}
      headingLevel="h3"
      actions={
        isNoise ? (
          <Button onClick={onShowNoise}>{t('Show normal noise')}</Button>
        ) : (
          <Button onClick={onClearFilters}>{t('Clear filters')}</Button>
        )
      }
    >
      {isNoise ? (
        <p>{t('All {{count}} lines are anonymous pings, HEAD 404, probes or scrapes.', { count: view.total })}</p>
      ) : (
        <p>{t('{{count}} lines are hidden by: {{filters}}.', { count: view.filtered, filters: hiding.join(' · ') })}</p>
      )}
    </EmptyState>
  )
}
