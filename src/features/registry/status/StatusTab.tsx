import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function StatusTab() {
  return <p>{t('Loading')}</p>
}
