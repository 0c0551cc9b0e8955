import { Divider } from '@patternfly/react-core/dist/esm/components/Divider'
import { Menu, MenuContent, MenuGroup, MenuItem, MenuList } from '@patternfly/react-core/dist/esm/components/Menu'
import { Popper } from '@patternfly/react-core/dist/esm/helpers'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'

export interface MenuAction {
  key: string
  label: string
  onSelect(): void
  description?: string | undefined
  /** Why it cannot be chosen now. The entry stays and says so. */
  disabledReason?: string | undefined
  danger?: boolean
  /** Ticked or not, for entries that are choices. */
  checked?: boolean
}

export type MenuEntry =
  | MenuAction
  | { key: string; divider: true }
  | { key: string; heading: string; entries: readonly MenuAction[] }
  | { key: string; note: ReactNode }

export interface MenuPopupProps {
  toggle: RefObject<HTMLButtonElement | null>
  entries: readonly MenuEntry[]
  stayOpen: boolean
  onClose(): void
}

/** An open menu beside its button. Loaded when the first one opens. */
export function MenuPopup({ toggle, entries, stayOpen, onClose }: MenuPopupProps) {
  const menu = useRef<HTMLDivElement>(null)
  // The focus goes into the menu and back to its button; clicks elsewhere and Escape belong to the document.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      menu.current?.querySelector<HTMLElement>('li:not(.pf-m-disabled) button, li:not(.pf-m-disabled) a')?.focus()
    })
    const leave = (event: PointerEvent) => {
      const target = event.target
      if (target instanceof Node && (menu.current?.contains(target) || toggle.current?.contains(target))) return
      onClose()
    }
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return
      if (event.key === 'Escape') event.stopPropagation()
      onClose()
      toggle.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('keydown', press, true)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('keydown', press, true)
    }
  }, [onClose, toggle])
  const select = (action: MenuAction) => {
    action.onSelect()
    if (stayOpen) return
    onClose()
    // What the action opened has taken the focus by then, or nothing has.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) toggle.current?.focus()
    })
  }
  const choices = entries.some((entry) => 'checked' in entry)
  const popup = (
    <Menu ref={menu} isScrollable {...(choices && { role: 'menu' })}>
      <MenuContent maxMenuHeight="60vh">
        <MenuList>
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} onSelect={select} />
          ))}
        </MenuList>
      </MenuContent>
    </Menu>
  )
  return (
    <Popper triggerRef={toggle} popper={popup} popperRef={menu} isVisible appendTo="inline" position="end" enableFlip />
  )
}

function Entry({ entry, onSelect }: { entry: MenuEntry; onSelect(action: MenuAction): void }) {
  if ('divider' in entry) return <Divider component="li" />
  if ('note' in entry)
    return (
      <li className="rc-menu-note" role="none">
        {entry.note}
      </li>
    )
  if ('heading' in entry) {
    return (
      <li role="none">
        <MenuGroup label={entry.heading} labelHeadingLevel="h3">
          <ul className="pf-v6-c-menu__list" role="group" aria-label={entry.heading}>
            {entry.entries.map((action) => (
              <ActionItem key={action.key} action={action} onSelect={onSelect} />
            ))}
          </ul>
        </MenuGroup>
      </li>
    )
  }
  return <ActionItem action={entry} onSelect={onSelect} />
}

function ActionItem({ action, onSelect }: { action: MenuAction; onSelect(action: MenuAction): void }) {
  const { label, description, disabledReason, danger, checked } = action
  return (
    <MenuItem
      isDanger={danger === true}
      isAriaDisabled={disabledReason !== undefined}
      description={disabledReason ?? description}
      isSelected={checked === true}
      {...(checked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': checked })}
      onClick={() => disabledReason === undefined && onSelect(action)}
    >
      {label}
    </MenuItem>
  )
}
