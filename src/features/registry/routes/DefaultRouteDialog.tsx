import { t } from '../../../lib/t.ts'

/** Placeholder of a dialog. */
export function ExposeRouteDialog() {
  return <p>{t('Loading')}</p>
}

/** Placeholder of a dialog. */
export function HideRouteDialog() {
  return <p>{t('Loading')}</p>
}
