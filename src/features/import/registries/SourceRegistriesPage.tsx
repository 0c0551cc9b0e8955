import { t } from '../../../lib/t.ts'
import { Page } from '../../../ui/Page.tsx'

/** The registries that image streams import from. */
export function SourceRegistriesPage() {
  return <Page title={t('Source registries')}>{null}</Page>
}
