import { Link } from 'react-router'
import { t } from '../../lib/t.ts'
import type { LogClient } from '../../logs/logClient.ts'
import { CopyButton } from '../CopyButton.tsx'
import { SkeletonLines } from '../Skeleton.tsx'
import { useLines } from './useLines.ts'
import './audit.css'

const requestIdField = 'http.request.id'
const mostLines = 50
const mostShown = 4000

interface LogLinesProps {
  client: LogClient
  /** Their numbers. */
  lines: readonly number[]
  /** Where all lines of a request are shown. */
  linesPath(requestId: string): string
}

/** The lines that something was read from, as they are, and the way to their place in the log. */
export function LogLines({ client, lines, linesPath }: LogLinesProps) {
  const shown = lines.slice(0, mostLines)
  const found = useLines(client, shown)
  if (!found) return <SkeletonLines lines={Math.min(3, shown.length)} />
  const id = found.map(({ line }) => line.fields[requestIdField]).find(Boolean)
  const texts = found.flatMap(({ line, continued }) => [line.text, ...continued])
  return (
    <div className="rc-audit__lines">
      <div className="rc-audit__lines-head">
        <span className="rc-audit__strong">{t('In the log')}</span>
        {id !== undefined && <Link to={linesPath(id)}>{t('Show its lines in the log')}</Link>}
        {texts.length > 0 && <CopyButton what={t('lines')} text={texts.join('\n')} />}
      </div>
      {texts.length === 0 ? (
        <p className="rc-subtle">{t('These lines are no longer held: newer ones needed their room.')}</p>
      ) : (
        <pre className="rc-audit__raw" aria-label={t('Lines of the request')} dir="ltr">
          {texts.map((text) => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text)).join('\n')}
        </pre>
      )}
      {lines.length > mostLines && (
        <p className="rc-subtle">
          {t('The first {{shown}} of {{all}} lines.', { shown: mostLines, all: lines.length })}
        </p>
      )}
    </div>
  )
}
