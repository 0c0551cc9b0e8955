import { t } from '../../../lib/t.ts'
import { Page } from '../../../ui/Page.tsx'
import { LogsView } from './LogsView.tsx'

/** What the registry's pods write, merged by time: lines, requests, and who did what. */
export function LogsPage() {
  return (
    <Page title={t('Logs')}>
      <LogsView />
    </Page>
  )
}
