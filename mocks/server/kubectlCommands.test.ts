import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { historyOf, specTagOf, type ImageStream } from '../kinds/imageTypes.ts'
import { digestFor } from '../seed/builders.ts'
import { healthy } from '../seed/healthy.ts'
import { createCluster, type Cluster } from './cluster.ts'
import { hasKubectl, run, shellFor, type Shell } from './kubectlCommands.ts'
import type { ResourceName } from './store.ts'

const STREAMS = 'image.openshift.io/imagestreams'
const imageOf = (version: string) => digestFor('storefront/web', version)
const triggers =
  '[{"from":{"kind":"ImageStreamTag","name":"checkout:latest"},"fieldPath":"spec.template.spec.containers[?(@.name==\\"checkout\\")].image","paused":true}]'

interface Case {
  what: string
  command: string
  object: [ResourceName, namespace: string | undefined, name: string]
  /** What it is about in the object afterwards; undefined when the object is gone. */
  seen(object: Seen | undefined): unknown
  is: unknown
}

// The objects that commands are tried on have the shape of their kinds.
type Seen = ImageStream & { type?: string; data?: Record<string, string> }

const web: Case['object'] = [STREAMS, 'storefront', 'web']
const specTag = (name: string) => (object: Seen | undefined) => object && specTagOf(object, name)
const digests = (tag: string) => (object: Seen | undefined) =>
  object && historyOf(object, tag)?.items?.map(({ image }) => image)
const gone = { seen: (object: Seen | undefined) => object, is: undefined }

