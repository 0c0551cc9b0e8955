import { lazy } from 'react'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { TabbedPage, type PageTab } from '../../ui/TabbedPage.tsx'

const ImagePolicyTab = lazy(async () => ({ default: (await import('./images/ImagePolicyTab.tsx')).ImagePolicyTab }))
const MirrorsTab = lazy(async () => ({ default: (await import('./mirrors/MirrorsTab.tsx')).MirrorsTab }))
const ResolveTab = lazy(async () => ({ default: (await import('./resolve/ResolveTab.tsx')).ResolveTab }))

/** Which registries the whole cluster may use, and by which mirrors it reaches them. */
export function PolicyPage() {
  const tabs: [PageTab, ...PageTab[]] = [
    { name: 'images', path: paths.policy(), title: t('Images'), content: <ImagePolicyTab /> },
    { name: 'mirrors', path: paths.policy('mirrors'), title: t('Mirrors'), content: <MirrorsTab /> },
    { name: 'resolve', path: paths.policy('resolve'), title: t('Resolve'), content: <ResolveTab /> },
  ]
  return (
    <TabbedPage
      title={t('Cluster image policy')}
      description={t('Which registries the whole cluster may use, and by which mirrors it reaches them.')}
      tabs={tabs}
    />
  )
}
