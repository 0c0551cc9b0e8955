import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle'
import { useCallback, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { MenuPopup, type MenuEntry } from './MenuPopup.tsx'

export interface MenuButtonProps {
  /** The accessible name: "Actions for web". */
  label: string
  /** Asked when the menu opens, and again whenever the page renders while it is open. */
  entries(): readonly MenuEntry[]
  /** What the button shows; three dots without it. */
  children?: ReactNode
  icon?: ReactNode
  variant?: 'plain' | 'default' | 'primary' | 'secondary'
  /** Keeps the menu open while things are ticked in it. */
  stayOpen?: boolean
}

/** A button that opens a menu. The menu is there only while it is open, so that fifty of them cost nothing. */
export function MenuButton({ label, entries, children, icon, variant = 'default', stayOpen = false }: MenuButtonProps) {
  const [open, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const shared = {
    ref: toggle,
    'aria-haspopup': 'menu',
    'aria-label': label,
    onClick: () => setOpen(!open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' || open) return
      event.preventDefault()
      setOpen(true)
    },
  } as const
  return (
    <>
      {children || icon ? (
        <MenuToggle
          {...shared}
          variant={children ? (variant === 'plain' ? 'plainText' : variant) : 'plain'}
          icon={icon}
          isExpanded={open}
          title={children ? undefined : label}
        >
          {children}
        </MenuToggle>
      ) : (
        // One in each row of a table: PatternFly's toggle, or an icon that is drawn, costs too much there.
        <button
          {...shared}
          type="button"
          className={`rc-icon-button rc-menu__dots${open ? ' pf-m-expanded' : ''}`}
          aria-expanded={open}
          title={label}
        >
          {'\u22ee'}
        </button>
      )}
      {open && <MenuPopup label={label} toggle={toggle} entries={entries()} stayOpen={stayOpen} onClose={close} />}
    </>
  )
}
