import '@patternfly/patternfly/components/ModalBox/modal-box.css'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import './dialog.css'

export interface DialogProps {
  /** Names the dialog: the verb and the object. */
  title: string
  onClose(): void
  children: ReactNode
  /** Buttons, the primary one first. */
  footer?: ReactNode
  size?: 'small' | 'medium'
}

/** A dialog over the page. The browser's own: it keeps the focus inside, gives it back, and closes with Escape. */
export function Dialog({ title, onClose, children, footer, size = 'medium' }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Opening as modal is something only the element itself can do.
  useEffect(() => {
    const element = dialog.current
    if (!element || element.open) return
    const before = document.activeElement
    if (typeof element.showModal === 'function') element.showModal()
    else element.setAttribute('open', '')
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      if (typeof element.close === 'function') element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`pf-v6-c-modal-box rc-dialog pf-m-${size === 'small' ? 'sm' : 'md'}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        // The backdrop belongs to the element itself.
        if (event.target === event.currentTarget && isOutside(event.currentTarget, event)) onClose()
      }}
    >
      <div className="pf-v6-c-modal-box__close">
        <Button variant="plain" aria-label={t('Close')} onClick={onClose} icon={<TimesIcon />} />
      </div>
      <div className="pf-v6-c-modal-box__header">
        <h2 className="pf-v6-c-modal-box__title" id={titleId}>
          <span className="pf-v6-c-modal-box__title-text">{title}</span>
        </h2>
      </div>
      <div className="pf-v6-c-modal-box__body">{children}</div>
      {footer && <div className="pf-v6-c-modal-box__footer">{footer}</div>}
    </dialog>
  )
}

function isOutside(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}
