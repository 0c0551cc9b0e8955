import type { K8sObject } from '../../src/k8s/types.ts'
import type { User } from '../server/access.ts'
import type { Later } from '../server/clock.ts'
import type { Call } from '../kinds/kind.ts'
import type { Logs } from '../server/logs.ts'
import type { ResourceName, Store } from '../server/store.ts'
import { controlClusterOperator } from './clusterOperator.ts'
import { controlCronJobs } from './cronJobs.ts'
import { collectGarbage } from './garbage.ts'
import { controlPruner } from './imagePruner.ts'
import { controlDeployments } from './deployments.ts'
import { controlBudgets } from './disruptionBudgets.ts'
import { controlImports } from './imports.ts'
import { controlJobs } from './jobs.ts'
import { controlMachineConfigPools } from './machineConfigPools.ts'
import { controlNodes, type NodeTroubles } from './nodes.ts'
import { controlProjectDefaults } from './projectDefaults.ts'
import { controlRegistry } from './registryConfig.ts'
import { controlRegistryNodes } from './registryNodes.ts'
import { controlRouter } from './router.ts'
import { controlSamples } from './samples.ts'
import { controlTriggers } from './triggers.ts'
import { controlVolumes } from './volumes.ts'

/** Groups of controllers: imports, triggers, samples and what new projects get; the registry's operator, its Deployment, pods, volumes and routes; CronJobs, Jobs, their pods, and what becomes of them. */
export type ControllerPart = 'images' | 'registry' | 'batch'

export interface ControllerOptions {
  later?: Later
  /** Milliseconds from a change of a stream to its import. */
  importAfter?: number
  /** Milliseconds from a moved tag to the workloads that follow it. */
  triggerAfter?: number
  /** Which controllers are at work. All, unless told. */
  parts?: readonly ControllerPart[]
  /** How long operators and pods take for everything: 1 is what a person can follow, less is faster. */
  pace?: number
  /** Containers end well without doing anything, as in the recorded cluster, which has no nodes to run them on. */
  idle?: boolean
}

export interface Controlled {
  store: Store
  now(): Date
  logs: Logs
  /** What the rules of a kind get, when a controller calls them. */
  callFor(namespace: string, name: string): Call
  /** Writes as requests do: with defaults and validation. Refusals are thrown as StatusError. */
  api: ControllerApi
  troubles: NodeTroubles
}

export interface ControllerApi {
  create(resource: ResourceName, object: object): K8sObject
  /** Replaces an object, or its status alone. */
  update<T extends K8sObject>(resource: ResourceName, object: T, subresource?: 'status'): K8sObject
  remove(resource: ResourceName, namespace: string | undefined, name: string): void
}

/** Who the controllers are: they may do everything. */
export const controllerUser: User = {
  name: 'system:serviceaccount:openshift-infra:image-import-controller',
  groups: ['system:masters', 'system:authenticated'],
}

/** Things to look at again, each once however often it is named. Nothing is looked at after `stop`. */
export class Queue {
  readonly #later: Later
  readonly #after: number
  readonly #waiting = new Map<string, () => void>()

  constructor(later: Later, after: number) {
    this.#later = later
    this.#after = after
  }

  add(key: string, look: () => void): void {
    if (this.#waiting.has(key)) return
    const takeBack = this.#later(() => {
      this.#waiting.delete(key)
      look()
    }, this.#after)
    this.#waiting.set(key, takeBack)
  }

  stop(): void {
    for (const takeBack of this.#waiting.values()) takeBack()
    this.#waiting.clear()
  }
}

/** Lets controllers react to what changes from now on. The answer ends that, and whatever still waits. */
export function startControllers(controlled: Controlled, options: ControllerOptions & { later: Later }): () => void {
  const {
    later,
    importAfter = 250,
    triggerAfter = 250,
    parts = ['images', 'registry', 'batch'],
    pace = 1,
    idle = false,
  } = options
  const queue = (milliseconds: number) => new Queue(later, milliseconds * pace)
  const groups: Record<ControllerPart, () => (() => void)[]> = {
    images: () => [
      controlImports(controlled, new Queue(later, importAfter)),
      controlTriggers(controlled, new Queue(later, triggerAfter)),
      controlSamples(controlled, queue(300)),
      controlProjectDefaults(controlled, queue(200)),
    ],
    registry: () => [
      controlRegistry(controlled, queue(600), later, pace),
      controlPruner(controlled, queue(300), later, pace),
      controlClusterOperator(controlled, queue(300)),
      controlDeployments(controlled, queue(100), later, pace),
      controlRegistryNodes(controlled, later, { pace, idle }),
      controlBudgets(controlled, queue(50)),
      controlMachineConfigPools(controlled, queue(300), later, pace),
      controlVolumes(controlled, queue(500), queue(1500)),
      // The recorded cluster has no routers.
      ...(idle ? [] : [controlRouter(controlled, queue(300))]),
    ],
    batch: () => [
      controlCronJobs(controlled, queue(100), later),
      controlJobs(controlled, queue(100)),
      controlNodes(controlled, later, { pace, idle }),
      collectGarbage(controlled, queue(100)),
    ],
  }
  const stops = parts.flatMap((part) => groups[part]())
  return () => stops.forEach((stop) => stop())
}
