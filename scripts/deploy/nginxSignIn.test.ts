import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passTo } from '../../mocks/oauthProxy.ts'
import { startSignIn } from '../../mocks/signIn.ts'
import { startApi } from './apiTesting.ts'
import { deployDir } from './manifestsTesting.ts'
import { ask, imageTree, ownChange, smallSite, startNginx, withoutNginx } from './nginxTesting.ts'
import type { Answer, Asking, Nginx } from './nginxTesting.ts'

const manifest = readFileSync(join(deployDir, 'deployment.yaml'), 'utf8')

describe.skipIf(withoutNginx).each(['/', '/console/'])(
  'signing in at %s, through a proxy with the flags of the manifest',
  (base) => {
    const flag = (name: string) =>
      (new RegExp(`- --${name}=(.*)`).exec(manifest)?.[1] ?? '').replaceAll('$(BASE_PATH)', base)
    const setting = (name: string) => new RegExp(`name: ${name}\\n\\s*value: (.*)`).exec(manifest)?.[1] ?? ''
    let api: Awaited<ReturnType<typeof startApi>>
    let home: string
    let nginx: Nginx
    let signIn: Awaited<ReturnType<typeof startSignIn>>
    let port: number
    let close: () => void

    beforeAll(async () => {
      api = await startApi()
      home = await imageTree(smallSite)
      nginx = await startNginx(home, {
        ...api.env,
        BASE_PATH: base,
        SIGN_IN: setting('SIGN_IN'),
        SIGN_OUT: setting('SIGN_OUT'),
      })
      signIn = await startSignIn({
        prefix: flag('proxy-prefix'),
        protect: [new RegExp(flag('bypass-auth-except-for'))],
        cookieName: flag('cookie-name'),
        logoutUrl: flag('logout-url'),
      })
      const pass = passTo(`http://127.0.0.1:${nginx.port}`)
      const server = createServer((request, response) => signIn.guard(request, response, () => pass(request, response)))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      port = typeof address === 'object' && address ? address.port : 0
      close = () => {
        server.closeAllConnections()
        server.close()
      }
    })
    afterAll(async () => {
      close()
      signIn.close()
      await nginx.stop()
      api.close()
      rmSync(home, { recursive: true })
    })

    const get = (path: string, options?: Asking) => ask(port, base + path, options)
    /** Of the page that has been shown. */
    const config = async () => JSON.parse((await get('config.json')).text) as { signIn: string; signOut: string }
    const pathOf = (address: string) => {
      const { pathname, search } = new URL(address, `http://127.0.0.1${base}`)
      return pathname + search
    }
    const cookieIn = ({ headers }: Answer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '')

    it('shows the page to everybody, and lets nobody ask the cluster without a session', async () => {
      for (const path of ['', 'imagestreams/openshift/oauth-proxy', 'assets/app-1a2b3c4d.js', 'config.json'])
        expect((await get(path, { headers: { accept: 'text/html' } })).status).toBe(200)
      const paths = [
        'api/v1/pods',
        'version',
        'prometheus/api/v1/query?query=up',
        '.well-known/oauth-authorization-server',
      ]
      for (const path of paths) {
        const forged = { 'X-Forwarded-Access-Token': 'admin', 'X-Forwarded-User': 'admin' }
        const { status, headers } = await get(path, { headers: forged })
        // The page of the proxy, which the client takes for "signed out".
        expect([path, status, headers['content-type']]).toEqual([path, 403, 'text/html; charset=utf-8'])
      }
      // Spelled so that the proxy takes them for pages, with a token of somebody's own.
      for (const path of ['./api/v1/pods', 'x/../api/v1/pods', '/api/v1/pods', '%2e/api/v1/pods'])
        expect((await get(path, { headers: { 'X-Forwarded-Access-Token': 'admin' } })).text).not.toContain('PodList')
      expect(api.seen).toEqual([])
    })

    it('brings one back to where one was, with a cookie that the cluster never sees', async () => {
      const back = `${base}imagestreams?q=a&b`
      const start = await ask(port, pathOf((await config()).signIn.replace('{path}', encodeURIComponent(back))))
      const authorize = new URL(start.headers.location ?? '')
      expect(authorize.searchParams.get('scope')).toBe('user:full')
      const login = await fetch(authorize, {
        method: 'POST',
        body: new URLSearchParams({ user: 'sre' }),
        redirect: 'manual',
      })
      const callback = new URL(login.headers.get('location') ?? '')
      expect(callback.pathname).toBe(`${flag('proxy-prefix')}/callback`)
      const done = await ask(port, callback.pathname + callback.search, {
        headers: { host: callback.host, cookie: cookieIn(start) },
      })
      expect([done.status, done.headers.location]).toEqual([302, back])
      const cookie = cookieIn(done).filter((each) => each.startsWith(`${flag('cookie-name')}=`))
      expect(cookie).toHaveLength(1)

      api.seen.length = 0
      const headers = { host: callback.host, cookie, ...ownChange }
      const me = await get('apis/user.openshift.io/v1/users/~', {
        headers: { ...headers, 'X-Forwarded-Access-Token': 'admin' },
      })
      expect(JSON.parse(me.text)).toMatchObject({ metadata: { name: 'sre' } })
      const body = JSON.stringify({ spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } })
      const reviews = 'apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
      const type = { 'Content-Type': 'application/json' }
      expect((await get(reviews, { method: 'POST', headers: { ...headers, ...type }, body })).status).toBe(201)
      const foreign = { ...headers, ...type, 'Sec-Fetch-Site': 'cross-site' }
      expect((await get(reviews, { method: 'POST', headers: foreign, body })).status).toBe(403)
      for (const seen of api.seen) {
        expect(seen.headers.authorization).toMatch(/^Bearer sha256~sre-/)
        expect(JSON.stringify(seen.headers)).not.toMatch(/cookie|forwarded/i)
      }
      expect(api.seen).toHaveLength(2)
      expect(nginx.log()).not.toContain('sha256~')

      const out = await ask(port, pathOf((await config()).signOut), { headers })
      expect([out.status, out.headers.location]).toEqual([302, base])
      expect(cookieIn(out)).toEqual([`${flag('cookie-name')}=`])
    })
  },
)
