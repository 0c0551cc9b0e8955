import '@patternfly/patternfly/components/MenuToggle/menu-toggle.css'
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon'
import CaretDownIcon from '@patternfly/react-icons/dist/esm/icons/caret-down-icon'
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'
import type { MenuEntry } from './MenuPopup.tsx'

export type { MenuEntry } from './MenuPopup.tsx'

// What opens needs PatternFly's components and their placement: they come when the first menu is about to open.
const loadPopup = () => import('./MenuPopup.tsx')
const MenuPopup = lazy(async () => ({ default: (await loadPopup()).MenuPopup }))

export interface MenuButtonProps {
  /** The accessible name: "Actions for web". */
  label: string
  /** Asked when the menu opens. */
  entries(): readonly MenuEntry[]
  /** What the button shows; three dots without it. */
  children?: ReactNode
  icon?: ReactNode
  variant?: 'plain' | 'default' | 'primary' | 'secondary'
  /** Keeps the menu open while things are ticked in it. */
  stayOpen?: boolean
}

/** A button that opens a menu. A plain element until it is opened, so that fifty of them cost nothing. */
export function MenuButton({ label, entries, children, icon, variant = 'default', stayOpen = false }: MenuButtonProps) {
  const [open, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const modifier = children ? (variant === 'default' ? '' : ` pf-m-${variant}`) : ' pf-m-plain'
  const button = (
    <button
      ref={toggle}
      type="button"
      className={`pf-v6-c-menu-toggle${modifier}${open ? ' pf-m-expanded' : ''}`}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-label={label}
      onPointerEnter={() => void loadPopup()}
      onFocus={() => void loadPopup()}
      onClick={() => setOpen(!open)}
    >
      {icon && <span className="pf-v6-c-menu-toggle__icon">{icon}</span>}
      {children ? (
        <>
          <span className="pf-v6-c-menu-toggle__text">{children}</span>
          <span className="pf-v6-c-menu-toggle__controls">
            <span className="pf-v6-c-menu-toggle__toggle-icon">
              <CaretDownIcon />
            </span>
          </span>
        </>
      ) : (
        !icon && (
          <span className="pf-v6-c-menu-toggle__icon">
            <EllipsisVIcon />
          </span>
        )
      )}
    </button>
  )
  return (
    <>
      {button}
      {open && (
        <Suspense fallback={null}>
          <MenuPopup toggle={toggle} entries={entries()} stayOpen={stayOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
