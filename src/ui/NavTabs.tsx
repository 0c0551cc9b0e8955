import '@patternfly/patternfly/components/Tabs/tabs.css'
import { NavLink } from 'react-router'
import { t } from '../lib/t.ts'
import { keepFocus } from './titleFocus.ts'

export interface NavTab {
  name: string
  path: string
  title: string
}

/** Tabs of a page as links, each with an address of its own. The focus stays on the tab that was chosen. */
export function NavTabs({ tabs, current, label }: { tabs: readonly NavTab[]; current: string; label?: string }) {
  return (
    <nav className="pf-v6-c-tabs pf-m-nav" aria-label={label ?? t('Tabs')}>
      <ul className="pf-v6-c-tabs__list" role="list">
        {tabs.map((tab) => (
          <li key={tab.name} className={`pf-v6-c-tabs__item${tab.name === current ? ' pf-m-current' : ''}`}>
            <NavLink
              className="pf-v6-c-tabs__link"
              to={tab.path}
              state={keepFocus}
              aria-current={tab.name === current ? 'page' : undefined}
            >
              <span className="pf-v6-c-tabs__item-text">{tab.title}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
