import { t } from '../../lib/t.ts'
import { Page } from '../../ui/Page.tsx'

/** Images that a developer may build on or deploy. */
export function CatalogPage() {
  return <Page title={t('Catalog')}>{null}</Page>
}
