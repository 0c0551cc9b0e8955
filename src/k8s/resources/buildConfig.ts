import type { K8sObject, ResourceType } from '../types.ts'
import type { TagSourceReference } from './imageStream.ts'

interface BuildStrategy {
  from?: TagSourceReference | null
}

/** What a build and its config say alike. */
export interface BuildSpec {
  strategy?: {
    type?: string
    sourceStrategy?: BuildStrategy | null
    dockerStrategy?: BuildStrategy | null
    customStrategy?: BuildStrategy | null
  } | null
  source?: { images?: { from?: TagSourceReference | null }[] | null } | null
  output?: { to?: TagSourceReference | null } | null
}

/** What starts a build. */
export interface BuildTrigger {
  /** `ImageChange`, `ConfigChange`, `GitHub` … */
  type?: string
  /** Without `from` it is the image of the strategy. */
  imageChange?: { from?: TagSourceReference | null; paused?: boolean; lastTriggeredImageID?: string } | null
}

export interface BuildConfig extends K8sObject {
  spec?: (BuildSpec & { triggers?: BuildTrigger[] | null }) | null
}

/** Build configs: how images are built, and from which. */
export const BuildConfig: ResourceType<BuildConfig> = {
  group: 'build.openshift.io',
  version: 'v1',
  plural: 'buildconfigs',
  kind: 'BuildConfig',
  namespaced: true,
  watchable: true,
}

/** The image that a build starts from: that of its strategy. */
export function strategyFrom(spec: BuildSpec | null | undefined): TagSourceReference | undefined {
  const { sourceStrategy, dockerStrategy, customStrategy } = spec?.strategy ?? {}
  return sourceStrategy?.from ?? dockerStrategy?.from ?? customStrategy?.from ?? undefined
}
