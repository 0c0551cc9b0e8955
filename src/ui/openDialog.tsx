import { Component, lazy, Suspense, useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'react-router'

let shown: ReactNode
const listeners = new Set<() => void>()

/** Opens a dialog over the page, in place of one that is open. The dialog's code may load lazily and its data may suspend. */
export function openDialog(dialog: ReactNode): void {
  change(dialog)
}

/** Closes the dialog that is open. */
export function closeDialog(): void {
  change(undefined)
}

/** Closes the dialog that calls it, and none that was opened since: an answer may come after the dialog was left. */
export function useCloseDialog(): () => void {
  const open = useRef(false)
  // Answers arrive outside React.
  useEffect(() => {
    open.current = true
    return () => {
      open.current = false
    }
  }, [])
  return useCallback(() => open.current && closeDialog(), [])
}

function change(next: ReactNode): void {
  // The focus goes back to what opened the dialog. Where that goes away with what was deleted, the page's title takes it.
  if (shown !== undefined && next === undefined) setTimeout(keepFocus, rowsAreGoneMs, document.querySelector('main'))
  shown = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where dialogs appear. Going to another page closes them. */
export function Dialogs() {
  const dialog = useSyncExternalStore(subscribe, () => shown)
  const { pathname } = useLocation()
  return (
    <>
      <Leaving key={pathname} />
      {dialog !== undefined && (
        <DialogBoundary key={`dialog ${pathname}`} dialog={dialog}>
          <Suspense>{dialog}</Suspense>
        </DialogBoundary>
      )}
    </>
  )
}

/** There as long as the page, and not only with a dialog: React's strict mode takes new components away once to try. */
function Leaving() {
  // What is open is kept outside React: leaving the page has to close it.
  useEffect(() => closeDialog, [])
  return null
}

// Rows go away in a frame of their own, after the dialog.
const rowsAreGoneMs = 300

/** A console that is gone by then wants nothing. */
function keepFocus(main: HTMLElement | null) {
  if (!main?.isConnected) return
  const { activeElement, body } = main.ownerDocument
  if (activeElement === body) main.querySelector('h1')?.focus()
}

const FailedDialog = lazy(async () => ({ default: (await import('./FailedDialog.tsx')).FailedDialog }))

interface BoundaryProps {
  dialog: ReactNode
  children: ReactNode
}

/** A dialog that cannot be shown says why, over a page that stays. */
class DialogBoundary extends Component<BoundaryProps, { error: unknown; dialog?: ReactNode }> {
  override state: { error: unknown; dialog?: ReactNode } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  // The next dialog starts without the failure of the one before.
  static getDerivedStateFromProps({ dialog }: BoundaryProps, state: { dialog?: ReactNode }) {
    return state.dialog === dialog ? null : { dialog, error: undefined }
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return (
      <Suspense>
        <FailedDialog error={this.state.error} />
      </Suspense>
    )
  }
}
