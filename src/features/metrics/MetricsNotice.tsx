import { CommandLine } from '../../ui/CommandLine.tsx'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { problemOf } from '../../prometheus/PrometheusError.ts'
import { t } from '../../lib/t.ts'

/** What is needed to read metrics at all, once for all charts. */
export function MetricsNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { problem, title, advice, message, command } = problemOf(error)
  return (
    <Alert
      inline
      status={problem === 'missing' ? 'info' : 'warning'}
      title={title}
      actions={
        <Button variant="link" isInline onClick={onRetry}>
          {t('Retry')}
        </Button>
      }
    >
      <p>{advice}</p>
      {command && (
        <p>
          <CommandLine command={command} />
        </p>
      )}
      <ServerMessage message={message} />
    </Alert>
  )
}

/** What a chart says while the page says why. */
export function neededFor(error: unknown): string {
  const { problem } = problemOf(error)
  return problem === 'forbidden'
    ? t('Needs the cluster role cluster-monitoring-view.')
    : t('Needs Prometheus, which is not connected.')
}

/** Whether no query can succeed, whatever it asks. */
export function isForAll(error: unknown): boolean {
  if (!error) return false
  const { problem } = problemOf(error)
  return problem === 'missing' || problem === 'forbidden'
}
