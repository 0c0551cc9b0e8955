import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'

type Change = (change: 1 | -1) => void

const OpenRows = createContext<Change>(() => {})

/** Whether somebody looks at rows so closely that they must not move: the pointer or the focus is on one, or one is open. */
export function useReading() {
  const [over, setOver] = useState(false)
  const [focused, setFocused] = useState(false)
  const [open, setOpen] = useState(0)
  const handlers = useMemo(
    () => ({
      // Fingers leave nothing behind that says where they were.
      onPointerOver: (event: PointerEvent) => setOver(event.pointerType === 'mouse' && isInRows(event.target)),
      onPointerLeave: () => setOver(false),
      onFocus: (event: FocusEvent) => setFocused(isInRows(event.target) && event.target.matches(':focus-visible')),
      onBlur: () => setFocused(false),
    }),
    [],
  )
  const change = useMemo<Change>(() => (by) => setOpen((count) => count + by), [])
  return { reading: over || focused || open > 0, handlers, change }
}

const isInRows = (target: EventTarget) => target instanceof Element && target.closest('tbody') !== null

/** The rows below tell when one of them is open. */
export function ReadingRows({ change, children }: { change: Change; children: ReactNode }) {
  return <OpenRows value={change}>{children}</OpenRows>
}

/** For the inside of an open row: while it is there, rows keep their places. */
export function useHoldsRows(): void {
  const change = useContext(OpenRows)
  // The table, which opens rows, knows nothing of who feeds it.
  useEffect(() => {
    change(1)
    return () => change(-1)
  }, [change])
}
