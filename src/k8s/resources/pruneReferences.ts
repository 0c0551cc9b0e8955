import { GrowingArray } from '../../lib/growingArray.ts'
import { Interner } from '../../lib/interner.ts'
import { goQuote } from '../../lib/goQuote.ts'
import type { K8sObject } from '../types.ts'
import type { BuildConfig } from './buildConfig.ts'
import type { CronJob } from './cronJob.ts'
import type { TagSourceReference } from './imageStream.ts'
import type { Pod } from './pod.ts'
import type { PodSpec, PodTemplate } from './podTemplate.ts'
import { timeOf } from './pruneImages.ts'
import {
  isBlank,
  pruneReferenceOf,
  streamImageReferenceOf,
  streamTagReferenceOf,
  type PruneReference,
} from './pruneReference.ts'

/** Kinds whose objects protect images, in the order in which `oc` looks at them. */
export const pruneKinds = [
  'Pod',
  'ReplicationController',
  'DeploymentConfig',
  'ReplicaSet',
  'Deployment',
  'DaemonSet',
  'Build',
  'BuildConfig',
  'StatefulSet',
  'Job',
  'CronJob',
] as const
export type PruneKind = (typeof pruneKinds)[number]

/** Who uses an image. */
export interface PruneUser {
  kind: PruneKind
  namespace: string
  name: string
  /** Absent for builds, whose strategy uses the image. */
  container?: string
  init?: boolean
}

/** A reference that cannot be parsed: it stops a run, or is ignored and protects nothing. */
export interface InvalidReference extends PruneUser {
  /** As oc writes the kind: `pod`. */
  resource: string
  value: string
  reason: string
  /** The whole line as oc prints it. */
  message: string
}

/** An invalid reference, and the age of its pod if that decides whether it counts. */
interface Invalid {
  reference: InvalidReference
  podCreated: number
}

/** Counts at any age: all but finished pods. */
const AGELESS = Number.POSITIVE_INFINITY

/** Which objects use which tags and images of streams. */
export class PruneReferences {
  /** `tag namespace/stream:tag` and `image namespace/stream@digest`. */
  readonly targets = new Interner()
  /** By target: what it names. */
  readonly named: Exclude<PruneReference, { kind: 'none' | 'invalid' }>[] = []
  /** By reference: its target, and the object and container that it is of. */
  readonly target = new GrowingArray(Int32Array)
  readonly object = new GrowingArray(Int32Array)
  readonly #container = new GrowingArray(Int32Array)
  readonly #init = new GrowingArray(Uint8Array)
  /** By object. Only those that refer to something are kept. */
  readonly #kind = new GrowingArray(Uint8Array)
  readonly #namespace = new GrowingArray(Int32Array)
  readonly #names: string[] = []
  /** By object: infinite, or the creation of a finished pod in ms, which counts while it is young. NaN when unknown. */
  readonly #podCreated = new GrowingArray(Float64Array)
  readonly #texts = new Interner()
  readonly #invalid: Invalid[][] = pruneKinds.map(() => [])
  /** How many objects came, of all kinds. */
  objects = 0

  get count(): number {
    return this.target.length
  }

  add(kind: PruneKind, object: K8sObject): void {
    this.objects++
    if (kind === 'Build' || kind === 'BuildConfig') this.#addBuild(kind, object)
    else this.#addPodSpec(kind, object)
  }

  /** References that cannot be parsed and count, in the order in which oc prints them. `cutoff` in ms, minus infinity for none. */
  invalid(cutoff: number, namespace?: string): InvalidReference[] {
    return this.#invalid
      .flat()
      .filter(({ reference, podCreated }) => inProject(reference.namespace, namespace) && podCounts(podCreated, cutoff))
      .map(({ reference }) => reference)
  }

