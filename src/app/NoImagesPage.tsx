import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Missing } from '../ui/Missing.tsx'
import { Page } from '../ui/Page.tsx'

/** In place of the pages that are about images, on a cluster whose API does not know any: what it is, and what works all the same. */
export function NoImagesPage() {
  return (
    <Page title={t('No image registry of OpenShift')}>
      <Missing what="image.openshift.io">
        <p>
          {t(
            'This is not OpenShift, or an OpenShift without image streams, such as MicroShift: there is nothing to browse, import, prune or look after. Pull secrets and permissions work.',
          )}
        </p>
        <p>
          <LinkButton primary to={paths.access('pull-secrets')}>
            {t('Pull secrets')}
          </LinkButton>
        </p>
      </Missing>
    </Page>
  )
}
