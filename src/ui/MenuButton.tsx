import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle'
import { EllipsisVIconConfig } from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { Glyph } from './Glyph.tsx'
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
  return (
    <>
      <MenuToggle
        ref={toggle}
        variant={children ? (variant === 'plain' ? 'plainText' : variant) : 'plain'}
        icon={icon ?? (children ? undefined : <Glyph config={EllipsisVIconConfig} />)}
        isExpanded={open}
        aria-haspopup="menu"
        aria-label={label}
        title={children ? undefined : label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {children}
      </MenuToggle>
      {open && <MenuPopup label={label} toggle={toggle} entries={entries()} stayOpen={stayOpen} onClose={close} />}
    </>
  )
}
