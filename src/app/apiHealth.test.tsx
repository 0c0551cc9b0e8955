import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { networkError } from '../k8s/ApiError.ts'
import { forget, report } from '../k8s/connection.ts'
import { createQueryClient } from '../k8s/queryClient.ts'
import { useApiHealth, watchHealth } from './apiHealth.ts'

const asked = { url: 'https://console.test/apis', method: 'GET' }

afterEach(() => forget('list'))

it('knows that the API is back as soon as a watch is open, before anything changes', async () => {
  const client = createQueryClient()
  watchHealth(client)
  let answers = false
  const queryFn = () => (answers ? Promise.resolve('there') : Promise.reject(networkError(new Error('refused'), asked)))
  const { result } = renderHook(() => useApiHealth(), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  })
  act(() => report('list', { code: 0 }))
  await act(() => client.prefetchQuery({ queryKey: ['k8s', 'names'], queryFn }))
  await waitFor(() => expect(result.current.unreachable?.code).toBe(0))
  answers = true
  act(() => report('list', 'live'))
  await waitFor(() => expect(result.current.unreachable).toBeUndefined())
  // What had failed meanwhile is asked for again.
  await waitFor(() => expect(client.getQueryData(['k8s', 'names'])).toBe('there'))
})
