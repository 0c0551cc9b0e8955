import { useConnection } from '../k8s/connection.ts'
import { t } from '../lib/t.ts'
import { useApiHealth } from './apiHealth.ts'

/** Whether what is shown is live. */
export function ConnectionStatus() {
  const { state, polling } = useConnection()
  const { unreachable, signedOut } = useApiHealth()
  // Before the first answer nothing is followed, and nothing can be live.
  const shown = state === 'live' && (unreachable || signedOut) ? 'offline' : state
  const explanation = explain(shown, polling)
  return (
    <span className={`rc-connection rc-m-${shown}`} role="status" aria-label={t('Connection')} title={explanation}>
      <span className="rc-connection__dot" aria-hidden="true" />
      <span className="rc-connection__word">{word(shown)}</span>
      {shown === 'live' && polling && <span className="rc-connection__polling">{t('every 5 s')}</span>}
    </span>
  )
}

function word(state: 'live' | 'reconnecting' | 'offline'): string {
  if (state === 'live') return t('Live')
  return state === 'reconnecting' ? t('Reconnecting') : t('Offline')
}

function explain(state: 'live' | 'reconnecting' | 'offline', polling: boolean): string {
  if (state === 'reconnecting') return t('The connection to the API was lost. What is shown is what was last known.')
  if (state === 'offline') return t('The API does not answer. What is shown is what was last known.')
  if (polling) {
    return t(
      'Part of this page is refreshed every 5 seconds: the live connections of this browser are all in use, or you may not watch it.',
    )
  }
  return t('What is shown changes as soon as the cluster does.')
}
