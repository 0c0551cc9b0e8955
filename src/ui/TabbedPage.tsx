import { Suspense, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { NavTabs, type NavTab } from './NavTabs.tsx'
import { NoTab } from './NoTab.tsx'
import { Page, type PageProps } from './Page.tsx'
import { Panel } from './Panel.tsx'
import { SkeletonLines } from './Skeleton.tsx'

/** A tab of a page, and what stands in it. */
export interface PageTab extends NavTab {
  /** Usually a lazy component: the code of a tab comes when it is opened. */
  content: ReactNode
}

interface TabbedPageProps extends Omit<PageProps, 'tabs' | 'children'> {
  /** The first is the one without a name in the address. */
  tabs: readonly [PageTab, ...PageTab[]]
  /** What stands above every tab. */
  children?: ReactNode
}

/** A page whose tabs are the `:tab?` of its address. Each tab loads and fails alone. */
export function TabbedPage({ tabs, children, ...page }: TabbedPageProps) {
  const [first] = tabs
  const { tab = first.name } = useParams()
  const shown = tabs.find(({ name }) => name === tab)
  return (
    <Page {...page} tabs={<NavTabs tabs={tabs} current={tab} label={page.title} />}>
      {children}
      <Panel key={tab} skeleton={<SkeletonLines lines={10} />}>
        <Suspense fallback={<SkeletonLines lines={10} />}>
          {shown ? shown.content : <NoTab tab={tab} to={first.path} />}
        </Suspense>
      </Panel>
    </Page>
  )
}
