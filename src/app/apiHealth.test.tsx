import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { expect, onTestFinished, test } from 'vitest'
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
