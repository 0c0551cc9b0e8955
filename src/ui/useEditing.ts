import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isSame } from '../lib/differences.ts'
import { ApiError } from '../k8s/ApiError.ts'
import { objectOf } from '../k8s/queries.ts'
import type { K8sObject, ResourceType } from '../k8s/types.ts'

export interface EditingOptions<T extends K8sObject, F extends object> {
  type: ResourceType<T>
  namespace?: string | undefined
  name: string
  /** The fields of the form as the object has them. */
  formOf(object: T): F
  /** What a change of by somebody else is a conflict; without it everything but the status. */
  relevant?(object: T): unknown
}

/** An object that somebody is about to change, as they know it. */
export interface EditedObject<T extends K8sObject> {
  type: ResourceType<T>
  namespace: string | undefined
  name: string
  /** The object that the changes are made to. Its version is what a write must be based on. */
  base: T
  /** The object was deleted. */
  gone: boolean
  relevant(object: T): unknown
  /** Bases the form on a newer object; without its edits it then shows that. */
  rebase(latest: T, keepEdits: boolean): void
}

/** An object in a form: as the person knows it, with their changes. */
export interface Editing<T extends K8sObject, F extends object> extends EditedObject<T> {
  /** The object's fields, with the person's changes. */
  form: F
  /** The same over another version of the object: what a write sends must be made from the version that it is based on. */
  formOn(object: T): F
  edits: Partial<F>
  set(change: Partial<F>): void
}

// Servers and controllers write these by themselves.
const ownAnnotations = new Set([
  'openshift.io/image.dockerRepositoryCheck',
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
])

/** What people decide about an object: everything but its status and what servers write. */
export function decidedBy<T extends K8sObject>(object: T): Record<string, unknown> {
  const { metadata, ...rest } = object
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key))
  return {
    ...rest,
    apiVersion: undefined,
    kind: undefined,
    status: undefined,
    labels: metadata.labels ?? {},
    annotations: Object.fromEntries(annotations),
  }
}

/**
 * An object in a form. The form holds only what was changed; changes by others that do not concern it are taken over,
 * those that do are left to the server, which answers 409.
 */
export function useEditing<T extends K8sObject, F extends object>(options: EditingOptions<T, F>): Editing<T, F> {
  const { type, namespace, name, formOf, relevant = decidedBy } = options
  const { data: latest, error } = useSuspenseQuery(objectOf(type, { namespace, name }))
  const [known, setKnown] = useState(latest)
  const [edits, setEdits] = useState<Partial<F>>({})
  const base = known !== latest && isSame(relevant(known), relevant(latest)) ? latest : known
  const formOn = (object: T): F => ({ ...formOf(object), ...edits })
  return {
    type,
    namespace,
    name,
    base,
    form: formOn(base),
    formOn,
    edits,
    set: (change) => setEdits((before) => ({ ...before, ...change })),
    // Other failures say that it could not be read anew, not that it is gone.
    gone: error instanceof ApiError && error.code === 404,
    relevant,
    rebase: (next, keepEdits) => {
      setKnown(next)
      if (!keepEdits) setEdits({})
    },
  }
}
