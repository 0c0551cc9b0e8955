import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core/dist/esm/components/Breadcrumb'
import { Title } from '@patternfly/react-core/dist/esm/components/Title'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../lib/t.ts'
import { useTitleFocus } from './titleFocus.ts'
import './page.css'

export interface Crumb {
  title: string
  /** Absent: a place without a page of its own. */
  path?: string
}

export interface PageProps {
  /** The h1. */
  title: string
  /** What the document title says instead of the h1. */
  documentTitle?: string
  breadcrumbs?: readonly Crumb[]
  /** Labels beside the title: states, not decoration. */
  labels?: ReactNode
  /** The primary button and the kebab. */
  actions?: ReactNode
  /** One sentence under the title. */
  description?: ReactNode
  /** Tabs as links, under the title. */
  tabs?: ReactNode
  children?: ReactNode
}

/** The frame of every page: one h1 that takes the focus after navigation, the document title, breadcrumbs and actions. */
export function Page({ title, documentTitle, breadcrumbs, labels, actions, description, tabs, children }: PageProps) {
  const heading = useTitleFocus()
  return (
    <>
      <title>{`${documentTitle ?? title} · ${t('Registry Console')}`}</title>
      <div className="rc-page__header">
        {breadcrumbs && <Breadcrumbs crumbs={breadcrumbs} current={title} />}
        <div className="rc-page__title-row">
          <div className="rc-page__title">
            <Title ref={heading} headingLevel="h1" size="2xl" tabIndex={-1} className="rc-page__h1">
              {title}
            </Title>
            {labels && <div className="rc-page__labels">{labels}</div>}
          </div>
          {actions && <div className="rc-page__actions">{actions}</div>}
        </div>
        {description && <p className="rc-page__description">{description}</p>}
        {tabs}
      </div>
      <div className="rc-page__body">{children}</div>
    </>
  )
}

function Breadcrumbs({ crumbs, current }: { crumbs: readonly Crumb[]; current: string }) {
  return (
    <Breadcrumb aria-label={t('Breadcrumb')}>
      {crumbs.map(({ title, path }, index) => (
        <BreadcrumbItem
          key={title + String(index)}
          render={({ className }) =>
            path ? (
              <Link className={className} to={path}>
                {title}
              </Link>
            ) : (
              title
            )
          }
        />
      ))}
      <BreadcrumbItem
        isActive
        render={({ className, ariaCurrent }) => (
          <span className={className} aria-current={ariaCurrent}>
            {current}
          </span>
        )}
      />
    </Breadcrumb>
  )
}
