import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfSigned } from '../../mocks/server/certificate.ts'
import { frameAncestors } from '../dev/frameAncestors.ts'
import { notOrigins } from '../dev/frameAncestorsTesting.ts'
import { certificateFile } from './apiTesting.ts'
import { imageTree, runEntrypoint, smallSite, uid } from './nginxTesting.ts'

let home: string
let ca: string
let tmp: string

beforeAll(async () => {
  home = await imageTree(smallSite)
  ca = certificateFile(selfSigned().cert)
  tmp = mkdtempSync(join(tmpdir(), 'console-render-'))
  if (uid !== undefined) chownSync(tmp, uid, 0)
})
afterAll(() => [home, ca, tmp].forEach((path) => rmSync(path, { recursive: true })))

/** What the entrypoint writes for an environment, or says when it refuses. */
async function render(
  env: Record<string, string>,
): Promise<{ code: number | null; said: string; conf: string; config: string }> {
  rmSync(join(tmp, 'run'), { recursive: true, force: true })
  const known = { KUBERNETES_SERVICE_HOST: '172.30.0.1', KUBERNETES_SERVICE_PORT: '443', API_CA: ca }
  const child = runEntrypoint(home, { RUN_DIR: join(tmp, 'run'), ...known, ...env }, ['render'])
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const said = child.stderr ? await text(child.stderr) : ''
  const code = await ended
  const read = (file: string) => (code === 0 ? readFileSync(join(tmp, 'run', file), 'utf8') : '')
  return { code, said, conf: read('nginx.conf'), config: read('site/config.json') }
}

describe('the entrypoint', () => {
  it('finds the API server of the cluster that it runs in', async () => {
    const { conf } = await render({})
    expect(conf).toContain('server 172.30.0.1:443;')
    expect(conf).toContain('proxy_ssl_name kubernetes.default.svc;')
    const six = await render({ KUBERNETES_SERVICE_HOST: 'fd02::1' })
    expect(six.conf).toContain('server [fd02::1]:443;')
    expect(six.conf).toContain('proxy_ssl_name kubernetes.default.svc;')
    expect(conf).not.toMatch(/@[A-Z_]+@/)
  })

  it('asks the name servers of the pod, and those alone', async () => {
    const file = join(tmp, 'resolv.conf')
    writeFileSync(
      file,
      'search demo.svc.cluster.local\nnameserver 172.30.0.10\nnameserver fd02::a%eth0\noptions ndots:5\n',
    )
    expect((await render({ RESOLV_CONF: file })).conf).toContain('resolver 172.30.0.10 [fd02::a] valid=30s;')
    writeFileSync(file, 'nameserver 1.1.1.1;evil\n')
    expect((await render({ RESOLV_CONF: file })).said).toContain('/etc/resolv.conf names')
  })

  it('writes config.json', async () => {
    const { config } = await render({
      CLUSTER_NAME: 'Lab (west) 1',
      API_SERVER_URL: 'https://api.lab.example.com:6443',
      SIGN_IN: '_oauth/start?rd={path}',
      SIGN_OUT: '_oauth/sign_out',
    })
    expect(JSON.parse(config)).toEqual({
      clusterName: 'Lab (west) 1',
      apiServerURL: 'https://api.lab.example.com:6443',
      signIn: '_oauth/start?rd={path}',
      signOut: '_oauth/sign_out',
    })
    expect(JSON.parse((await render({})).config)).toEqual({ clusterName: '', apiServerURL: '' })
  })

  it.each([
    ['BASE_PATH', '/a b/'],
    ['BASE_PATH', '/a/"; return 200'],
    ['BASE_PATH', '/../'],
    ['BASE_PATH', '/a$b/'],
    ['BASE_PATH', '/a|b/'],
    ['BASE_PATH', '/a/\n/b/'],
    ['API_URL', 'http://kubernetes.default.svc'],
    ['API_URL', 'https://api.example.com/path'],
    ['API_URL', 'https://user:secret@api.example.com'],
    ['API_URL', 'https://a; return 200'],
    ['API_URL', 'https://a\nhttps://b'],
    ['API_NAME', 'a b'],
    ['API_CA', '/nowhere/ca.crt'],
    ['API_CA', '/etc/passwd; return 200'],
    ['PROMETHEUS_URL', 'http://thanos.example.com'],
    ['PROMETHEUS_URL', 'https://thanos.example.com$x'],
    ['PROMETHEUS_NAME', 'a;b'],
    ['TOKEN_HEADER', 'Cookie'],
    ['PORT', '80;80'],
    ['PORT', '0'],
    ['STATUS_PORT', 'x'],
    ['WORKERS', 'auto'],
    ['ACCESS_LOG', '/etc/passwd'],
    ['CLUSTER_NAME', 'a","b":"c'],
    ['CLUSTER_NAME', 'a\\'],
    ['API_SERVER_URL', 'javascript:alert(1)'],
    ['SIGN_IN', 'a"b'],
    ['SIGN_OUT', 'a b'],
  ])('starts nothing with %s=%j, and says so', async (name, value) => {
    const extra: Record<string, string> =
      name === 'PROMETHEUS_NAME' ? { PROMETHEUS_URL: 'https://a', PROMETHEUS_CA: ca } : {}
    const { code, said } = await render({ ...extra, [name]: value })
    expect([code, said]).toEqual([64, expect.stringContaining(`registry-console: ${name}`)])
  })

  it('starts nothing outside of a cluster that nobody names', async () => {
    const { code, said } = await render({ KUBERNETES_SERVICE_HOST: '' })
    expect([code === 0, said]).toEqual([false, expect.stringContaining('API_URL is not set')])
  })

  it.each([
    '',
    'none',
    "'none'",
    '*',
    'https://console.example.com',
    ' https://A.example.com/  http://b:8080 self ',
    'https://*.apps.example.com https://*.apps.example.com',
    'https://a.example:443 http://b:80',
    'https://[fd00::1]:8443',
  ])('frames: %j as the development servers have it', async (configured) => {
    const { conf } = await render({ FRAME_ANCESTORS: configured })
    expect(conf).toContain(`frame-ancestors ${frameAncestors(configured)}; require-trusted-types-for`)
  })

  it.each(notOrigins)('frames: %j is refused as there', async (configured) => {
    const { code, said } = await render({ FRAME_ANCESTORS: configured })
    expect([code, said]).toEqual([64, expect.stringContaining('is no origin')])
  })
})
