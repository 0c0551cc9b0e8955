import type { Objects } from './base.ts'
import { buildConfig, deploymentConfig } from './buildBuilders.ts'
import { internalRegistry, digestFor } from './builders.ts'
import { pod } from './podBuilders.ts'
import { cronJob, daemonSet, deployment, statefulSet, together } from './workloadBuilders.ts'

const day = 60 * 24

/** The name the registry has outside the cluster. */
export const publicRegistry = 'default-route-openshift-image-registry.apps.example.com'

const local = (path: string) => `${internalRegistry}/${path}`
const exact = (repository: string, seed: string) => local(`${repository}@${digestFor(repository, seed)}`)

/** What runs and builds in the projects of the teams: by tag, by digest, by short name, by trigger, of this registry and of others. */
export function workloads(ago: (minutes: number) => string): Objects {
  return together([payments(ago), storefront(ago), others(ago)])
}

function payments(ago: (minutes: number) => string): Objects {
  const namespace = 'payments'
  return together([
    deployment(
      {
        namespace,
        name: 'api',
        created: ago(10),
        replicas: 2,
        containers: [{ name: 'api', image: local('payments/api:1.14.2') }],
        running: { api: exact('payments/api', '1.14.2') },
      },
      [{ name: 'api', image: exact('payments/api', '1.14.1') }],
    ),
    // Stays on an older revision of `latest`: its trigger is paused.
    deployment({
      namespace,
      name: 'worker',
      created: ago(6 * day),
      containers: [{ name: 'worker', image: exact('payments/worker', '2.2.0') }],
      triggers: [{ from: 'worker:latest', container: 'worker', paused: true }],
    }),
    deployment({
      namespace,
      name: 'ledger',
      created: ago(80),
      containers: [
        { name: 'ledger', image: exact('payments/ledger', '2026.11') },
        { name: 'proxy', image: 'registry.redhat.io/openshift4/ose-oauth-proxy:v4.17' },
      ],
      triggers: [{ from: 'ledger:latest', container: 'ledger', paused: false }],
    }),
    cronJob({
      namespace,
      name: 'ledger-close',
      created: ago(9 * 60),
      schedule: '0 2 * * *',
      containers: [{ name: 'close', image: local('payments/ledger:latest') }],
      running: { close: exact('payments/ledger', '2026.11') },
    }),
    // From outside the cluster, and prepared by a container of another project.
    statefulSet({
      namespace,
      name: 'fraud-scoring',
      created: ago(11 * day),
      replicas: 2,
      initContainers: [{ name: 'fetch-model', image: local('data-science/model-server:v4'), pullPolicy: 'Always' }],
      containers: [{ name: 'scoring', image: `${publicRegistry}/payments/fraud-scoring:0.9.1` }],
      running: { scoring: exact('payments/fraud-scoring', '0.9.1') },
    }),
    buildConfig({
      namespace,
      name: 'api',
      created: ago(200 * day),
      strategy: 'Source',
      from: { kind: 'ImageStreamTag', namespace: 'openshift', name: 'nodejs:22-ubi9' },
      to: 'api:1.14.2',
      git: 'https://git.example.com/payments/api.git',
      lastTriggeredImage: `${internalRegistry}/openshift/nodejs@${digestFor('registry.redhat.io/ubi9/nodejs-22', '22-ubi9 index')}`,
      builds: [
        {
          number: 42,
          created: ago(5),
          phase: 'Failed',
          commit: '7c1e0d52b8a94f6630d2f1b5c4a7e98f01d3b6aa',
          author: 'Grace Hopper',
          message: 'Round half to even',
        },
        {
          number: 41,
          created: ago(16),
          phase: 'Complete',
          digest: digestFor('payments/api', '1.14.2'),
          commit: apiCommit,
          author: 'Ada Lovelace',
          message: 'Refuse transfers without a currency',
        },
      ],
    }),
  ])
}

function storefront(ago: (minutes: number) => string): Objects {
  const namespace = 'storefront'
  return together([
    deployment(
      {
        namespace,
        name: 'web',
        created: ago(18 * day),
        replicas: 3,
        containers: [{ name: 'web', image: exact('storefront/web', 'v3') }],
        triggers: [{ from: 'web:prod', container: 'web' }],
      },
      [{ name: 'web', image: exact('storefront/web', 'v1') }],
    ),
    // A short name: the stream's lookup policy is local.
    deployment({
      namespace,
      name: 'web-canary',
      created: ago(7),
      containers: [{ name: 'web', image: 'web:canary' }],
      running: { web: exact('storefront/web', 'canary') },
    }),
    deployment({
      namespace,
      name: 'checkout',
      created: ago(3 * day),
      containers: [{ name: 'checkout', image: local('storefront/checkout') }],
      running: { checkout: exact('storefront/checkout', '5.1.0') },
    }),
    deploymentConfig({
      namespace,
      name: 'shop-admin',
      created: ago(40 * day),
      containers: [{ name: 'admin', image: exact('storefront/web', 'v3') }],
      from: { kind: 'ImageStreamTag', name: 'web:stable' },
      automatic: true,
      lastTriggeredImage: exact('storefront/web', 'v3'),
    }),
    {
      pods: [
        pod(
          {
            namespace,
            name: 'search-shell',
            created: ago(30),
            containers: [{ name: 'shell', image: local('storefront/search:2.8.4'), pullPolicy: 'Never' }],
          },
          'search-shell',
        ),
        pod(
          {
            namespace,
            name: 'assets-preview',
            created: ago(25),
            containers: [{ name: 'assets', image: local('storefront/assets:20261121') }],
          },
          'assets-preview',
          undefined,
          'Pending',
        ),
      ],
    },
  ])
}