  /** Whether a reference counts: objects of one project only, finished pods only if they are not older than the cutoff. */
  counts(reference: number, cutoff: number, namespace: string | undefined): boolean {
    const object = this.object.at(reference)
    return (
      podCounts(this.#podCreated.at(object), cutoff) &&
      inProject(this.#texts.text(this.#namespace.at(object)), namespace)
    )
  }

  user(reference: number): PruneUser {
    const object = this.object.at(reference)
    const container = this.#container.at(reference)
    return {
      kind: pruneKinds[this.#kind.at(object)] ?? 'Pod',
      namespace: this.#texts.text(this.#namespace.at(object)),
      name: this.#names[object] ?? '',
      ...(container >= 0 && { container: this.#texts.text(container) }),
      ...(this.#init.at(reference) === 1 && { init: true }),
    }
  }

  #addBuild(kind: PruneKind, build: BuildConfig): void {
    const { sourceStrategy, dockerStrategy, customStrategy } = build.spec?.strategy ?? {}
    const from = (sourceStrategy ?? dockerStrategy ?? customStrategy)?.from
    if (!from) return
    const text = from.name ?? ''
    const reference = buildReferenceOf(from, build.metadata.namespace ?? '')
    this.#addObject(kind, build, AGELESS, [{ text, reference, target: buildTargets[from.kind ?? ''] ?? '' }])
  }

  #addPodSpec(kind: PruneKind, object: K8sObject): void {
    const { initContainers, containers } = podSpecOf(kind, object) ?? {}
    const uses: Use[] = []
    for (const { init, list } of [
      { init: true, list: initContainers },
      { init: false, list: containers },
    ]) {
      for (const { name: container = '', image: text = '' } of list ?? [])
        if (!isBlank(text)) uses.push({ text, reference: pruneReferenceOf(text), target: 'image', container, init })
    }
    this.#addObject(kind, object, podCreatedOf(kind, object), uses)
  }

  #addObject(kind: PruneKind, object: K8sObject, podCreated: number, uses: readonly Use[]): void {
    const { namespace = '', name } = object.metadata
    let number = -1
    for (const { text, reference, target, container, init = false } of uses) {
      if (reference.kind === 'none') continue
      if (reference.kind === 'invalid') {
        const user: PruneUser = {
          kind,
          namespace,
          name,
          ...(container !== undefined && { container }),
          ...(init && { init }),
        }
        this.#invalid[pruneKinds.indexOf(kind)]?.push({
          reference: invalidReference(user, target, text, reference.reason),
          podCreated,
        })
        continue
      }
      if (number < 0) {
        number = this.#names.push(name) - 1
        this.#kind.push(pruneKinds.indexOf(kind))
        this.#namespace.push(this.#texts.of(namespace))
        this.#podCreated.push(podCreated)
      }
      this.target.push(this.#targetOf(reference))
      this.object.push(number)
      this.#container.push(container === undefined ? -1 : this.#texts.of(container))
      this.#init.push(Number(init))
    }
  }

  #targetOf(reference: (typeof this.named)[number]): number {
    const { kind, namespace, stream } = reference
    const target = this.targets.of(
      `${kind} ${namespace}/${stream}${kind === 'tag' ? `:${reference.tag}` : `@${reference.digest}`}`,
    )
    this.named[target] ??= reference
    return target
  }
}

interface Use {
  text: string
  reference: PruneReference
  /** What oc calls it in an error. */
  target: string
  container?: string
  init?: boolean
}

const inProject = (namespace: string, only: string | undefined) => only === undefined || namespace === only

/** Whether a pod protects at a cutoff: not when it is finished and was created before. */
function podCounts(podCreated: number, cutoff: number): boolean {
  // A pod without a time is older than any cutoff.
  return cutoff === Number.NEGATIVE_INFINITY || podCreated >= cutoff
}

function podCreatedOf(kind: PruneKind, object: Pod): number {
  const phase = object.status?.phase
  if (kind !== 'Pod' || phase === 'Running' || phase === 'Pending') return AGELESS
  return timeOf(object.metadata.creationTimestamp)
}

// The kind says which of the types it is.
function podSpecOf(kind: PruneKind, object: K8sObject): PodSpec | null | undefined {
  if (kind === 'Pod') return (object as Pod).spec
  if (kind === 'CronJob') return (object as CronJob).spec?.jobTemplate?.spec?.template?.spec
  return (object as K8sObject & { spec?: { template?: PodTemplate | null } | null }).spec?.template?.spec
}

const buildTargets: Record<string, string | undefined> = {
  DockerImage: 'image',
  ImageStreamImage: 'ImageStreamImage',
  ImageStreamTag: 'ImageStreamTag',
}

function buildReferenceOf(from: TagSourceReference, ownNamespace: string): PruneReference {
  const text = from.name ?? ''
  const namespace = from.namespace || ownNamespace
  if (from.kind === 'ImageStreamTag') return streamTagReferenceOf(text, namespace)
  if (from.kind === 'ImageStreamImage') return streamImageReferenceOf(text, namespace)
  return from.kind !== 'DockerImage' || isBlank(text) ? { kind: 'none' } : pruneReferenceOf(text)
}

function invalidReference(user: PruneUser, target: string, value: string, reason: string): InvalidReference {
  const resource = user.kind.toLowerCase()
  const object = `${resource}/${user.name}${user.namespace && ` namespace=${user.namespace}`}`
  const container =
    user.container === undefined ? '' : `: ${user.init ? 'init container' : 'container'} ${user.container}`
  const message = `${object}${container}: invalid ${target} reference ${goQuote(value)}: ${reason}`
  return { ...user, resource, value, reason, message }
}
