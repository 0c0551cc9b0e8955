import type { K8sObject } from '../../src/k8s/types.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import type { Store } from '../server/store.ts'
import type { Follower, From, ImageOf } from './triggerSources.ts'

const BUILDS = 'build.openshift.io/builds'

interface BuildTrigger {
  type: string
  imageChange?: { from?: From; paused?: boolean; lastTriggeredImageID?: string }
}

interface BuildConfig extends K8sObject {
  spec?: {
    strategy?: Record<string, unknown>
    triggers?: BuildTrigger[]
  }
  status?: { lastVersion?: number; imageChangeTriggers?: { from?: From; lastTriggeredImageID?: string }[] }
}

/** What the strategy itself builds from: a trigger without a source means that. */
function strategySource({ spec }: BuildConfig): From | undefined {
  for (const part of Object.values(spec?.strategy ?? {}))
    if (typeof part === 'object' && part !== null && 'from' in part) return part.from as From
  return undefined
}

/** The tags whose changes begin a build. */
const buildSources = (config: BuildConfig): (From | undefined)[] =>
  (config.spec?.triggers ?? []).flatMap(({ imageChange }) =>
    imageChange && !imageChange.paused ? [imageChange.from ?? strategySource(config)] : [],
  )

/** Begins a build for the first trigger whose tag stands for another image than before. Changes the config; answers whether it did. */
function followBuildTriggers(
  config: BuildConfig,
  imageOf: ImageOf,
  { store, now }: { store: Store; now: Date },
): boolean {
  for (const { imageChange } of config.spec?.triggers ?? []) {
    const from = imageChange && !imageChange.paused ? (imageChange.from ?? strategySource(config)) : undefined
    const image = from?.kind === 'ImageStreamTag' ? imageOf(from) : undefined
    if (!imageChange || !from || !image || image === imageChange.lastTriggeredImageID) continue
    imageChange.lastTriggeredImageID = image
    const number = (config.status?.lastVersion ?? 0) + 1
    const seen = config.status?.imageChangeTriggers?.map((each) =>
      each.from?.name === from.name ? { ...each, lastTriggeredImageID: image, lastTriggerTime: timestamp(now) } : each,
    )
    config.status = { ...config.status, lastVersion: number, ...(seen && { imageChangeTriggers: seen }) }
    store.put(BUILDS, newBuild(config, number, image, from, timestamp(now)))
    return true
  }
  return false
}

/** A build that waits for its pod. */
function newBuild({ metadata, spec }: BuildConfig, number: number, image: string, from: From, created: string) {
  const { namespace = '', name, uid = '' } = metadata
  const { triggers: _triggers, runPolicy: _runPolicy, ...rest } = structuredClone(spec ?? {}) as Record<string, unknown>
  const build = {
    metadata: {
      name: `${name}-${number}`,
      namespace,
      uid: crypto.randomUUID(),
      creationTimestamp: created,
      labels: { buildconfig: name, 'openshift.io/build-config.name': name },
      annotations: { 'openshift.io/build-config.name': name, 'openshift.io/build.number': String(number) },
      ownerReferences: [{ apiVersion: 'build.openshift.io/v1', kind: 'BuildConfig', name, uid, controller: true }],
    },
    spec: {
      ...rest,
      triggeredBy: [{ message: 'Image change', imageChangeBuild: { imageID: image, fromRef: from } }],
    },
    status: { phase: 'New', config: { kind: 'BuildConfig', namespace, name }, output: {} },
  }
  return build
}

/** Builds that begin when what they build from moves. */
export const buildConfigs: Follower = {
  resource: 'build.openshift.io/buildconfigs',
  sources: buildSources,
  follow: followBuildTriggers,
}
