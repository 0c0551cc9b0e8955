import { t } from '../../lib/t.ts'

/** Placeholder of a tab. */
export function AlertsTab() {
  return <p>{t('Loading')}</p>
}
