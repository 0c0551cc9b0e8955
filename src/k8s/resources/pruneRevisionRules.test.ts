import { expect, test } from 'vitest'
import {
  a,
  ago,
  b,
  c,
  d,
  digest,
  image,
  limits,
  named,
  old,
  pod,
  run,
  spec,
  stream,
  young,
  type Cluster,
} from './pruneTestCluster.ts'

const all = [image(a), image(b), image(c), image(d)]
const none = '--keep-tag-revisions=0 --keep-younger-than=0s'
const used = `h.io/ns/app@${b}`

test.each<[why: string, args: string, cluster: Cluster, items: string[]]>([
  [
    'a young stream is left alone',
    '',
    { streams: [stream({ v: [[a], [b]] }, young)] },
    ['stream-younger', 'stream-younger'],
  ],
  ['a stream without a time is not young', none, { streams: [stream({ v: [[a]] }, null)] }, ['image-gone']],
  [
    'the cutoff itself is not young',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[a, ago(60)]] })], images: all },
    ['beyond'],
  ],
  [
    'revisions count from the head, whatever goes',
    '--keep-tag-revisions=2',
    { streams: [stream({ v: [[a], [digest('9')], [b], [c, young]] })], images: all },
    ['revision', 'image-gone', 'beyond', 'younger'],
  ],
  [
    'only the current revision is used by its tag',
    none,
    { streams: [stream({ v: [[a], [b]] })], images: all, pods: [pod('h.io/ns/app:v', 'Running')] },
    ['used-tag', 'beyond'],
  ],
  [
    'a tag in use keeps an image that is gone',
    none,
    { streams: [stream({ v: [[a]] })], pods: [pod('h.io/ns/app:v', 'Running')] },
    ['used-tag'],
  ],
  ['a digest in use does not', none, { streams: [stream({ v: [[b]] })], pods: [pod(used, 'Running')] }, ['image-gone']],
  [
    'a digest in use keeps it in every tag of that stream',
    none,
    {
      streams: [stream({ v: [[b]], w: [[a], [b]] }), stream({ v: [[b]] }, old, 'web')],
      images: all,
      pods: [pod(used, 'Running')],
    },
    ['used-digest', 'beyond', 'used-digest', 'beyond'],
  ],
  [
    'a reference without a tag means latest',
    none,
    { streams: [stream({ latest: [[a]], v: [[b]] })], images: all, pods: [pod('h.io/ns/app', 'Pending')] },
    ['used-tag', 'beyond'],
  ],
  ['an empty image goes', '', { streams: [stream({ v: [['']] })], images: all }, ['image-gone']],
  ['a missing one too', '', { streams: [stream({ v: [[undefined]] })], images: all }, ['image-gone']],
  [
    'an item without a time is old',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[a, null]] })], images: all },
    ['beyond'],
  ],
  [
    'a finished pod counts while it is young',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[b]] })], images: all, pods: [pod(used, 'Failed', young)] },
    ['used-digest'],
  ],
  [
    'at the cutoff too',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[b]] })], images: all, pods: [pod(used, 'Succeeded', ago(60))] },
    ['used-digest'],
  ],
  [
    'but not when it is old',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[b]] })], images: all, pods: [pod(used, 'Failed')] },
    ['beyond'],
  ],
  [
    'nor without a time',
    '--keep-tag-revisions=0',
    { streams: [stream({ v: [[b]] })], images: all, pods: [pod(used, 'Unknown', null)] },
    ['beyond'],
  ],
  [
    'init containers use images',
    none,
    {
      streams: [stream({ v: [[b]] })],
      images: all,
      jobs: [named({ spec: { template: { spec: { initContainers: [{ image: used }] } } } })],
    },
    ['used-digest'],
  ],
  [
    'ephemeral ones do not',
    none,
    {
      streams: [stream({ v: [[b]] })],
      images: all,
      pods: [named({ spec: { ephemeralContainers: [{ image: used }] }, status: { phase: 'Running' } })],
    },
    ['beyond'],
  ],
  [
    'cron jobs use images',
    none,
    {
      streams: [stream({ v: [[b]] })],
      images: all,
      cronjobs: [named({ spec: { jobTemplate: { spec: { template: { spec: spec(used) } } } } })],
    },
    ['used-digest'],
  ],
  [
    'a deployment config without a template uses none',
    none,
    { streams: [stream({ v: [[b]] })], images: all, deploymentconfigs: [named({ spec: { template: null } })] },
    ['beyond'],
  ],
  [
    'a build strategy without a project means its own',
    none,
    {
      streams: [stream({ v: [[b]] })],
      images: all,
      builds: [
        {
          metadata: { namespace: 'ns', name: 'x' },
          spec: { strategy: { dockerStrategy: { from: { kind: 'ImageStreamImage', name: `app@${b}` } } } },
        },
      ],
    },
    ['used-digest'],
  ],
  [
    'the first strategy decides, even an empty one',
    none,
    {
      streams: [stream({ v: [[b]] })],
      images: all,
      buildconfigs: [
        named({
          spec: { strategy: { sourceStrategy: {}, customStrategy: { from: { kind: 'DockerImage', name: used } } } },
        }),
      ],
    },
    ['beyond'],
  ],
  [
    'over size: what fits stays, at any age',
    '--prune-over-size-limit',
    {
      streams: [
        stream(
          {
            v: [
              [a, young],
              [b, young],
            ],
          },
          young,
        ),
      ],
      images: [image(a, { size: 100 }), image(b, { size: 101 })],
      limitranges: [limits('1Ki', '100'), limits('2Ki')],
    },
    ['not-over-size', 'beyond'],
  ],
  [
    'over size: without limits all stay',
    '--prune-over-size-limit',
    { streams: [stream({ v: [[a]] })], images: [image(a, { size: 100 })] },
    ['not-over-size'],
  ],
  [
    'over size: old finished pods count too',
    '--prune-over-size-limit',
    {
      streams: [stream({ v: [[b]] })],
      images: [image(b, { size: 101 })],
      limitranges: [limits('100')],
      pods: [pod(used, 'Failed')],
    },
    ['used-digest'],
  ],
  [
    'over size false alone: everything has an age',
    '--prune-over-size-limit=false',
    { streams: [stream({ v: [[a, ago(1e6)]] }, null)], images: all },
    ['younger'],
  ],
  [
    'but what has none goes',
    '--prune-over-size-limit=false',
    {
      streams: [
        stream(
          {
            v: [
              [a, null],
              [b, '0001-01-01T00:00:00Z'],
            ],
          },
          null,
        ),
      ],
      images: all,
    },
    ['beyond', 'beyond'],
  ],
  [
    'a project alone: others are not looked at',
    `${none} -n ns`,
    { streams: [stream({ v: [[b]] })], images: all, pods: [pod(used, 'Running')] },
    ['beyond'],
  ],
  [
    'another project',
    `${none} --namespace=other`,
    { streams: [stream({ v: [[b]] })], images: all },
    ['not-considered'],
  ],
  [
    'no status, no tags, no items',
    none,
    {
      streams: [
        { metadata: { namespace: 'ns', name: 'x' } },
        stream(null),
        stream(undefined),
        stream({ v: null }),
        stream({ v: [] }),
      ],
    },
    [],
  ],
  [
    'a stream with an image whose blobs cannot be told is left out',
    none,
    {
      streams: [stream({ v: [[a], [b]] }), stream({ v: [[b]] }, old, 'web')],
      images: [image(a, { metadata: null }), image(b)],
    },
    ['stream-unreadable', 'stream-unreadable', 'beyond'],
  ],
])('items: %s', (_why, args, cluster, items) => {
  expect(run(args, cluster).items).toEqual(items)
})
