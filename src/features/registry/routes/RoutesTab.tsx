import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function RoutesTab() {
  return <p>{t('Loading')}</p>
}
