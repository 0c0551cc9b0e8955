import { useMemo, useState, type ReactNode } from 'react'
import type { ApiError } from '../k8s/ApiError.ts'
import type { LogLines, LogReading } from '../k8s/logReader.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { download } from './download.ts'
import { rowsOfLines } from './logs/linesOfLog.ts'
import { LogList } from './logs/LogList.tsx'
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

/** The lines of a log, as many as there are, of which only those in sight are on the page. Follows the end until somebody looks back. */
export function LogView({ name, lines, state, error, onRetry, fileName, empty }: LogViewProps) {
  const [wrap, setWrap] = useState(false)
  const [following, setFollowing] = useState(true)
  const [columns, setColumns] = useState(0)
  const rows = useMemo(() => rowsOfLines(lines, wrap ? columns : 0), [lines, wrap, columns])
  const text = () => Array.from({ length: lines.count }, (_, index) => `${lines.at(index)}\n`).join('')
  return (
    <div className="rc-log">
      <div className="rc-log__toolbar">
        <LogState state={state} following={following} />
        <span className="rc-subtle rc-number">{t('{{count}} lines', { count: lines.count })}</span>
        <span className="rc-log__end">
          {state === 'live' && lines.count > 0 && (
            <Button size="sm" onClick={() => setFollowing(!following)}>
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
        // Rows of wrapped lines are others: the list begins anew.
        <LogList
          key={String(wrap)}
          {...{ name, rows, wrap, following }}
          levels={false}
          onFollowing={setFollowing}
          onColumns={setColumns}
        />
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
