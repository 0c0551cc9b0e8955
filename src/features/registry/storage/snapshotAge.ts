import { useState } from 'react'

const key = 'registry-console.snapshot-days'
/** After how many days a snapshot is too old; 0: never. */
export const snapshotDays = [1, 3, 7, 14, 30, 0] as const

/** How old the newest snapshot may be, in days, as chosen in this browser: 7 unless told. */
export function useSnapshotDays(): [number, (days: number) => void] {
  const [days, setDays] = useState(read)
  const choose = (next: number) => {
    setDays(next)
    try {
      localStorage.setItem(key, String(next))
    } catch {
      // Storage is full or forbidden: the choice then lasts as long as the page.
    }
  }
  return [days, choose]
}

function read(): number {
  try {
    const kept = localStorage.getItem(key)
    return snapshotDays.find((days) => String(days) === kept) ?? 7
  } catch {
    return 7
  }
}
