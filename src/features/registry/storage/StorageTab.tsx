import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function StorageTab() {
  return <p>{t('Loading')}</p>
}
