import '@patternfly/patternfly/components/Divider/divider.css'
import '@patternfly/patternfly/components/Menu/menu.css'
import CheckIcon from '@patternfly/react-icons/dist/esm/icons/check-icon'
import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { AccessTarget } from '../k8s/access.ts'
import type { ResourceType } from '../k8s/types.ts'
import { placeBeside } from './placeBeside.ts'
import { useRefusal } from './useRefusal.ts'
import './menu.css'

export interface MenuAction {
  key: string
  label: string
  onSelect(): void
  description?: string | undefined
  /** Why it cannot be chosen now. The entry stays and says so. */
  disabledReason?: string | undefined
  /** What one must be allowed to do. Asked when the menu opens; who may not is told so at the entry. */
  needs?: NeededRight
  danger?: boolean
  /** Ticked or not, for entries that are choices. */
  checked?: boolean
}

/** A right that an action needs. */
export interface NeededRight extends AccessTarget {
  verb: string
  type: ResourceType
}

export type MenuEntry =
  | MenuAction
  | { key: string; divider: true }
  | { key: string; heading: string; entries: readonly MenuAction[] }
  | { key: string; note: ReactNode }

export interface MenuPopupProps {
  label: string
  toggle: RefObject<HTMLButtonElement | null>
  entries: readonly MenuEntry[]
  stayOpen: boolean
  onClose(): void
}

// Older browsers show it in place, which is right wherever nothing clips.
const hasPopovers = typeof HTMLElement !== 'undefined' && 'showPopover' in HTMLElement.prototype

/** An open menu beside its button: arrows, Home, End and first letters move in it, Escape and Tab leave it. */
export function MenuPopup({ label, toggle, entries, stayOpen, onClose }: MenuPopupProps) {
  const menu = useRef<HTMLDivElement>(null)

  // The browser puts it above everything, out of reach of whatever scrolls or clips around the button.
  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    if (hasPopovers) element.showPopover()
    return placeBeside(element, toggle.current)
  }, [toggle])

  // The focus, and clicks elsewhere, belong to the document.
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('button')?.focus()
    const leave = (event: Event) => {
      const { target } = event
      if (target instanceof Node && (menu.current?.contains(target) || toggle.current?.contains(target))) return
      onClose()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [onClose, toggle])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      toggle.current?.focus()
      onClose()
      if (event.key === 'Tab') return
    } else if (!moveFocus(menu.current, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const select = (action: MenuAction) => {
    if (action.disabledReason !== undefined) return
    if (!stayOpen) {
      toggle.current?.focus()
      onClose()
    }
    action.onSelect()
  }
  return (
    <div ref={menu} className="pf-v6-c-menu rc-menu" popover={hasPopovers ? 'manual' : undefined}>
      <div className="pf-v6-c-menu__content">
        <div role="menu" tabIndex={-1} aria-label={label} className="pf-v6-c-menu__list" onKeyDown={press}>
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} onSelect={select} />
          ))}
        </div>
      </div>
    </div>
  )
}

function Entry({ entry, onSelect }: { entry: MenuEntry; onSelect(action: MenuAction): void }) {
  if ('divider' in entry) return <div className="pf-v6-c-divider" role="separator" />
  if ('note' in entry) {
    return (
      <div className="rc-menu__note" role="presentation">
        {entry.note}
      </div>
    )
  }
  if ('heading' in entry) {
    return (
      <div role="group" aria-label={entry.heading} className="rc-menu__group">
        <div className="pf-v6-c-menu__group-title" aria-hidden="true">
          {entry.heading}
        </div>
        {entry.entries.map((action) => (
          <AnyActionEntry key={action.key} action={action} onSelect={onSelect} />
        ))}
      </div>
    )
  }
  return <AnyActionEntry action={entry} onSelect={onSelect} />
}

interface ActionEntryProps {
  action: MenuAction
  onSelect(action: MenuAction): void
}

function AnyActionEntry({ action, onSelect }: ActionEntryProps) {
  const { needs } = action
  if (!needs || action.disabledReason !== undefined) return <ActionEntry action={action} onSelect={onSelect} />
  return <GuardedEntry action={action} needs={needs} onSelect={onSelect} />
}

/** Until the answer is there the entry can be chosen: the API decides at the attempt. */
function GuardedEntry({ action, needs, onSelect }: ActionEntryProps & { needs: NeededRight }) {
  const disabledReason = useRefusal(needs.verb, needs.type, needs)
  return (
    <ActionEntry action={disabledReason === undefined ? action : { ...action, disabledReason }} onSelect={onSelect} />
  )
}

function ActionEntry({ action, onSelect }: ActionEntryProps) {
  const { label, description, disabledReason, danger, checked } = action
  const disabled = disabledReason !== undefined
  const explained = disabledReason ?? description
  const id = useId()
  return (
    <div
      role="none"
      className={`pf-v6-c-menu__list-item${danger ? ' pf-m-danger' : ''}${disabled ? ' pf-m-aria-disabled' : ''}`}
    >
      <button
        type="button"
        className={`pf-v6-c-menu__item${checked ? ' pf-m-selected' : ''}`}
        role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked={checked}
        aria-disabled={disabled || undefined}
        // Its name is the verb, whatever is said about it.
        aria-labelledby={`${id}-label`}
        aria-describedby={explained ? `${id}-explained` : undefined}
        tabIndex={-1}
        onClick={() => onSelect(action)}
      >
        <span className="pf-v6-c-menu__item-main">
          <span id={`${id}-label`} className="pf-v6-c-menu__item-text">
            {label}
          </span>
          {checked && (
            <span className="pf-v6-c-menu__item-select-icon">
              <CheckIcon />
            </span>
          )}
        </span>
        {explained && (
          <span id={`${id}-explained`} className="pf-v6-c-menu__item-description">
            {explained}
          </span>
        )}
      </button>
    </div>
  )
}

function moveFocus(menu: HTMLElement | null, key: string): boolean {
  const buttons = [...(menu?.querySelectorAll('button') ?? [])]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const last = buttons.length - 1
  let next: HTMLButtonElement | undefined
  if (key === 'ArrowDown') next = buttons[at >= last ? 0 : at + 1]
  else if (key === 'ArrowUp') next = buttons[at <= 0 ? last : at - 1]
  else if (key === 'Home') next = buttons[0]
  else if (key === 'End') next = buttons[last]
  else if (/^\S$/.test(key)) {
    const letter = key.toLowerCase()
    const after = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)]
    next = after.find((button) => button.textContent.trim().toLowerCase().startsWith(letter))
  } else return false
  next?.focus()
  return true
}
