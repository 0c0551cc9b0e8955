import { describe, expect, it } from 'vitest'
import { imageCommands, loginCommand, loginName, podSetup, toolsAt, type CommandContext } from './registryCommands.ts'

const host = 'registry.apps.example.com'
const inside = 'image-registry.openshift-image-registry.svc:5000'
const outside: CommandContext = { tool: 'podman', place: 'outside', host, user: 'dev' }
const image = { repository: 'payments/api', tag: '1.14.2', own: '', newTag: '1.14.2' }
const mounted = '/var/run/secrets/kubernetes.io/serviceaccount'

describe('a login', () => {
  it.each<[string, Partial<CommandContext>, string]>([
    ['podman', {}, `oc whoami -t | podman login -u dev --password-stdin ${host}`],
    ['docker', { tool: 'docker' }, `oc whoami -t | docker login -u dev --password-stdin ${host}`],
    ['skopeo', { tool: 'skopeo' }, `oc whoami -t | skopeo login -u dev --password-stdin ${host}`],
    ['oc', { tool: 'oc' }, `oc registry login --registry=${host}`],
    [
      'without checks',
      { insecure: true },
      `oc whoami -t | podman login --tls-verify=false -u dev --password-stdin ${host}`,
    ],
    ['oc without checks', { tool: 'oc', insecure: true }, `oc registry login --registry=${host} --insecure`],
    // docker has no such flag.
    [
      'docker without checks',
      { tool: 'docker', insecure: true },
      `oc whoami -t | docker login -u dev --password-stdin ${host}`,
    ],
    [
      'a service account',
      { account: { namespace: 'ci', name: 'pusher' } },
      `oc create token pusher -n ci | podman login -u serviceaccount --password-stdin ${host}`,
    ],
    [
      'a service account by oc',
      { tool: 'oc', account: { namespace: 'ci', name: 'pusher' } },
      `oc registry login --registry=${host} --auth-basic="serviceaccount:$(oc create token pusher -n ci)"`,
    ],
    [
      'in a pod',
      { place: 'pod', host: inside, tool: 'skopeo' },
      `skopeo login --cert-dir=${mounted} -u serviceaccount --password-stdin ${inside} < ${mounted}/token`,
    ],
    ['oc in a pod', { place: 'pod', host: inside, tool: 'oc' }, `oc registry login --registry=${inside}`],
    ['a name with a space', { user: 'Ada L' }, `oc whoami -t | podman login -u 'Ada L' --password-stdin ${host}`],
    ['a name with a quote', { user: "o'neil" }, `oc whoami -t | podman login -u 'o'\\''neil' --password-stdin ${host}`],
  ])('%s', (_, more, command) => {
    expect(loginCommand({ ...outside, ...more })).toBe(command)
  })
})

it.each([
  ['dev', 'dev'],
  ['jane@corp.example', 'jane@corp.example'],
  ['kube:admin', 'kubeadmin'],
  ['system:serviceaccount:ci:pusher', 'unused'],
  ['', 'unused'],
  [undefined, 'unused'],
])('the user name %j is sent as %j', (user, name) => {
  expect(loginName(user)).toBe(name)
})

it('a pod says first where credentials are kept, and to oc whom to trust', () => {
  const authFile = 'export REGISTRY_AUTH_FILE=/tmp/auth.json'
  expect(podSetup({ tool: 'skopeo' })).toEqual([authFile])
  expect(podSetup({ tool: 'oc' })).toEqual([authFile, `export SSL_CERT_FILE=${mounted}/service-ca.crt`])
  expect(podSetup({ tool: 'oc', insecure: true })).toEqual([authFile])
})

it('nodes and pods have no docker', () => {
  expect([toolsAt('outside'), toolsAt('node'), toolsAt('pod')].map((tools) => tools.includes('docker'))).toEqual([
    true,
    false,
    false,
  ])
})

describe('an image', () => {
  const spec = `${host}/payments/api:1.14.2`
  it.each<[string, Partial<CommandContext>, Partial<typeof image>, object]>([
    ['podman', {}, {}, { pull: `podman pull ${spec}`, tag: `podman tag ${spec} ${spec}`, push: `podman push ${spec}` }],
    [
      'an own image by docker, under another tag',
      { tool: 'docker' },
      { own: 'api:dev', newTag: 'dev' },
      {
        pull: `docker pull ${spec}`,
        tag: `docker tag api:dev ${host}/payments/api:dev`,
        push: `docker push ${host}/payments/api:dev`,
      },
    ],
    [
      'skopeo without checks',
      { tool: 'skopeo', insecure: true },
      { newTag: 'next' },
      {
        look: `skopeo inspect --tls-verify=false docker://${spec}`,
        pull: `skopeo copy --src-tls-verify=false docker://${spec} oci:api:1.14.2`,
        tag: `skopeo copy --src-tls-verify=false --dest-tls-verify=false docker://${spec} docker://${host}/payments/api:next`,
        push: `skopeo copy --dest-tls-verify=false oci:api:1.14.2 docker://${host}/payments/api:next`,
      },
    ],
    [
      'oc in a pod',
      { tool: 'oc', place: 'pod', host: inside },
      {},
      {
        look: `oc image info ${inside}/payments/api:1.14.2`,
        pull: `oc image mirror ${inside}/payments/api:1.14.2 file://api:1.14.2`,
        tag: 'oc tag payments/api:1.14.2 payments/api:1.14.2',
        push: `oc image mirror file://api:1.14.2 ${inside}/payments/api:1.14.2`,
      },
    ],
  ])('%s', (_, context, more, commands) => {
    expect(imageCommands({ ...outside, ...context }, { ...image, ...more })).toEqual(commands)
  })
})
