import { t } from '../../lib/t.ts'

/** Placeholder of a tab. */
export function ObjectivesTab() {
  return <p>{t('Loading')}</p>
}
