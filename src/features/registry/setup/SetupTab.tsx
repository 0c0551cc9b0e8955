import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function SetupTab() {
  return <p>{t('Loading')}</p>
}
