import { t } from '../../lib/t.ts'

/** Placeholder of a tab. */
export function ChartsTab() {
  return <p>{t('Loading')}</p>
}
