import { observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { ApiError } from '../k8s/ApiError.ts'
import type { LogLines, LogReading } from '../k8s/logReader.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { download } from './download.ts'
import { ServerMessage } from './ServerMessage.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import './log.css'

export interface LogViewProps {
  /** The accessible name: "Log of web-1". */
  name: string
  lines: LogLines
  state: LogReading<unknown>['state']
  /** Why the reading broke off. */
  error?: ApiError | undefined
  onRetry(): void
  /** Base name of the file that is saved. */
  fileName: string
  /** What to say while there is no line. */
  empty?: ReactNode
}

/** Pixels; the same in log.css. */
const lineHeight = 20
/** What is taken where nothing is laid out: tests, closed sections. */
const screenful = 30 * lineHeight

/** The lines of a log, as many as there are, of which only those in sight are on the page. Follows the end until somebody looks back. */
export function LogView({ name, lines, state, error, onRetry, fileName, empty }: LogViewProps) {
  const [wrap, setWrap] = useState(false)
  // How many lines there were when somebody looked back.
  const [pausedAt, setPausedAt] = useState<number>()
  const following = pausedAt === undefined
  const missed = pausedAt === undefined ? 0 : lines.count - pausedAt
  const follow = () => setPausedAt(undefined)
  const text = () => Array.from({ length: lines.count }, (_, index) => `${lines.at(index)}\n`).join('')
  return (
    <div className="rc-log">
      <div className="rc-log__toolbar">
        <LogState state={state} following={following} />
        <span className="rc-subtle rc-number">{t('{{count}} lines', { count: lines.count })}</span>
        <span className="rc-log__end">
          {state === 'live' && lines.count > 0 && (
            <Button size="sm" onClick={() => (following ? setPausedAt(lines.count) : follow())}>
              {following ? t('Pause') : t('Follow')}
            </Button>
          )}
          <Button size="sm" variant="tertiary" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
            {t('Wrap lines')}
          </Button>
          <Button
            size="sm"
            variant="tertiary"
            isDisabled={lines.count === 0}
            onClick={() => download(`${fileName}.log`, 'text/plain', text())}
          >
            {t('Download')}
          </Button>
          <CopyButton what={t('log')} text={text} />
        </span>
      </div>
      {state === 'broken' && error && (
        <Alert
          inline
          live
          status="warning"
          title={lines.count > 0 ? t('The log broke off') : t('The log could not be read')}
          actions={
            <Button variant="link" isInline onClick={onRetry}>
              {t('Read again')}
            </Button>
          }
        >
          {lines.count > 0 && <p>{t('What was read so far stays. Reading again continues it.')}</p>}
          <ServerMessage message={error.message} />
        </Alert>
      )}
      {lines.count === 0 ? (
        <div className="rc-log__empty rc-subtle">
          {empty ?? (state === 'ended' ? t('The log is empty.') : t('No lines yet.'))}
        </div>
      ) : (
        // Heights of wrapped lines are others: the list begins anew.
        <Lines
          key={String(wrap)}
          {...{ name, lines, wrap, following }}
          onLookBack={() => setPausedAt(lines.count)}
          onReachEnd={follow}
        />
      )}
      {missed > 0 && (
        <div className="rc-log__missed">
          <Button size="sm" variant="primary" onClick={follow}>
            {t('{{count}} new lines', { count: missed })}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What becomes of the log, read out when it changes. */
function LogState({ state, following }: { state: LogViewProps['state']; following: boolean }) {
  return (
    <span role="status">
      {state === 'live' && following && <StatusLabel status="success">{t('Live')}</StatusLabel>}
      {state === 'live' && !following && <StatusLabel status="none">{t('Paused')}</StatusLabel>}
      {state === 'waiting' && <StatusLabel status="info">{t('Waiting')}</StatusLabel>}
      {state === 'ended' && <StatusLabel status="none">{t('Ended')}</StatusLabel>}
      {state === 'broken' && <StatusLabel status="warning">{t('Broken off')}</StatusLabel>}
    </span>
  )
}

interface LinesProps {
  name: string
  lines: LogLines
  wrap: boolean
  following: boolean
  onLookBack(): void
  onReachEnd(): void
}

function Lines({ name, lines, wrap, following, onLookBack, onReachEnd }: LinesProps) {
  const frame = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.count,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    observeElementRect: (instance, tell) =>
      observeElementRect(instance, (rect) => tell(rect.height > 0 ? rect : { width: rect.width, height: screenful })),
  })
  const height = virtualizer.getTotalSize()

  // The scroll position belongs to the browser.
  useLayoutEffect(() => {
    if (following && frame.current) frame.current.scrollTop = frame.current.scrollHeight
  }, [following, height])

  const top = useRef(0)
  const onScroll = () => {
    const element = frame.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    const back = scrollTop < top.current - 1
    top.current = scrollTop
    const atEnd = scrollHeight - scrollTop - clientHeight < lineHeight
    if (following && back && !atEnd) onLookBack()
    else if (!following && atEnd && !back) onReachEnd()
  }
  // Before the first scroll of somebody the list stands at its end.
  useEffect(() => {
    top.current = frame.current?.scrollTop ?? 0
  }, [])

  return (
    <div
      ref={frame}
      className={`rc-log__frame${wrap ? ' rc-m-wrap' : ''}`}
      // Lines come faster than anybody can listen: the state above is read out instead.
      role="log"
      aria-live="off"
      aria-label={name}
      // No larger than its lines, with room for the bar that scrolls long ones.
      style={{ maxBlockSize: `calc(${height}px + 1.5rem)` }}
      // Scrolls by keyboard.
      tabIndex={0}
      dir="ltr"
      onScroll={onScroll}
    >
      <div
        className="rc-log__lines"
        style={{ blockSize: height, ...(!wrap && { minInlineSize: `calc(${lines.longest}ch + 2rem)` }) }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={wrap ? virtualizer.measureElement : undefined}
            data-index={index}
            className="rc-log__line"
            style={{ transform: `translateY(${start}px)` }}
          >
            {lines.at(index) || '\u00a0'}
          </div>
        ))}
      </div>
    </div>
  )
}
