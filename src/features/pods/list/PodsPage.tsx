import { t } from '../../../lib/t.ts'
import { Page } from '../../../ui/Page.tsx'

export function PodsPage() {
  return <Page title={t('Pods')} />
}
