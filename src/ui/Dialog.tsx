import { Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core/dist/esm/components/Modal'
import { ModalBoxCloseButton } from '@patternfly/react-core/dist/esm/components/Modal/ModalBoxCloseButton'
import { useEffect, useId, useSyncExternalStore, type ReactNode } from 'react'
import { onSession, sessionNow } from '../k8s/unauthorized.ts'
import { t } from '../lib/t.ts'
import { SignedOutAlert } from './SignedOutAlert.tsx'

export interface DialogProps {
  /** Names the dialog: the verb and the object. */
  title: string
  onClose(): void
  children: ReactNode
  /** Buttons, the primary one first. */
  footer?: ReactNode
  size?: 'small' | 'medium' | 'large'
  /** A press beside the dialog leaves it open: what was typed in it is not lost by accident. */
  stays?: boolean
  /** A selector of what takes the focus: the close button without it. */
  elementToFocus?: string | undefined
}

/** A dialog over the page, as long as it is mounted. Closing gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  size = 'medium',
  stays = false,
  elementToFocus,
}: DialogProps) {
  const id = useId()
  const { state } = useSyncExternalStore(onSession, sessionNow)
  // PatternFly lets go of the focus when the backdrop is pressed: the press moves no focus, and mostly closes the dialog.
  useEffect(() => {
    const press = (event: MouseEvent) => {
      const { target } = event
      if (!(target instanceof Element) || !target.closest('.pf-v6-c-backdrop') || target.closest('[role="dialog"]'))
        return
      event.preventDefault()
      if (!stays) onClose()
    }
    document.addEventListener('mousedown', press)
    return () => document.removeEventListener('mousedown', press)
  }, [onClose, stays])
  return (
    <Modal
      isOpen
      id={id}
      variant={size}
      position="top"
      aria-labelledby={`${id}-title`}
      elementToFocus={elementToFocus}
      onEscapePress={onClose}
    >
      {/* The one that comes with "onClose" speaks English only. */}
      <ModalBoxCloseButton aria-label={t('Close')} onClose={onClose} />
      <ModalHeader title={title} labelId={`${id}-title`} />
      <ModalBody>
        {state === 'signedOut' && (
          // What lies over the page hides what the page says of it.
          <div className="rc-dialog-session">
            <SignedOutAlert live />
          </div>
        )}
        {children}
      </ModalBody>
      {footer && <ModalFooter>{footer}</ModalFooter>}
    </Modal>
  )
}
