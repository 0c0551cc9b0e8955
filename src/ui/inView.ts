/** Brings an element to where the person sees it, by as little as needed: a ref for what answers them. */
export function bringIntoView(element: Element | null): void {
  element?.scrollIntoView?.({ block: 'nearest' })
}
