import { t } from '../../../lib/t.ts'

/** Placeholder of a tab. */
export function RegistryYamlTab() {
  return <p>{t('Loading')}</p>
}
