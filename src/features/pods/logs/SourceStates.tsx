import AngleDownIcon from '@patternfly/react-icons/dist/esm/icons/angle-down-icon'
import AngleUpIcon from '@patternfly/react-icons/dist/esm/icons/angle-up-icon'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import type { LogSource } from '../../../logs/logSession.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { paths } from '../../../lib/paths.ts'
import { listed, sentences } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { grantingRole, missingRight } from '../../../ui/forbidden.ts'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { sourcesWords, sourceWords } from './sourceWords.ts'

interface SourceStatesProps {
  sources: readonly LogSource[]
  view: LogViewState
}

/** How the logs of all pods are, in a word; each by itself when it is opened. */
export function SourceStates({ sources, view }: SourceStatesProps) {
  const { status, word, why } = sourcesWords(sources)
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <span className="rc-logs__state">
        <span role="status" aria-label={t('State of the logs')}>
          <StatusLabel status={status} compact title={why}>
            {word}
          </StatusLabel>
        </span>
        <Button
          variant="link"
          isInline
          size="sm"
          icon={open ? <AngleUpIcon /> : <AngleDownIcon />}
          iconPosition="end"
          aria-expanded={open}
          aria-controls={id}
          title={open ? t('Hide the state of each log') : t('Show the state of each log')}
          onClick={() => setOpen(!open)}
        >
          {t('{{count}} logs', { count: sources.length })}
        </Button>
      </span>
      {/* Below all that it stands among: what was pressed stays where it is. */}
      <ul id={id} hidden={!open} className="rc-logs__sources" aria-label={t('Logs that are read')}>
        {sources.map((source) => (
          <li key={source.id}>
            <SourceState source={source} lines={view.sources.find((each) => each.source === source.id)?.lines ?? 0} />
          </li>
        ))}
      </ul>
    </>
  )
}

function SourceState({ source, lines }: { source: LogSource; lines: number }) {
  const { status, word, why } = sourceWords(source)
  return (
    <>
      <StatusLabel status={status} compact>
        {word}
      </StatusLabel>
      <Link to={paths.pod(source.pod)}>{source.pod}</Link>
      <span className="rc-subtle">
        {source.previous ? t('{{container}}, previous', { container: source.container }) : source.container}
        {' · '}
        <span className="rc-number">{t('{{count}} lines', { count: lines })}</span>
        {why && ` · ${why}`}
        {source.state === 'waiting' && source.error && ` ${source.error.message}`}
      </span>
    </>
  )
}

/** The logs that cannot be read, each with the reason and what to do. */
export function SourceProblems({ sources, onRetry }: { sources: readonly LogSource[]; onRetry(): void }) {
  // A container that has never been restarted has no run before: that is no failure, and trying again changes nothing.
  const isMissing = ({ previous, error }: LogSource) => previous && (error?.code === 400 || error?.code === 404)
  const broken = sources.filter((source) => source.state === 'broken' && !isMissing(source))
  const forbidden = sources.filter(({ state }) => state === 'forbidden')
  const [refused] = forbidden
  const right = refused?.error && missingRight(refused.error)
  return (
    <>
      {broken.length > 0 && (
        <Alert
          inline
          status="warning"
          title={t('{{count}} logs broke off', { count: broken.length })}
          actions={
            <Button variant="link" isInline onClick={onRetry}>
              {t('Retry')}
            </Button>
          }
        >
          <p>{t('Lines that were read stay. Retrying continues where each broke off.')}</p>
          {broken.map(({ id, pod, error }) => (
            <div key={id}>
              {pod} {error && <ServerMessage message={error.message} />}
            </div>
          ))}
        </Alert>
      )}
      {refused && forbidden.length < sources.length && (
        <Alert inline status="warning" title={t('{{count}} logs may not be read', { count: forbidden.length })}>
          <p>
            {sentences(
              `${listed(forbidden.map(({ pod }) => pod))}${t('.')}`,
              right && sentence(right),
              right && t('The role {{role}} grants it.', { role: grantingRole(right).roles.join(t(' or ')) }),
            )}
          </p>
        </Alert>
      )}
    </>
  )
}
