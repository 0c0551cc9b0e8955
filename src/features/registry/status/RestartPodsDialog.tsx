import { t } from '../../../lib/t.ts'

/** Placeholder of a dialog. */
export function RestartPodsDialog() {
  return <p>{t('Loading')}</p>
}
