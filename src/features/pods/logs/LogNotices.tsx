import { useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import type { Pod } from '../../../k8s/resources/pod.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { subscribeToClock } from '../../../ui/clock.ts'
import { quietLevelOf } from './quietLevel.ts'

/** How far clocks may differ before it is worth a word, in ms. */
const clocksDifferMs = 30_000

interface LogNoticesProps {
  view: LogViewState
  /** The pods whose lines are shown. */
  pods: readonly Pod[]
}

/** What one has to know to trust what is shown: lines that are never written, were let go, or have another clock. */
export function LogNotices({ view, pods }: LogNoticesProps) {
  const level = quietLevelOf(pods)
  const { dropped, newest = 0 } = view
  const aheadMs = useSyncExternalStore(subscribeToClock, () => aheadOf(newest))
  return (
    <>
      {level !== undefined && (
        <Alert
          inline
          status="warning"
          title={t('The registry does not log requests')}
          actions={<Link to={paths.registry('', { action: 'log-level' })}>{t('Change log level')}</Link>}
        >
          <p>
            {t(
              'Its log level is {{level}} (REGISTRY_LOG_LEVEL): lines of level info are not written. There are no access lines, and no record of who pushed, pulled or deleted what.',
              { level },
            )}
          </p>
        </Alert>
      )}
      {dropped > 0 && (
        <Alert inline status="info" title={t('The oldest {{count}} lines were let go', { count: dropped })}>
          <p>{t('The console keeps at most 400 MB of lines. Download, or choose a shorter time.')}</p>
        </Alert>
      )}
      {aheadMs > 0 && (
        <Alert inline status="info" title={t('The clocks differ')}>
          <p>
            {t(
              'The clock of the cluster is {{span}} ahead of that of this computer. Times are those of the cluster; “how long ago” is not right by that much.',
              { span: timeSpan(aheadMs) },
            )}
          </p>
        </Alert>
      )}
    </>
  )
}

/** How far the clock of the cluster is ahead, in ms by steps of ten seconds; 0 for what is not worth a word. */
function aheadOf(newest: number): number {
  const ahead = newest / 1000 - Date.now()
  return ahead > clocksDifferMs ? Math.round(ahead / 10_000) * 10_000 : 0
}
