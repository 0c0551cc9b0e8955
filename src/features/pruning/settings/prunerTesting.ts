import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { ImagePruner, ImagePrunerSpec } from '../../../k8s/resources/imagePruner.ts'
import type { K8sObject } from '../../../k8s/types.ts'

const pruners = 'imageregistry.operator.openshift.io/imagepruners'
export const prunersPath = '/apis/imageregistry.operator.openshift.io/v1/imagepruners'
export const cronJobsPath = '/apis/batch/v1/namespaces/openshift-image-registry/cronjobs'

/** What is used of a rendered page: its cluster. */
interface Page {
  cluster: {
    store: {
      get(resource: typeof pruners, namespace: undefined, name: string): K8sObject | undefined
      put(resource: typeof pruners, object: K8sObject): unknown
    }
  }
}

/** The pruner as the cluster has it. */
export function storedPruner({ cluster }: Page): ImagePruner {
  const pruner = cluster.store.get(pruners, undefined, 'cluster')
  if (!pruner) throw new Error('there is no pruner')
  return pruner
}

/** Somebody, or the operator, changes the pruner. */
export function changePruner(page: Page, change: (pruner: ImagePruner) => void): void {
  const pruner = structuredClone(storedPruner(page))
  change(pruner)
  page.cluster.store.put(pruners, pruner)
}

/** A cluster's state with another pruner. */
export function withPruner<S extends Record<string, { items: K8sObject[] }>>(
  before: S,
  change: (pruner: ImagePruner) => void,
): S {
  const state = structuredClone(before)
  const pruner: ImagePruner | undefined = state[prunersPath]?.items[0]
  if (!pruner) throw new Error('the cluster has no pruner')
  change(pruner)
  return state
}

/** A cluster's state with other settings of the pruner. */
export function withSpec<S extends Record<string, { items: K8sObject[] }>>(before: S, spec: ImagePrunerSpec): S {
  return withPruner(before, (pruner) => {
    pruner.spec = { ...pruner.spec, ...spec }
  })
}

/** The form of the settings, opened on the page. */
export async function openedForm<P extends { user: UserEvent }>(page: P) {
  const main = within(await screen.findByRole('main'))
  await page.user.click(await main.findByRole('button', { name: 'Edit' }, { timeout: 10_000 }))
  return { ...page, dialog: within(await screen.findByRole('dialog', { name: 'Edit pruning' }, { timeout: 10_000 })) }
}
