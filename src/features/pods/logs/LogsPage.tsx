import { t } from '../../../lib/t.ts'
import { Page } from '../../../ui/Page.tsx'

export function LogsPage() {
  return <Page title={t('Logs')} />
}
