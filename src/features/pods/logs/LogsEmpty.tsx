import { useEffect, useState, type ReactNode } from 'react'
import type { LogSource } from '../../../logs/logSession.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Forbidden } from '../../../ui/Forbidden.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { hidingWords, sinceWords } from './filterWords.ts'
import type { LogsQuery } from './logsQuery.ts'

/** An answer that has begun may take so long to bring its first lines, in ms. */
const firstLinesMs = 1500

interface LogsEmptyProps {
  query: LogsQuery
  sources: readonly LogSource[]
  view: LogViewState
  /** For views whose lines may all be hidden. */
  onClearFilters?(): void
  onShowNoise?(): void
  onAllTime(): void
}

/** Why there is no line to show, and the one next step. */
export function LogsEmpty({ query, sources, view, onClearFilters, onShowNoise, onAllTime }: LogsEmptyProps): ReactNode {
  const settled = useSettled(sources.map(({ id, state }) => `${id} ${state}`).join())
  if (sources.length === 0) return <Reading />
  const [refused] = sources
  if (sources.every(({ state }) => state === 'forbidden') && refused?.error) return <Forbidden error={refused.error} />
  if (view.total > 0) return <AllHidden {...{ query, view, onClearFilters, onShowNoise }} />
  const isOver = sources.every(({ state }) => state === 'ended' || state === 'gone')
  if (sources.some(({ state }) => state === 'reading') || !(settled || isOver)) return <Reading />
  const waiting = sources.filter(({ state }) => state === 'waiting')
  if (waiting.length === sources.length) {
    return (
      <EmptyState title={t('The container has not started')}>
        <p>{t('Its log shows here as soon as it has.')}</p>
        {waiting.map(({ id, pod, error }) => (
          <p key={id} className="rc-subtle">
            {pod} {error?.message}
          </p>
        ))}
      </EmptyState>
    )
  }
  // Whoever asks for the run before may ask for what has never been.
  const isRefused = (code = 0) => query.previous && (code === 400 || code === 404)
  if (sources.every(({ state, error }) => state === 'broken' && !isRefused(error?.code))) {
    return (
      <EmptyState title={t('The logs could not be read')}>
        <p>{t('The server’s answer is said above, with a way to try again.')}</p>
      </EmptyState>
    )
  }
  if (query.previous && sources.every(({ state }) => state !== 'live' && state !== 'polled')) {
    return (
      <EmptyState title={t('No previous container')}>
        <p>{t('The container has not been restarted, or the log of the run before is no longer kept.')}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={query.since ? t('No lines in this time') : isOver ? t('The log is empty') : t('No lines yet')}
      actions={query.since && <Button onClick={onAllTime}>{t('Show any time')}</Button>}
    >
      <p>
        {query.since && t('Nothing was written in {{span}}.', { span: sinceWords(query.since) })}
        {sentenceGap()}
        {!isOver && t('New lines show here as they come.')}
      </p>
    </EmptyState>
  )
}

/** The shape of lines, and what is waited for. */
function Reading() {
  return (
    <div className="rc-logs__reading">
      <p>{t('Reading the logs …')}</p>
      <SkeletonLines lines={10} />
    </div>
  )
}

/** Whether nothing has changed for as long as first lines may take: that there are none is known by their absence alone. */
function useSettled(now: string): boolean {
  const [settled, setSettled] = useState<string>()
  // Time is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), firstLinesMs)
    return () => clearTimeout(timer)
  }, [now])
  return settled === now
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
