import { t } from '../../lib/t.ts'
import { Page } from '../../ui/Page.tsx'

/** Is the registry healthy, and if not, exactly why, and what to do. */
export function OverviewPage() {
  return <Page title={t('Overview')}>{null}</Page>
}
