import { screen, within } from '@testing-library/react'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { State } from '../../../../mocks/server/cluster.ts'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { ImagePruner, ImagePrunerSpec } from '../../../k8s/resources/imagePruner.ts'

export const pruners = 'imageregistry.operator.openshift.io/imagepruners'
export const prunersPath = '/apis/imageregistry.operator.openshift.io/v1/imagepruners'
export const cronJobsPath = '/apis/batch/v1/namespaces/openshift-image-registry/cronjobs'

/** The pruner as the cluster has it. */
export function storedPruner({ cluster }: Pick<RenderedPage, 'cluster'>): ImagePruner {
  const pruner = cluster.store.get(pruners, undefined, 'cluster')
  if (!pruner) throw new Error('there is no pruner')
  return pruner
}

/** Somebody, or the operator, changes the pruner. */
export function changePruner(page: Pick<RenderedPage, 'cluster'>, change: (pruner: ImagePruner) => void): void {
  const pruner = structuredClone(storedPruner(page))
  change(pruner)
  page.cluster.store.put(pruners, pruner)
}

/** The healthy cluster with other settings of the pruner. */
export async function withSpec(spec: ImagePrunerSpec): Promise<State> {
  return withPruner((pruner) => {
    pruner.spec = { ...pruner.spec, ...spec }
  })
}

/** The healthy cluster with another pruner. */
export async function withPruner(change: (pruner: ImagePruner) => void): Promise<State> {
  const state = structuredClone(await scenarios.healthy())
  const pruner: ImagePruner | undefined = Object.entries(state).find(([path]) => path.endsWith('/imagepruners'))?.[1]
    .items[0]
  if (!pruner) throw new Error('the healthy cluster has no pruner')
  change(pruner)
  return state
}

/** The form of the settings, opened. */
export async function openForm(options: Parameters<typeof renderPage>[1] = { scenario: 'healthy' }) {
  const page = await renderPage('/pruning', options)
  const main = within(await screen.findByRole('main'))
  await page.user.click(await main.findByRole('button', { name: 'Edit' }, { timeout: 10_000 }))
  return { ...page, dialog: within(await screen.findByRole('dialog', { name: 'Edit pruning' }, { timeout: 10_000 })) }
}
