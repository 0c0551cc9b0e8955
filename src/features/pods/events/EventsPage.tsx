import { t } from '../../../lib/t.ts'
import { Page } from '../../../ui/Page.tsx'

export function EventsPage() {
  return <Page title={t('Events')} />
}
