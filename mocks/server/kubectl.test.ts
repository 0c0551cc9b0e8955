import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../node.ts'
import { selfSigned } from './certificate.ts'
import { createCluster, type Cluster } from './cluster.ts'
import { hasKubectl, KUBECTL, shellFor, type Shell } from './kubectlCommands.ts'
import { recordedState } from './testCluster.ts'

const run = promisify(execFile)

describe.skipIf(!hasKubectl())('kubectl on the mock cluster', { timeout: 30_000 }, () => {
  let cluster: Cluster
  let shell: Shell
  let home: string
  const children = new Set<ChildProcess>()

  beforeAll(async () => {
    // kubectl sends no token over plain HTTP, so that requests without one are the administrator's; --as makes them others'.
    cluster = createCluster(recordedState, {
      defaultUser: 'admin',
      logs: { registry: 'first line\nsecond line\n' },
      controllers: { parts: ['batch'], pace: 0.1 },
    })
    shell = await shellFor(cluster)
    home = shell.home
  })
  afterEach(() => {
    for (const child of children) child.kill()
    children.clear()
  })
  afterAll(() => {
    cluster.close()
    shell.close()
  })

  const kubectl = async (...args: string[]) => (await run(KUBECTL, args, { env: shell.env })).stdout
  const fails = (...args: string[]) =>
    run(KUBECTL, args, { env: shell.env }).then(
      () => Promise.reject(new Error('it succeeded')),
      (error: { stderr?: string; stdout?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}`,
    )

  /** A command that stays; `saw` resolves once its output holds a text. */
  function follow(...args: string[]) {
    const child = spawn(KUBECTL, args, { env: shell.env })
    children.add(child)
    let output = ''
    const listeners = new Set<() => void>()
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += String(chunk)
        for (const listener of listeners) listener()
      })
    const saw = (text: string) =>
      new Promise<string>((resolve) => {
        const check = () => output.includes(text) && resolve(output)
        listeners.add(check)
        check()
      })
    return { child, saw }
  }

  test('get over all namespaces, and wide', async () => {
    const table = await kubectl('get', 'imagestreams', '-A')
    expect(table).toMatch(/^NAMESPACE +NAME +IMAGE REPOSITORY +TAGS +UPDATED/)
    expect(table).toMatch(/^payments +api +image-registry\.openshift-image-registry\.svc:5000\/payments\/api/m)
    expect(table.trim().split('\n')).toHaveLength(22)
    expect(await kubectl('get', 'is', '-n', 'payments', 'api', '-o', 'wide')).toMatch(/^api /m)
    expect(await kubectl('get', 'pods', '-n', 'openshift-image-registry', '-o', 'wide')).toMatch(
      /^image-registry-\S+ +1\/1 +Running +0 /m,
    )
    expect(
      await kubectl('get', 'is', '-A', '--chunk-size=5', '-o', 'name').then((names) => names.trim().split('\n')),
    ).toHaveLength(21)
  })

  test('get as YAML', async () => {
    const yaml = await kubectl('get', 'imagestream', 'api', '-n', 'payments', '-o', 'yaml')
    expect(yaml).toMatch(/^apiVersion: image\.openshift\.io\/v1\n/)
    expect(yaml).toContain('dockerImageRepository: image-registry.openshift-image-registry.svc:5000/payments/api')
  })

  test('describe', async () => {
    expect(await kubectl('describe', 'is', 'api', '-n', 'payments')).toMatch(/Name: +api\nNamespace: +payments/)
    expect(
      await kubectl('describe', 'pod', '-n', 'openshift-image-registry', 'image-registry-56cd4786f4-qkd54'),
    ).toContain('Containers:')
  })

  test('watch sees what others change', async () => {
    const { saw } = follow('get', 'imagestreams', '-n', 'storefront', '--watch')
    await saw('web')
    await kubectl(
      'create',
      '-f',
      write({
        apiVersion: 'image.openshift.io/v1',
        kind: 'ImageStream',
        metadata: { name: 'seen', namespace: 'storefront' },
      }),
    )
    expect(await saw('seen')).toMatch(/^seen /m)
  })

  function write(object: object): string {
    const file = join(home, `${crypto.randomUUID()}.json`)
    writeFileSync(file, JSON.stringify(object))
    return file
  }

  test('patch in three ways, label, apply', async () => {
    const is = ['is', 'api', '-n', 'payments']
    const labels = () => kubectl('get', ...is, '-o', 'jsonpath={.metadata.labels}')
    await kubectl('patch', ...is, '--type', 'merge', '-p', '{"metadata":{"labels":{"a":"1"}}}')
    await kubectl('patch', ...is, '-p', '{"metadata":{"labels":{"b":"2"}}}')
    await kubectl('patch', ...is, '--type', 'json', '-p', '[{"op":"add","path":"/metadata/labels/c","value":"3"}]')
    await kubectl('label', ...is, 'd=4')
    expect(JSON.parse(await labels())).toEqual({ a: '1', b: '2', c: '3', d: '4' })
    const config = ['config.imageregistry.operator.openshift.io', 'cluster']
    expect(await fails('patch', ...config, '--type', 'strategic', '-p', '{"spec":{"replicas":3}}')).toContain(
      'unknown format',
    )
    const file = write({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'applied', namespace: 'payments' },
      data: { key: 'one' },
    })
    expect(await kubectl('apply', '-f', file)).toContain('configmap/applied created')
    expect(await kubectl('apply', '-f', file)).toContain('configmap/applied unchanged')
  })

  test('scale and delete', async () => {
    const deployment = ['deployment', 'image-registry', '-n', 'openshift-image-registry']
    await kubectl('scale', ...deployment, '--replicas=3')
    expect(await kubectl('get', ...deployment, '-o', 'jsonpath={.spec.replicas}')).toBe('3')
    expect(await kubectl('delete', 'is', 'web', '-n', 'storefront')).toMatch(
      /imagestream\.image\.openshift\.io "web" deleted/,
    )
    expect(await fails('get', 'is', 'web', '-n', 'storefront')).toContain(
      'Error from server (NotFound): imagestreams.image.openshift.io "web" not found',
    )
  })

  test('logs, and logs as they are written', async () => {
    const pod = 'image-registry-56cd4786f4-qkd54'
    expect(await kubectl('logs', pod, '-n', 'openshift-image-registry', '--tail=1')).toBe('second line\n')
    const { saw, child } = follow('logs', '-f', pod, '-n', 'openshift-image-registry')
    await saw('second line\n')
    cluster.logs.append(`openshift-image-registry/${pod}`, 'registry', 'third line')
    await saw('third line\n')
    const ended = once(child, 'exit')
    await kubectl('delete', 'pod', pod, '-n', 'openshift-image-registry', '--wait=false')
    await ended
  })

  test('create a job from a CronJob, wait for it, read its log, delete it', async () => {
    const namespace = ['-n', 'openshift-image-registry']
    await kubectl('create', 'job', 'by-hand', '--from=cronjob/image-pruner', ...namespace)
    const spec = async (path: string) =>
      JSON.parse(await kubectl('get', path, '-o', 'jsonpath={.spec}', ...namespace)) as Record<string, unknown>
    const { jobTemplate } = (await spec('cronjob/image-pruner')) as { jobTemplate: { spec: object } }
    const uid = await kubectl('get', 'job/by-hand', '-o', 'jsonpath={.metadata.uid}', ...namespace)
    const labels = { 'controller-uid': uid, 'job-name': 'by-hand' }
    expect(await spec('job/by-hand')).toMatchObject(jobTemplate.spec)
    expect(await spec('job/by-hand')).toMatchObject({ template: { metadata: { labels } }, backoffLimit: 0 })
    const { saw } = follow('logs', '-f', 'job/by-hand', '--pod-running-timeout=20s', ...namespace)
    await saw('Summary: ')
    expect(await kubectl('wait', '--for=condition=complete', 'job/by-hand', '--timeout=20s', ...namespace)).toContain(
      'condition met',
    )
    expect(await kubectl('get', 'jobs', ...namespace)).toMatch(/^by-hand +1\/1 +\d+s +\d+s$/m)
    await kubectl('delete', 'job', 'by-hand', ...namespace)
    await expect.poll(() => kubectl('get', 'pods', '-l', 'job-name=by-hand', '-o', 'name', ...namespace)).toBe('')
  })

  test('auth can-i, for oneself and as someone else', async () => {
    expect(await kubectl('auth', 'can-i', 'list', 'imagestreams', '-A')).toBe('yes\n')
    expect(await kubectl('auth', 'can-i', 'update', 'imagestreams', '-n', 'payments', '--as', 'dev')).toBe('yes\n')
    expect(await fails('auth', 'can-i', 'list', 'imagestreams', '-A', '--as', 'dev')).toContain('no\n')
    expect(await fails('get', 'is', '-A', '--as', 'dev')).toContain(
      'User "dev" cannot list resource "imagestreams" in API group "image.openshift.io" at the cluster scope',
    )
    expect(await kubectl('auth', 'can-i', '--list', '-n', 'payments', '--as', 'dev')).toContain(
      'imagestreamtags.image.openshift.io',
    )
  })

  test('tokens over HTTPS, where kubectl sends them', async () => {
    const tls = selfSigned()
    const secure = await serve({ port: 0, host: '127.0.0.1', clusterFor: () => cluster, tls })
    onTestFinished(() => {
      secure.closeAllConnections()
      secure.close()
    })
    const address = secure.address()
    if (typeof address !== 'object' || !address) throw new Error('no address')
    const authority = join(home, 'authority.pem')
    writeFileSync(authority, tls.cert)
    const as = (token: string) =>
      ['--server', `https://127.0.0.1:${address.port}`, '--certificate-authority', authority, '--token', token] as const
    expect(await kubectl('get', 'is', '-A', '-o', 'name', ...as('sre'))).toContain('imagestream.image.openshift.io/api')
    expect(await kubectl('get', 'is', '-n', 'payments', '-o', 'name', ...as('dev'))).toContain('/api\n')
    expect(await fails('get', 'is', '-A', ...as('dev'))).toContain('User "dev" cannot list resource "imagestreams"')
    expect(await fails('get', 'is', '-A', ...as('nobody'))).toContain('Unauthorized')
  })
})
