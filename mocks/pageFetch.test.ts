import { expect, it } from 'vitest'
import { pageFetch } from './pageFetch.ts'

const base = 'http://console.example/console/'
const bytes = (text: string) => new TextEncoder().encode(text)

it('asks the cluster as the user, without the path of the console', async () => {
  const asked: string[] = []
  const fetch = pageFetch(
    {
      handle: async (request) => {
        asked.push(`${request.headers.get('authorization')} ${request.url} ${await request.text()}`)
        return Response.json({ ok: true }, { status: 201 })
      },
    },
    base,
    () => 'dev',
  )
  const response = await fetch(`${base}apis/apps/v1`, { method: 'POST', body: 'hello' })
  expect([response.status, await response.json()]).toEqual([201, { ok: true }])
  expect(asked).toEqual(['Bearer dev http://console.example/apis/apps/v1 hello'])
  await expect(fetch(`${base}config.json`)).rejects.toThrow(TypeError)
  await expect(fetch('http://elsewhere.example/apis')).rejects.toThrow(TypeError)
})

it('fails as a network does where there is no answer', async () => {
  const fetch = pageFetch({ handle: () => Promise.resolve(Response.error()) }, base, () => 'dev')
  await expect(fetch(`${base}apis`)).rejects.toThrow(TypeError)
})

it('is ended by an abort: before the answer, and while it is read', async () => {
  const told: boolean[] = []
  const called = Promise.withResolvers<void>()
  let cancelled = false
  const fetch = pageFetch(
    {
      handle: ({ url, signal }) => {
        signal.addEventListener('abort', () => told.push(true))
        called.resolve()
        if (url.endsWith('/slow')) return new Promise(() => {})
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(bytes('first ')),
          cancel: () => void (cancelled = true),
        })
        return Promise.resolve(new Response(body))
      },
    },
    base,
    () => 'dev',
  )
  const first = new AbortController()
  const slow = fetch(`${base}apis/slow`, { signal: first.signal })
  await called.promise
  first.abort()
  await expect(slow).rejects.toThrow(/abort/i)

  // At once, before the cluster has heard of it.
  const hasty = new AbortController()
  const never = fetch(`${base}apis/slow`, { method: 'POST', body: 'x', signal: hasty.signal })
  hasty.abort()
  await expect(never).rejects.toThrow(/abort/i)
  expect(told).toHaveLength(1)

  const second = new AbortController()
  const { body } = await fetch(`${base}apis/stream`, { signal: second.signal })
  const reader = body?.getReader()
  expect((await reader?.read())?.value).toEqual(bytes('first '))
  const next = reader?.read()
  second.abort()
  await expect(next).rejects.toThrow(/abort/i)
  expect(cancelled).toBe(true)
  expect(told).toEqual([true, true])
})
