import { t } from '../../../lib/t.ts'

/** Placeholder of a dialog. */
export function DiagnosticsDialog() {
  return <p>{t('Loading')}</p>
}