/** Each runs on the healthy cluster as the one before left it. */
const cases: Case[] = [
  {
    what: 'patch of a tag in its stream, merged by name',
    command: `oc patch imagestream web -n storefront -p '{"spec":{"tags":[{"name":"stable","from":{"kind":"ImageStreamTag","name":"v4"}}]}}'`,
    object: web,
    seen: (object) => object?.spec.tags?.map(({ name, from }) => `${name} ${from?.name ?? ''}`),
    is: ['canary v4', 'prod stable', 'stable v4'],
  },
  {
    what: 'merge patch of the lookup policy',
    command: `oc patch is/web -n storefront --type=merge -p '{"spec":{"lookupPolicy":{"local":false}}}'`,
    object: web,
    seen: (object) => object?.spec.lookupPolicy,
    is: { local: false },
  },
  {
    what: 'strategic delete of a tag of the spec alone',
    command: `oc patch is web -n storefront -p '{"spec":{"tags":[{"$patch":"delete","name":"prod"}]}}'`,
    object: web,
    seen: (object) => [specTag('prod')(object), digests('prod')(object)?.length],
    is: [undefined, 3],
  },
  {
    what: 'labels',
    command: 'oc label is web -n storefront tier=backend --overwrite && oc label is web -n storefront app-',
    object: web,
    seen: (object) => object?.metadata.labels,
    is: { tier: 'backend' },
  },
  {
    what: 'annotate a stream, with what a shell would read',
    command: `oc annotate imagestream web -n storefront 'description=it'\\''s $HOME & "more"' --overwrite`,
    object: web,
    seen: (object) => object?.metadata.annotations?.['description'],
    is: `it's $HOME & "more"`,
  },
  {
    what: 'annotate a tag',
    command: `oc annotate imagestreamtag web:stable -n storefront description='The one to use' tags=web,hidden`,
    object: web,
    seen: (object) => specTag('stable')(object)?.annotations,
    is: { description: 'The one to use', tags: 'web,hidden' },
  },
  {
    what: 'patch of a tag',
    command: `oc patch istag web:stable -n storefront --type=merge -p '{"tag":{"referencePolicy":{"type":"Local"}}}'`,
    object: web,
    seen: (object) => [specTag('stable')(object)?.referencePolicy, specTag('stable')(object)?.annotations?.['tags']],
    is: [{ type: 'Local' }, 'web,hidden'],
  },
  {
    what: 'roll back by a patch of the stream',
    command: `oc patch is web -n storefront -p '{"spec":{"tags":[{"name":"stable","from":{"kind":"ImageStreamImage","name":"web@${imageOf('v1')}"}}]}}'`,
    object: web,
    seen: digests('stable'),
    is: ['v1', 'v4', 'v3', 'v2', 'v1'].map(imageOf),
  },
  {
    what: 'delete of a tag, with its history',
    command: 'oc delete imagestreamtag web:canary -n storefront',
    object: web,
    seen: (object) => [specTag('canary')(object), digests('canary')(object)],
    is: [undefined, undefined],
  },
  {
    what: 'delete of several tags',
    command: 'oc delete istag -n payments api:1.5.0 api:1.6.0',
    object: [STREAMS, 'payments', 'api'],
    seen: (object) => object?.status.tags?.map(({ tag }) => tag),
    is: ['1.12.1', '1.13.0', '1.14.0', '1.14.1', '1.14.2', 'latest'],
  },
  {
    what: 'delete of a stream',
    command: 'oc delete imagestream twice -n legacy',
    object: [STREAMS, 'legacy', 'twice'],
    ...gone,
  },
  {
    what: 'delete of an image',
    command: `oc delete image ${digestFor('legacy/twice', '1')}`,
    object: ['image.openshift.io/images', undefined, digestFor('legacy/twice', '1')],
    ...gone,
  },
  {
    what: 'create from a here document',
    command: `oc create -f - <<'EOF'
apiVersion: image.openshift.io/v1
kind: ImageStream
metadata:
  name: made
  namespace: legacy
spec:
  tags:
  - name: latest
    from: {kind: DockerImage, name: 'quay.io/acme/web:latest'}
    importPolicy: {scheduled: true}
EOF`,
    object: [STREAMS, 'legacy', 'made'],
    seen: (object) => specTag('latest')(object)?.importPolicy,
    is: { scheduled: true, importMode: 'Legacy' },
  },
  {
    what: 'an import from a here document',
    command: `oc create -f - -o name <<'EOF'
{"apiVersion":"image.openshift.io/v1","kind":"ImageStreamImport","metadata":{"name":"made","namespace":"legacy"},
 "spec":{"import":true,"images":[{"from":{"kind":"DockerImage","name":"quay.io/acme/web:v1.1"},"to":{"name":"v1.1"}}]}}
EOF`,
    object: [STREAMS, 'legacy', 'made'],
    seen: (object) => digests('v1.1')(object)?.length,
    is: 1,
  },
  {
    what: 'annotation of a Deployment with a trigger',
    command: `oc annotate deployment/checkout -n storefront 'image.openshift.io/triggers=${triggers}'`,
    object: ['apps/deployments', 'storefront', 'checkout'],
    seen: (object) => object?.metadata.annotations?.['image.openshift.io/triggers'],
    is: triggers,
  },
  {
    what: 'a pull secret',
    command: `oc create secret docker-registry quay -n payments --docker-server=quay.io --docker-username=me --docker-password='p w'`,
    object: ['/secrets', 'payments', 'quay'],
    seen: (object) => [object?.type, JSON.parse(atob(object?.data?.['.dockerconfigjson'] ?? ''))],
    is: [
      'kubernetes.io/dockerconfigjson',
      { auths: { 'quay.io': { username: 'me', password: 'p w', auth: btoa('me:p w') } } },
    ],
  },
]

describe.skipIf(!hasKubectl())('commands as the console shows them', { timeout: 30_000 }, () => {
  let cluster: Cluster
  let shell: Shell

  beforeAll(async () => {
    cluster = createCluster(healthy(), { defaultUser: 'admin' })
    shell = await shellFor(cluster)
  })
  afterAll(() => {
    shell.close()
    cluster.close()
  })

  test.each(cases)('$what', async ({ command, object, seen, is }) => {
    await shell.run(command)
    expect(seen(cluster.store.get(...object) as Seen | undefined)).toEqual(is)
  })

  test('one command, on any cluster', async () => {
    expect(await run('oc get imagestreams -n sandbox -o name', cluster)).toBe('imagestream.image.openshift.io/hello\n')
  })

  test('a command that fails says why', async () => {
    await expect(shell.run('oc delete istag web:none -n storefront')).rejects.toThrow(
      'imagestreamtags.image.openshift.io "web:none" not found',
    )
  })
})
