import { CommandLine } from '../../ui/CommandLine.tsx'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { PrometheusError, problemOf } from '../../prometheus/PrometheusError.ts'
import { t } from '../../lib/t.ts'

/** What is needed to read metrics at all, once for all charts. */
export function MetricsNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { problem, title, advice, message, command } = isOfNobody(error) ? unknownPerson(error) : problemOf(error)
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

/** No right is missing where nobody knows yet who asks. */
const isOfNobody = (error: unknown) =>
  error instanceof PrometheusError && error.isOfNobody && error.problem === 'forbidden'

function unknownPerson(error: unknown): ReturnType<typeof problemOf> {
  const { problem, message } = problemOf(error)
  return {
    problem,
    message,
    title: t('Prometheus does not know who asks'),
    advice: t(
      'It takes no request without a valid token. For npm start and npm run serve that is PROMETHEUS_TOKEN, such as oc whoami -t prints.',
    ),
  }
}

/** What a chart says while the page says why. */
export function neededFor(error: unknown): string {
  if (isOfNobody(error)) return t('Needs a valid token for Prometheus.')
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
