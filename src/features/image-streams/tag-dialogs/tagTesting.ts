import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { K8sObject } from '../../../k8s/types.ts'
import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import '../testQueries.ts'

export const imageStreams = 'image.openshift.io/imagestreams'

/** What is used of a rendered page: its cluster, and somebody at the keyboard. */
interface Page {
  cluster: {
    store: {
      get(resource: `${string}/${string}`, namespace: string | undefined, name: string): K8sObject | undefined
      put(resource: `${string}/${string}`, object: K8sObject): K8sObject
    }
  }
  user: UserEvent
}

/** A stream as the cluster stores it. */
export function storedStream({ cluster }: Pick<Page, 'cluster'>, namespace: string, name: string): ImageStream {
  const stream = cluster.store.get(imageStreams, namespace, name)
  if (!stream) throw new Error(`no stream ${namespace}/${name}`)
  return stream
}

/** A tag as the spec of a stored stream asks for it. */
export function storedTag(page: Pick<Page, 'cluster'>, namespace: string, name: string, tag: string) {
  return storedStream(page, namespace, name).spec?.tags?.find((other) => other.name === tag)
}

/** The digests that a tag of a stored stream has and had. */
export function storedDigests(page: Pick<Page, 'cluster'>, namespace: string, name: string, tag: string) {
  const history = storedStream(page, namespace, name).status?.tags?.find((other) => other.tag === tag)
  return (history?.items ?? []).map(({ image }) => image)
}

/** Changes the stored stream as somebody else would. */
export function changeStream(
  { cluster }: Pick<Page, 'cluster'>,
  namespace: string,
  name: string,
  change: (stream: ImageStream) => ImageStream,
): void {
  const stream = storedStream({ cluster }, namespace, name)
  cluster.store.put(imageStreams, change(structuredClone(stream)))
}

/** Changes, or adds, a tag of a stored stream's spec. */
export function changeTag(page: Pick<Page, 'cluster'>, namespace: string, name: string, tag: TagReference): void {
  changeStream(page, namespace, name, (stream) => ({
    ...stream,
    spec: { ...stream.spec, tags: [...(stream.spec?.tags ?? []).filter((other) => other.name !== tag.name), tag] },
  }))
}

/** Chooses an entry of the menu of a row, or of the page. */
export async function choose({ user }: Pick<Page, 'user'>, row: string, entry: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: `Actions for ${row}` }))
  await user.click(await screen.findByRole('menuitem', { name: new RegExp(`^${entry}`) }))
}

/** The queries inside the dialog of this name, once it is there. */
export async function findDialog(name: string) {
  return within(await screen.findByRole('dialog', { name }))
}

/** Opens the dialog behind a menu entry. */
export async function openFrom(page: Pick<Page, 'user'>, row: string, entry: string, dialog: string) {
  await choose(page, row, entry)
  return findDialog(dialog)
}

/** What a dialog shows as the equivalent command. */
export async function commandIn({ user }: Pick<Page, 'user'>, dialog: Awaited<ReturnType<typeof findDialog>>) {
  const toggle = dialog.getByRole('button', { name: 'Equivalent command' })
  if (toggle.getAttribute('aria-expanded') !== 'true') await user.click(toggle)
  return toggle.closest('.rc-equivalent')?.querySelector('pre')?.textContent ?? ''
}
