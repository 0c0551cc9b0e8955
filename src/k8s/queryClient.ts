import { QueryClient } from '@tanstack/react-query'

/** The query client of the console: what is shown is refreshed by watches, not by focus, age or repetition. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The browser's idea of being online says nothing about a cluster on the same machine or network.
        networkMode: 'always',
        gcTime: 5 * 60_000,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
