import type { StatusKind } from './StatusLabel.tsx'

export interface Toast {
  status: StatusKind
  /** What happened: "Deleted tag web:v1". */
  title: string
  description?: string
}

export interface ShownToast extends Toast {
  id: number
}

let shown: readonly ShownToast[] = []
let announced = ''
let lastId = 0
const listeners = new Set<() => void>()
const mostAtOnce = 4

/** Shows a result for a while, read out by screen readers. What went well before gives way: several would cover the page. Returns how to take it away. */
export function showToast(toast: Toast): () => void {
  const entry = { ...toast, id: ++lastId }
  const kept = shown.filter(({ status }) => status === 'danger' || status === 'warning')
  change([...kept, entry].slice(-mostAtOnce))
  return () => dismissToast(entry.id)
}

/** Takes a result away. */
export function dismissToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id))
}

/** Subscribes to the results shown. Returns how to unsubscribe. */
export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The results shown now, oldest first. */
export function shownToasts(): readonly ShownToast[] {
  return shown
}

/** Has screen readers say a short text: one place for the page, since a region per row of a table is slow to lay out. */
export function announce(text: string): void {
  // The same words twice are read twice only when the text differs.
  announced = announced === text ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

/** What was announced last. */
export function lastAnnouncement(): string {
  return announced
}

function change(next: readonly ShownToast[]): void {
  shown = next
  for (const listener of listeners) listener()
}
