import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function SettingsTab() {
  return <p>{t('Loading')}</p>
}
