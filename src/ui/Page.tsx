import '@patternfly/patternfly/components/Breadcrumb/breadcrumb.css'
import '@patternfly/patternfly/components/Title/title.css'
import AngleRightIcon from '@patternfly/react-icons/dist/esm/icons/angle-right-icon'
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
            <h1 ref={heading} tabIndex={-1} className="pf-v6-c-title pf-m-2xl rc-page__h1">
              {title}
            </h1>
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
    <nav className="pf-v6-c-breadcrumb" aria-label={t('Breadcrumb')}>
      <ol className="pf-v6-c-breadcrumb__list" role="list">
        {crumbs.map((crumb, index) => (
          <li className="pf-v6-c-breadcrumb__item" key={crumb.title + String(index)}>
            {index > 0 && <Divider />}
            {crumb.path ? (
              <Link className="pf-v6-c-breadcrumb__link" to={crumb.path}>
                {crumb.title}
              </Link>
            ) : (
              crumb.title
            )}
          </li>
        ))}
        <li className="pf-v6-c-breadcrumb__item">
          <Divider />
          <span className="pf-v6-c-breadcrumb__link pf-m-current" aria-current="page">
            {current}
          </span>
        </li>
      </ol>
    </nav>
  )
}

function Divider() {
  return (
    <span className="pf-v6-c-breadcrumb__item-divider">
      <AngleRightIcon />
    </span>
  )
}