function others(ago: (minutes: number) => string): Objects {
  return together([
    // Follows a stream of another project.
    deployment({
      namespace: 'sandbox',
      name: 'shop-copy',
      created: ago(2 * day),
      containers: [{ name: 'web', image: exact('storefront/web', 'v3') }],
      triggers: [{ from: 'web:stable', namespace: 'storefront', container: 'web', paused: false }],
    }),
    daemonSet({
      namespace: 'platform-tools',
      name: 'status-agent',
      created: ago(44 * day),
      containers: [{ name: 'agent', image: local('platform-tools/status-page:latest'), pullPolicy: 'IfNotPresent' }],
      triggers: [{ from: 'status-page:latest', container: 'agent', paused: true }],
    }),
    // Nothing of this registry.
    deployment({
      namespace: 'platform-tools',
      name: 'ingress-page',
      created: ago(70 * day),
      containers: [{ name: 'nginx', image: 'registry.redhat.io/ubi9/nginx-124:latest' }],
    }),
    // The annotation is no JSON: the controller says so in its own log only.
    {
      deployments: (
        deployment({
          namespace: 'legacy',
          name: 'moved',
          created: ago(60 * day),
          replicas: 0,
          containers: [{ name: 'moved', image: local('legacy/dangling:2') }],
        }).deployments ?? []
      ).map((object) => ({
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { ...object.metadata.annotations, 'image.openshift.io/triggers': '[{"from":' },
        },
      })),
    },
    cronJob({
      namespace: 'analytics',
      name: 'etl-nightly',
      created: ago(22 * 60),
      schedule: '30 1 * * *',
      suspend: true,
      containers: [{ name: 'etl', image: `quay.io/acme/etl@${digestFor('quay.io/acme/etl', 'stable')}` }],
      triggers: [{ from: 'etl:latest', container: 'etl', paused: false }],
    }),
    buildConfig({
      namespace: 'ci',
      name: 'nightly',
      created: ago(301 * day),
      strategy: 'Docker',
      from: { kind: 'ImageStreamImage', name: `builder@${digestFor('ci/builder', '24.11')}` },
      to: 'nightly:nightly',
      git: 'https://git.example.com/ci/nightly.git',
      builds: [
        {
          number: 300,
          created: ago(140),
          phase: 'Complete',
          digest: digestFor('ci/nightly', 'night 0'),
          commit: '0b6c88f34e2f6d1a9c57a1e3f5d40c2be7718f29',
          author: 'Build Bot',
          message: 'Nightly',
        },
      ],
    }),
  ])
}

const apiCommit = 'f2d9a1c07b3e4658d1c9e0a7b5f38642c1d7e9b0'

/** What the build of payments/api:1.14.2 wrote into its image. */
export const apiImage = {
  author: 'Ada Lovelace <ada.lovelace@example.com>',
  labels: {
    'io.k8s.description': 'Moves money between accounts.',
    'io.k8s.display-name': 'Payments API',
    'io.openshift.expose-services': '8080:http,9090:metrics',
    'io.openshift.build.name': 'api-41',
    'io.openshift.build.namespace': 'payments',
    'io.openshift.build.commit.id': apiCommit,
    'io.openshift.build.commit.author': 'Ada Lovelace <ada.lovelace@example.com>',
    'io.openshift.build.commit.date': 'Fri Nov 20 09:12:44 2026 +0100',
    'io.openshift.build.commit.message': 'Refuse transfers without a currency',
    'io.openshift.build.commit.ref': 'main',
    'io.openshift.build.source-location': 'https://git.example.com/payments/api.git',
    'io.openshift.build.image': `${internalRegistry}/openshift/nodejs:22-ubi9`,
    'vcs-ref': apiCommit,
    'vcs-type': 'git',
    'vcs-url': 'https://git.example.com/payments/api.git',
    'org.opencontainers.image.source': 'https://git.example.com/payments/api',
    'org.opencontainers.image.revision': apiCommit,
  },
  config: {
    User: '1001:0',
    Env: [
      'PATH=/opt/app-root/bin:/usr/local/bin:/usr/bin',
      'LANG=C.UTF-8',
      'NODE_ENV=production',
      'OPENSHIFT_BUILD_NAME=api-41',
      'OPENSHIFT_BUILD_NAMESPACE=payments',
      'OPENSHIFT_BUILD_SOURCE=https://git.example.com/payments/api.git',
      `OPENSHIFT_BUILD_COMMIT=${apiCommit}`,
      'GREETING=a=b, "c" and spaces ',
    ],
    ExposedPorts: { '8080/tcp': {}, '9090/tcp': {}, '53/udp': {} },
    Volumes: { '/var/lib/ledger': {}, '/tmp/cache': {} },
    WorkingDir: '/opt/app-root/src',
    Entrypoint: ['container-entrypoint'],
    Cmd: ['node', 'server.js', '--port', '8080'],
    OnBuild: ['COPY . /opt/app-root/src', 'RUN npm ci --omit=dev'],
  },
}
