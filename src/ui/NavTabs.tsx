import '@patternfly/patternfly/components/Tabs/tabs.css'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { t } from '../lib/t.ts'
import { keepFocus } from './titleFocus.ts'

export interface NavTab {
  name: string
  path: string
  title: string
}

export interface NavTabsProps {
  tabs: readonly NavTab[]
  current: string
  label?: string
  /** Tabs inside a tab. */
  secondary?: boolean
}

/** Tabs of a page as links, each with an address of its own. The focus stays on the tab that was chosen. */
export function NavTabs({ tabs, current, label, secondary = false }: NavTabsProps) {
  const list = useRef<HTMLUListElement>(null)
  // The scroll position: where not all tabs fit, the current one is in sight.
  useEffect(() => {
    const tab = [...(list.current?.children ?? [])].find((each) => each.getAttribute('data-tab') === current)
    if (list.current && tab) bringIntoSight(list.current, tab)
  }, [current])
  return (
    <nav className={`pf-v6-c-tabs pf-m-nav${secondary ? ' pf-m-subtab' : ''}`} aria-label={label ?? t('Tabs')}>
      <ul ref={list} className="pf-v6-c-tabs__list" role="list">
        {tabs.map((tab) => (
          <li
            key={tab.name}
            data-tab={tab.name}
            className={`pf-v6-c-tabs__item${tab.name === current ? ' pf-m-current' : ''}`}
          >
            <Link
              className="pf-v6-c-tabs__link"
              to={tab.path}
              state={keepFocus}
              aria-current={tab.name === current ? 'page' : undefined}
            >
              <span className="pf-v6-c-tabs__item-text">{tab.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function bringIntoSight(list: Element, tab: Element): void {
  const [frame, place] = [list.getBoundingClientRect(), tab.getBoundingClientRect()]
  if (place.right > frame.right) list.scrollLeft += place.right - frame.right
}
