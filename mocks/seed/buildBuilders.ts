import type { K8sObject } from '../../src/k8s/types.ts'
import type { Objects } from './base.ts'
import { internalRegistry } from './builders.ts'
import { hexOf } from './digests.ts'
import { metadataOf, pod, template, type WorkloadSpec } from './podBuilders.ts'

interface From {
  kind: 'ImageStreamTag' | 'ImageStreamImage' | 'DockerImage'
  name: string
  namespace?: string
}

/** A DeploymentConfig that follows a tag, with the controller and the pods of its last rollout. */
export function deploymentConfig(
  spec: WorkloadSpec & { from: From; automatic: boolean; lastTriggeredImage: string },
): Objects {
  const { namespace, name, created, replicas = 1, containers, from, automatic, lastTriggeredImage } = spec
  const object = {
    metadata: metadataOf({ kind: 'DeploymentConfig', namespace, name, created, labels: { app: name }, generation: 3 }),
    spec: {
      strategy: {
        type: 'Rolling',
        rollingParams: {
          updatePeriodSeconds: 1,
          intervalSeconds: 1,
          timeoutSeconds: 600,
          maxUnavailable: '25%',
          maxSurge: '25%',
        },
        resources: {},
        activeDeadlineSeconds: 21600,
      },
      triggers: [
        { type: 'ConfigChange' },
        {
          type: 'ImageChange',
          imageChangeParams: {
            automatic,
            containerNames: containers.map((container) => container.name),
            from,
            lastTriggeredImage,
          },
        },
      ],
      replicas,
      revisionHistoryLimit: 10,
      test: false,
      selector: { deploymentconfig: name },
      template: template(spec),
    },
    status: {
      latestVersion: 2,
      observedGeneration: 3,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
      unavailableReplicas: 0,
      readyReplicas: replicas,
      details: {
        message: 'image change',
        causes: [{ type: 'ImageChange', imageTrigger: { from: { kind: 'DockerImage', name: lastTriggeredImage } } }],
      },
    },
  }
  const controller = {
    metadata: metadataOf({
      kind: 'ReplicationController',
      namespace,
      name: `${name}-2`,
      created,
      generation: 2,
      labels: { app: name, 'openshift.io/deployment-config.name': name },
      annotations: {
        'openshift.io/deployment-config.latest-version': '2',
        'openshift.io/deployment-config.name': name,
        'openshift.io/deployment.phase': 'Complete',
      },
      owner: { apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig', object },
    }),
    spec: { replicas, selector: { deployment: `${name}-2`, deploymentconfig: name }, template: template(spec) },
    status: { replicas, fullyLabeledReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas },
  }
  const owner = { apiVersion: 'v1', kind: 'ReplicationController', object: controller }
  const pods = Array.from({ length: replicas }, (_, index) =>
    pod(spec, `${name}-2-${hexOf(`${namespace}/${name} ${index}`, 5)}`, owner),
  )
  return { deploymentConfigs: [object], replicationControllers: [controller], pods }
}

export interface BuildConfigSpec {
  namespace: string
  name: string
  created: string
  strategy: 'Source' | 'Docker'
  from: From
  /** `stream:tag` that it pushes to. */
  to: string
  git: string
  /** The image that the trigger of the strategy's own image saw last; without it there is no such trigger. */
  lastTriggeredImage?: string
  builds: BuildSpec[]
}

export interface BuildSpec {
  number: number
  created: string
  phase: 'Complete' | 'Failed' | 'Running'
  /** What it pushed. */
  digest?: string
  commit: string
  author: string
  message: string
}

const strategyOf = ({ strategy, from }: BuildConfigSpec, image: From = from) =>
  strategy === 'Source'
    ? { type: 'Source', sourceStrategy: { from: image, env: [{ name: 'NPM_RUN', value: 'start' }] } }
    : { type: 'Docker', dockerStrategy: { from: image, dockerfilePath: 'Dockerfile' } }

/** A BuildConfig with its builds. */
export function buildConfig(spec: BuildConfigSpec): Objects {
  const { namespace, name, created, to, git, from, lastTriggeredImage, builds } = spec
  const common = {
    source: { type: 'Git', git: { uri: git, ref: 'main' } },
    output: { to: { kind: 'ImageStreamTag', name: to } },
    resources: {},
    postCommit: {},
    nodeSelector: null,
  }
  const object = {
    metadata: metadataOf({
      kind: 'BuildConfig',
      namespace,
      name,
      created,
      labels: { app: name },
      generation: builds.length + 1,
    }),
    spec: {
      ...common,
      runPolicy: 'Serial',
      strategy: strategyOf(spec),
      triggers: [
        { type: 'ConfigChange' },
        ...(lastTriggeredImage
          ? [{ type: 'ImageChange', imageChange: { lastTriggeredImageID: lastTriggeredImage } }]
          : []),
      ],
      successfulBuildsHistoryLimit: 5,
      failedBuildsHistoryLimit: 5,
    },
    status: {
      lastVersion: builds[0]?.number ?? 0,
      ...(lastTriggeredImage && {
        imageChangeTriggers: [
          {
            from: { namespace: from.namespace ?? namespace, name: from.name },
            lastTriggeredImageID: lastTriggeredImage,
            lastTriggerTime: created,
          },
        ],
      }),
    },
  }
  const image: From = lastTriggeredImage ? { kind: 'DockerImage', name: lastTriggeredImage } : from
  const made = builds.map((each) => build(spec, each, object, { ...common, strategy: strategyOf(spec, image) }))
  return { buildConfigs: [object], builds: made }
}

function build(
  { namespace, name, to, git }: BuildConfigSpec,
  { number, created, phase, digest, commit, author, message }: BuildSpec,
  config: K8sObject,
  common: object,
) {
  const person = { name: author, email: `${author.toLowerCase().replaceAll(' ', '.')}@example.com` }
  return {
    metadata: metadataOf({
      kind: 'Build',
      namespace,
      name: `${name}-${number}`,
      created,
      generation: 2,
      labels: { app: name, buildconfig: name, 'openshift.io/build-config.name': name },
      annotations: {
        'openshift.io/build-config.name': name,
        'openshift.io/build.number': String(number),
        'openshift.io/build.pod-name': `${name}-${number}-build`,
      },
      owner: { apiVersion: 'build.openshift.io/v1', kind: 'BuildConfig', object: config },
    }),
    spec: {
      serviceAccount: 'builder',
      ...common,
      revision: { type: 'Git', git: { commit, author: person, committer: person, message } },
      triggeredBy: [{ message: 'Build configuration change' }],
    },
    status: {
      phase,
      ...(phase === 'Failed' && {
        reason: 'GenericBuildFailed',
        message: 'Generic Build failure - check logs for details.',
      }),
      startTimestamp: created,
      ...(phase !== 'Running' && { completionTimestamp: created, duration: 96_000_000_000 }),
      outputDockerImageReference: `${internalRegistry}/${namespace}/${to}`,
      config: { kind: 'BuildConfig', namespace, name },
      output: digest ? { to: { imageDigest: digest } } : {},
      conditions: [{ type: phase, status: 'True', lastUpdateTime: created, lastTransitionTime: created }],
      ...(git && { stages: [{ name: 'PushImage', startTime: created, durationMilliseconds: 4200 }] }),
    },
  }
}
