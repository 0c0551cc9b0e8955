import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { networkError } from '../k8s/ApiError.ts'
import { reportAuthorized, reportUnauthorized } from '../k8s/unauthorized.ts'
import { useApiHealth } from './apiHealth.ts'

test('what was asked before a 401 and is answered after it signs nobody in', async () => {
  const client = new QueryClient()
  onTestFinished(() => {
    reportAuthorized(Infinity)
    client.clear()
  })
  reportAuthorized(Infinity)
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(useApiHealth, { wrapper })
  const answer = () => client.fetchQuery({ queryKey: ['k8s', 'pods'], queryFn: () => [], staleTime: 0 })
  act(() => reportUnauthorized(100))
  expect(result.current.signedOut).toBe(true)
  reportAuthorized(99)
  await act(answer)
  expect(result.current.signedOut).toBe(true)
  reportAuthorized(101)
  await act(answer)
  expect(result.current.signedOut).toBe(false)
})

test('what got no answer is asked again although nobody looks at it: nothing else may ask for anything', async () => {
  vi.useFakeTimers()
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  onTestFinished(() => {
    vi.useRealTimers()
    client.clear()
  })
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(useApiHealth, { wrapper })
  let asked = 0
  const queryFn = () => {
    if (++asked < 3) throw networkError(undefined, { url: '/apis', method: 'GET' })
    return []
  }
  await act(() => client.fetchQuery({ queryKey: ['cluster'], queryFn }).catch(() => {}))
  expect(result.current.unreachable).toMatchObject({ url: '/apis' })
  await act(() => vi.advanceTimersByTimeAsync(11_000))
  expect(asked).toBe(2)
  expect(result.current.unreachable).toBeDefined()
  await act(() => vi.advanceTimersByTimeAsync(11_000))
  expect(asked).toBe(3)
  expect(result.current.unreachable).toBeUndefined()
})
