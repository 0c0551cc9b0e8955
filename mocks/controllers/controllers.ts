import type { User } from '../server/access.ts'
import type { Call } from '../kinds/kind.ts'
import type { Store } from '../server/store.ts'
import { controlImports } from './imports.ts'
import { controlTriggers } from './triggers.ts'

/** Runs something after so many milliseconds; the answer takes it back. */
export type Later = (run: () => void, milliseconds: number) => () => void

export interface ControllerOptions {
  later?: Later
  /** Milliseconds from a change of a stream to its import. */
  importAfter?: number
  /** Milliseconds from a moved tag to the workloads that follow it. */
  triggerAfter?: number
}

export interface Controlled {
  store: Store
  now(): Date
  /** What the rules of a kind get, when a controller calls them. */
  callFor(namespace: string, name: string): Call
}

const inTime: Later = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
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

/** Lets the image controllers of OpenShift react to what changes from now on. The answer ends that, and whatever still waits. */
export function startControllers(controlled: Controlled, options: ControllerOptions = {}): () => void {
  const { later = inTime, importAfter = 250, triggerAfter = 250 } = options
  const stops = [
    controlImports(controlled, new Queue(later, importAfter)),
    controlTriggers(controlled, new Queue(later, triggerAfter)),
  ]
  return () => stops.forEach((stop) => stop())
}
