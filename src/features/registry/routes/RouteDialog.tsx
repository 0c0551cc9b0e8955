import { t } from '../../../lib/t.ts'

/** Placeholder of a dialog. */
export function RouteDialog(_: { name?: string }) {
  return <p>{t('Loading')}</p>
}
