import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { deployDir, manifestsIn, manifestsOf, schemaOf, schemaProblems, type Manifest } from './manifestsTesting.ts'

const read = (file: string) => readFileSync(join(deployDir, file), 'utf8')
const manifests = manifestsOf(deployDir)
const one = (kind: string, among: readonly Manifest[] = manifests) => {
  const [found, ...others] = among.filter((manifest) => manifest.kind === kind)
  if (!found || others.length) throw new Error(`${others.length + (found ? 1 : 0)} of ${kind}`)
  return found
}

interface Container {
  name: string
  args?: string[]
  ports: { name: string; containerPort: number }[]
  env: { name: string; value?: string }[]
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[]
  securityContext: Record<string, unknown>
  resources: Record<'limits' | 'requests', Record<'cpu' | 'memory', string>>
  readinessProbe: { httpGet: { port: string } }
  livenessProbe: { httpGet: { port: string; path: string } }
}

interface PodSpec {
  containers: Container[]
  volumes: ({ name: string } & Record<string, unknown>)[]
}

const deployment = one('Deployment')
const template = deployment.spec['template'] as { metadata: Manifest['metadata']; spec: PodSpec }
const pod = template.spec
const containerOf = (name: string) => {
  const found = pod.containers.find((container) => container.name === name)
  if (!found) throw new Error(`no container ${name}`)
  return found
}
const nginx = containerOf('nginx')
const proxy = containerOf('oauth-proxy')
const labels = { 'app.kubernetes.io/name': 'registry-console' }
const ports = new Map(pod.containers.flatMap((each) => each.ports.map((port) => [port.name, port.containerPort])))
const flag = (name: string) => proxy.args?.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
const mounted = ({ volumeMounts }: Container, path: string) => {
  const mount = volumeMounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`))
  return {
    file: path.slice((mount?.mountPath.length ?? 0) + 1),
    volume: pod.volumes.find(({ name }) => name === mount?.name),
  }
}

describe('manifests', () => {
  it.each(
    [...manifests, ...manifestsOf(join(deployDir, 'monitoring'))].map(
      (each) => [each.kind, each.metadata.name, each] as const,
    ),
  )('%s %s has the fields that its kind has', (kind, _name, manifest) => {
    const schema = schemaOf(manifest)
    expect(schema ? schemaProblems(manifest, schema) : []).toEqual([])
    // Those of which the recorded cluster says nothing.
    expect(schema !== undefined || ['NetworkPolicy', 'ServiceMonitor'].includes(kind)).toBe(true)
  })

  it('would not have others', () => {
    const wrong = structuredClone(deployment)
    Object.assign((wrong.spec['template'] as { spec: object }).spec, {
      topologySpreadConstraint: [],
      enableServiceLinks: 'no',
    })
    expect(schemaProblems(wrong, schemaOf(wrong) ?? {})).toEqual([
      '.spec.template.spec.enableServiceLinks is a string, and not boolean',
      '.spec.template.spec.topologySpreadConstraint is no field of it',
    ])
  })

  it('are all applied, by words that kustomize 2.0 knows', () => {
    const files = (dir: string) =>
      readdirSync(dir).filter((file) => file.endsWith('.yaml') && !/^(kustomization|vars)\./.test(file))
    for (const dir of [deployDir, join(deployDir, 'monitoring')]) {
      const kustomization = parse(readFileSync(join(dir, 'kustomization.yaml'), 'utf8')) as Record<string, unknown>
      expect(new Set(kustomization['resources'] as string[])).toEqual(new Set(files(dir)))
      const known = ['apiVersion', 'kind', 'resources', 'configMapGenerator', 'configurations', 'vars']
      expect(known).toEqual(expect.arrayContaining(Object.keys(kustomization)))
      for (const generator of (kustomization['configMapGenerator'] ?? []) as object[])
        expect(['name', 'namespace', 'env', 'files', 'literals']).toEqual(
          expect.arrayContaining(Object.keys(generator)),
        )
    }
  })

  it('stand in one namespace and carry one label, and give nobody rights', () => {
    const clusterWide = ['Namespace', 'OAuthClient', 'ConsoleLink']
    for (const { kind, metadata } of manifests) {
      expect([kind, metadata.namespace]).toEqual([kind, clusterWide.includes(kind) ? undefined : 'registry-console'])
      expect(metadata.labels).toMatchObject(labels)
      expect(kind).not.toMatch(/Role|Secret|Constraints/)
    }
    expect(one('ServiceAccount')).toMatchObject({ automountServiceAccountToken: false })
  })

  it('run under restricted-v2 and the restricted pod security standard', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    })
    // The range of the project says which number and group.
    expect(JSON.stringify(pod)).not.toMatch(
      /runAsUser|runAsGroup|fsGroup|seLinuxOptions|hostNetwork|hostPath|privileged/,
    )
    for (const { name, securityContext, resources, volumeMounts } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      for (const kind of ['requests', 'limits'] as const)
        expect(Object.keys(resources[kind])).toEqual(['cpu', 'memory'])
      const writable = volumeMounts.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath)
      expect(writable).toEqual(name === 'nginx' ? ['/tmp'] : [])
    }
    expect(one('Namespace').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' })
  })

  it('give the token of the account, and secrets, to the proxy alone', () => {
    const volumesOf = ({ volumeMounts }: Container) =>
      volumeMounts.map(({ name }) => pod.volumes.find((each) => each.name === name))
    expect(JSON.stringify(volumesOf(nginx))).not.toMatch(/secret|serviceAccountToken/i)
    expect(JSON.stringify(volumesOf(proxy))).toMatch(/serviceAccountToken/)
    expect(JSON.stringify(nginx)).not.toMatch(/secret/i)
  })

  it('keep two pods apart, and one through anything planned', () => {
    expect(deployment.spec).toMatchObject({ replicas: 2, selector: { matchLabels: labels } })
    expect(template.metadata.labels).toEqual(labels)
    const spread = (pod as unknown as Record<string, { labelSelector: unknown; whenUnsatisfiable: string }[]>)[
      'topologySpreadConstraints'
    ]
    expect(spread?.map(({ labelSelector, whenUnsatisfiable }) => [labelSelector, whenUnsatisfiable])).toEqual([
      [{ matchLabels: labels }, 'ScheduleAnyway'],
      [{ matchLabels: labels }, 'ScheduleAnyway'],
    ])
    expect(one('PodDisruptionBudget').spec).toEqual({ minAvailable: 1, selector: { matchLabels: labels } })
  })

  it('lead from the route to the server', () => {
    expect([...ports]).toEqual([
      ['status', 8081],
      ['https', 8443],
    ])
    const service = one('Service')
    const servicePorts = service.spec['ports'] as { name: string; port: number; targetPort: string }[]
    expect(service.spec['selector']).toEqual(labels)
    for (const { name, port, targetPort } of servicePorts)
      expect([targetPort, ports.get(targetPort)]).toEqual([name, port])
    expect(one('Route').spec).toMatchObject({
      to: { kind: 'Service', name: service.metadata.name },
      port: { targetPort: 'https' },
      tls: { termination: 'reencrypt', insecureEdgeTerminationPolicy: 'Redirect' },
    })
    expect(flag('https-address')).toBe(`:${ports.get('https')}`)
    const entrypoint = read('nginx/entrypoint.sh')
    expect(entrypoint).toContain(`PORT=\${PORT:-${new URL(flag('upstream') ?? '').port}}`)
    expect(entrypoint).toContain(`STATUS_PORT=\${STATUS_PORT:-${ports.get('status')}}`)
    expect(new URL(flag('upstream') ?? '').hostname).toBe('localhost')
    for (const { readinessProbe, livenessProbe, ports: own } of pod.containers)
      for (const probe of [readinessProbe, livenessProbe])
        expect(own.map(({ name }) => name)).toContain(probe.httpGet.port)
    const [monitored] = manifestsOf(join(deployDir, 'monitoring'))
    expect(monitored?.spec).toMatchObject({
      selector: { matchLabels: service.metadata.labels },
      endpoints: [{ port: 'status', path: '/metrics' }],
    })
  })

  it('let in and out what the console needs, and nothing else', () => {
    const { spec } = one('NetworkPolicy')
    type Rule = { from?: unknown[]; to?: { namespaceSelector: { matchLabels: object } }[]; ports: { port: number }[] }
    const [ingress, egress] = [spec['ingress'] as Rule[], spec['egress'] as Rule[]]
    expect(spec).toMatchObject({ podSelector: { matchLabels: labels }, policyTypes: ['Ingress', 'Egress'] })
    expect(ingress.map((rule) => rule.ports.map(({ port }) => port))).toEqual([
      [ports.get('https')],
      [ports.get('status')],
    ])
    for (const rule of ingress) expect(rule.from?.length).toBeGreaterThan(0)
    const prometheus = new URL(/^PROMETHEUS_URL=(.*)$/m.exec(read('settings.env.example'))?.[1] ?? '')
    expect(egress.map((rule) => [...new Set(rule.ports.map(({ port }) => port))])).toEqual([
      [5353, 53],
      [6443, 443],
      [Number(prometheus.port)],
    ])
    expect(egress[2]?.to?.[0]?.namespaceSelector.matchLabels).toEqual({
      'kubernetes.io/metadata.name': prometheus.hostname.split('.')[1],
    })
  })

  it('wait longer than watches are silent, on the whole way', () => {
    const hour = 3600
    expect(one('Route').metadata.annotations?.['haproxy.router.openshift.io/timeout']).toBe('1h')
    expect(read('oauth-proxy.toml')).toMatch(/^upstream_timeout = "1h"$/m)
    expect(flag('config')).toBe('/etc/oauth-proxy/oauth-proxy.toml')
    const api = /location ~ \^\/\(api.*?\n    \}/s.exec(read('nginx/nginx.conf.template'))?.[0]
    expect(api).toContain('proxy_read_timeout 1h;')
    const source = readFileSync(new URL('../../src/k8s/keepLive.ts', import.meta.url), 'utf8')
    const asked = Number(/watchSeconds: (\d+)/.exec(source)?.[1] ?? Number.NaN)
    expect(asked).toBeLessThan(hour)
  })

  it('hand the proxy flags that it knows', () => {
    // Of oauth-proxy in OpenShift 4.12; later ones know all of them too.
    const known = new Set(
      `provider config https-address http-address tls-cert tls-key upstream client-id client-secret-file scope pass-access-token
       pass-basic-auth pass-user-headers bypass-auth-except-for proxy-prefix proxy-websockets email-domain logout-url
       cookie-secret-file cookie-name cookie-samesite cookie-expire cookie-refresh`.split(/\s+/),
    )
    const given = (proxy.args ?? []).map((arg) => /^--([a-z-]+)(=|$)/.exec(arg)?.[1] ?? arg)
    expect(given.filter((name) => !known.has(name))).toEqual([])
    expect(new Set(given).size).toBe(given.length)
    expect(flag('scope')).toBe('user:full')
    // A request without a session is refused, and not sent away to where a script cannot follow.
    expect(given).not.toContain('skip-provider-button')
    expect([flag('pass-basic-auth'), flag('cookie-refresh')]).toEqual(['false', '0'])
  })

  it.each(['/', '/console/'])('ask for a session at %s for what reaches the cluster, and for nothing else', (base) => {
    const expanded = (text = '') => text.replaceAll('$(BASE_PATH)', base)
    const prefix = expanded(flag('proxy-prefix'))
    // As the proxy reads them (oauthproxy.go, options.go): its own paths are those with this expression anywhere.
    const guarded = [new RegExp(expanded(flag('bypass-auth-except-for'))), new RegExp(`${prefix}*`)]
    const isGuarded = (path: string) => guarded.some((expression) => expression.test(path))
    const below = (path: string) => base + path
    const api =
      /location ~ \^\/\((api[^)]*)\)/.exec(read('nginx/nginx.conf.template'))?.[1]?.replaceAll('\\', '').split('|') ??
      []
    expect(api.length).toBeGreaterThan(3)
    for (const name of [...api, 'prometheus'])
      for (const path of [name, `${name}/x`]) expect([path, isGuarded(below(path))]).toEqual([path, true])
    for (const path of [
      '',
      'config.json',
      'assets/api.js',
      'imagestreams/openshift/oauth-proxy',
      'apis-of-mine',
      'imagestreams/a/api/tags',
    ])
      expect([path, isGuarded(below(path))]).toEqual([path, false])
    for (const path of ['start', 'callback', 'sign_in', 'sign_out']) expect(isGuarded(`${prefix}/${path}`)).toBe(true)
    const settings = Object.fromEntries(nginx.env.map(({ name, value = '' }) => [name, value]))
    const at = (path = '') => new URL(path, `https://host${base}`).pathname
    expect([at(settings['SIGN_IN']), at(settings['SIGN_OUT'])]).toEqual([`${prefix}/start`, `${prefix}/sign_out`])
    const redirects = (one('OAuthClient') as unknown as { redirectURIs: string[] }).redirectURIs
    expect(redirects.map((uri) => uri.replace('$(CONSOLE_HOST)', 'host').replace('$(CONSOLE_BASE)', base))).toEqual([
      `https://host${prefix}/callback`,
    ])
    expect(proxy.livenessProbe.httpGet.path.replace('$(CONSOLE_BASE)', base)).toBe(`${prefix}/healthz`)
    expect(expanded(flag('logout-url'))).toBe(base)
  })

  it('make an image that any user can read, of packages from where the repository says', () => {
    const [build = '', server = ''] = read('Containerfile')
      .split(/^FROM .*\n/m)
      .slice(1)
    // An .npmrc names a mirror, and has to be there when packages are fetched.
    expect(build.slice(0, build.indexOf('npm ci'))).toMatch(/^COPY \. \.$/m)
    // Whoever clones under umask 077 sends files that only they can read, and COPY keeps that.
    expect(build).toMatch(/^ *chmod -R a\+rX deploy\/nginx dist$/m)
    const copied = [...server.matchAll(/^COPY --from=build \/build\/(\S+)/gm)].map(([, path]) => path)
    expect(copied).toEqual(['deploy/nginx', 'dist'])
  })

  it('name secrets, files and settings alike', () => {
    const setup = read('setup.sh')
    const secret = /^secret=(.*)$/m.exec(setup)?.[1]
    for (const name of ['client-secret-file', 'cookie-secret-file']) {
      const { file, volume } = mounted(proxy, flag(name) ?? '')
      expect(volume).toMatchObject({ secret: { secretName: secret } })
      expect(setup).toContain(`"${file}":"%s"`)
    }
    expect(one('OAuthClient').metadata.name).toBe(flag('client-id'))
    expect(setup).toContain(`name=${flag('client-id')}\n`)
    const tls = one('Service').metadata.annotations?.['service.beta.openshift.io/serving-cert-secret-name']
    expect(mounted(proxy, flag('tls-cert') ?? '')).toMatchObject({
      file: 'tls.crt',
      volume: { secret: { secretName: tls } },
    })
    expect(mounted(proxy, flag('tls-key') ?? '')).toMatchObject({
      file: 'tls.key',
      volume: { secret: { secretName: tls } },
    })
    const ca = '/etc/registry-console/ca'
    expect(read('nginx/entrypoint.sh')).toContain(`ca=${ca}\n`)
    expect(mounted(nginx, `${ca}/api/ca.crt`).volume).toMatchObject({ configMap: { name: 'kube-root-ca.crt' } })
    expect(mounted(nginx, `${ca}/service/service-ca.crt`).volume).toMatchObject({
      configMap: { name: 'openshift-service-ca.crt' },
    })
    // Each setting is read by somebody.
    const settings = [...read('settings.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name)
    const readers = `${read('nginx/entrypoint.sh')}${JSON.stringify(proxy)}${read('kustomization.yaml')}`
    expect(settings.filter((name) => !new RegExp(`\\b${name}\\b`).test(readers))).toEqual([])
    const triggers = JSON.parse(deployment.metadata.annotations?.['image.openshift.io/triggers'] ?? '[]') as {
      fieldPath: string
    }[]
    expect(triggers.map(({ fieldPath }) => fieldPath)).toEqual(
      pod.containers.map(({ name }) => `spec.template.spec.containers[?(@.name=="${name}")].image`),
    )
  })

  const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0
  it.skipIf(!kubectl).each([
    ['registry-console.apps.example.com', '/'],
    ['apps.example.com', '/console/'],
  ])('are made for https://%s%s by kubectl, once setup.sh has been run', (host, base) => {
    const dir = mkdtempSync(join(tmpdir(), 'console-deploy-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    cpSync(deployDir, dir, { recursive: true })
    rmSync(join(dir, 'settings.env'), { force: true })
    const kustomize = (folder: string) => spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })
    expect(kustomize(dir).status).not.toBe(0)
    const example = read('settings.env.example')
    writeFileSync(
      join(dir, 'settings.env'),
      example.replace(/^CONSOLE_HOST=.*/m, `CONSOLE_HOST=${host}`).replace(/^BASE_PATH=.*/m, `BASE_PATH=${base}`),
    )
    const { stdout, stderr, status } = kustomize(dir)
    expect([status, status ? stderr : '']).toEqual([0, ''])
    expect(stdout).not.toMatch(/\$\(CONSOLE/)
    const made = manifestsIn(stdout)
    expect(made).toHaveLength(manifests.length + 2)
    expect(one('Route', made).spec).toMatchObject({ host, path: base })
    expect(one('OAuthClient', made)).toMatchObject({ redirectURIs: [`https://${host}${base}_oauth/callback`] })
    const links = made.filter(({ kind }) => kind === 'ConsoleLink').map(({ spec }) => spec['href'])
    expect(new Set(links)).toEqual(new Set([`https://${host}${base}`, `https://${host}${base}imagestreams`]))
    const rendered = JSON.stringify(one('Deployment', made))
    expect(rendered).toContain(`"path":"${base}_oauth/healthz"`)
    // These are for the kubelet to fill in, when a setting changes too: then the name of the settings is another.
    expect(rendered).toContain('--proxy-prefix=$(BASE_PATH)_oauth')
    const names = made.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name)
    for (const name of names) expect(rendered).toContain(`"${name}"`)
  })
})
