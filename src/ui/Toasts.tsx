import { useEffect, useState, useSyncExternalStore } from 'react'
import { Alert } from './Alert.tsx'
import { dismissToast, lastAnnouncement, shownToasts, subscribeToToasts, type ShownToast } from './toasts.ts'

const readingMs = 8000

/** Where results appear: one region that screen readers follow. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToToasts, shownToasts)
  const announcement = useSyncExternalStore(subscribeToToasts, lastAnnouncement)
  return (
    <div className="rc-toasts" role="status" aria-live="polite" aria-atomic="false">
      <span className="pf-v6-screen-reader">{announcement}</span>
      {toasts.map((toast) => (
        <ToastAlert key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastAlert({ toast }: { toast: ShownToast }) {
  const [held, setHeld] = useState(false)
  // It goes away by itself, but not while the pointer is on it, and failures never do.
  useEffect(() => {
    if (held || toast.status === 'danger') return
    const timer = setTimeout(() => dismissToast(toast.id), readingMs)
    return () => clearTimeout(timer)
  }, [held, toast.id, toast.status])
  return (
    <div onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      <Alert status={toast.status} title={toast.title} onClose={() => dismissToast(toast.id)}>
        {toast.description}
      </Alert>
    </div>
  )
}
