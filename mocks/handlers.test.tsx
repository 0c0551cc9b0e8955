import { setupServer } from 'msw/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { handlers } from './handlers.ts'
import { createCluster } from './server/cluster.ts'
import { scenarios } from './seed/scenarios.ts'
import { eventually } from '../src/lib/eventually.ts'

async function start(user = 'admin', base = document.baseURI) {
  const cluster = createCluster(await scenarios.recorded())
  const server = setupServer(...handlers(cluster, base, () => user))
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => {
    cluster.close()
    server.close()
  })
  return cluster
}

const streams = new URL('apis/image.openshift.io/v1/imagestreams', document.baseURI).href

describe('MSW handlers', () => {
  it('answer as the user of the page', async () => {
    await start('dev')
    const response = await fetch(streams)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('User "dev"') })
  })

  it('let a request name somebody itself', async () => {
    await start('dev')
    expect((await fetch(streams, { headers: { authorization: 'Bearer admin' } })).status).toBe(200)
  })

  it('answer below the path that the console is served under, and there alone', async () => {
    const base = new URL('/console/', document.baseURI)
    await start('admin', base.href)
    const body = JSON.stringify({ kind: 'ImageStream', apiVersion: 'image.openshift.io/v1', metadata: { name: 'new' } })
    const payments = new URL('apis/image.openshift.io/v1/namespaces/payments/imagestreams', base)
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(payments, { method: 'POST', headers, body })).status).toBe(201)
    const list: unknown = await (await fetch(`${payments.href}?fieldSelector=metadata.name%3Dnew`)).json()
    expect(list).toMatchObject({ items: [{ metadata: { name: 'new' } }] })
    await expect(fetch(streams)).rejects.toThrow('fetch')
  })

  it('stream a watch, and close it when its reader leaves', async () => {
    const cluster = await start()
    const abort = new AbortController()
    const response = await fetch(`${streams}?watch=1&resourceVersion=0`, { signal: abort.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('"type":"ADDED"')
    expect(cluster.faults.stats().openWatches).toBe(1)
    abort.abort()
    await eventually(() => expect(cluster.faults.stats().openWatches).toBe(0))
  })

  it('close a watch whose body is cancelled', async () => {
    const cluster = await start()
    const response = await fetch(`${streams}?watch=1`)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await eventually(() => expect(cluster.faults.stats().openWatches).toBe(0))
  })

  it('break the connection when the cluster does', async () => {
    const cluster = await start()
    cluster.faults.down()
    await expect(fetch(streams)).rejects.toThrow('fetch failed')
  })
})
