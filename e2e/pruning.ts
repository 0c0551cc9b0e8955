import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { ImageStream } from '../src/k8s/resources/imageStream.ts'
import type { SecondActor } from './cluster.ts'
import { expect } from './fixtures.ts'

/** A revision in an export of the preview. */
export interface ExportedRevision {
  project: string
  stream: string
  tag: string
  image: string
  run: string
}

/** Chooses what can be done about pruning, on whatever tab. */
export async function actOnPruning(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for pruning' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Chooses an entry of a menu that exports, and reads the file. */
export async function exported(page: Page, menu: string, entry: string): Promise<string> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: entry }).click()
  return readFile(await (await download).path(), 'utf8')
}

/** The digests of all images of the cluster, in order. */
export async function imagesOf(cluster: SecondActor): Promise<string[]> {
  const { items } = await cluster.get<{ items: { metadata: { name: string } }[] }>('/apis/image.openshift.io/v1/images')
  return items.map(({ metadata }) => metadata.name).toSorted()
}

/** The histories of all tags of the cluster, a line each revision: "shop/web:latest sha256:…", in order. */
export async function historyOf(cluster: SecondActor): Promise<string[]> {
  const { items } = await cluster.get<{ items: ImageStream[] }>('/apis/image.openshift.io/v1/imagestreams')
  return items
    .flatMap(({ metadata, status }) =>
      (status?.tags ?? []).flatMap(({ tag, items: revisions }) =>
        (revisions ?? []).map(({ image }) => `${metadata.namespace}/${metadata.name}:${tag} ${image}`),
      ),
    )
    .toSorted()
}

/** The answer of the preview. */
export const summaryOf = (page: Page): Locator => page.getByRole('region', { name: 'Summary' })

/** The numbers of the preview: images, revisions, image streams, blobs, layer links, manifest links. */
export async function numbersOf(page: Page): Promise<number[]> {
  const texts = await summaryOf(page).getByRole('definition').allInnerTexts()
  return texts.slice(0, 6).map((text) => Number(text.replaceAll(',', '')))
}

const counts = ['image object', 'image stream tag item', 'image stream', 'blob', 'layer link', 'manifest link']

/** The same numbers from the last line of the log of a run. */
export function numbersIn(summary: string): number[] {
  return counts.map((name) => Number(new RegExp(`(\\d+) ${name}\\(s\\)`).exec(summary)?.[1] ?? 0))
}

/** The log of the run on screen. */
export const logOf = (page: Page): Locator => page.getByRole('log', { name: /^Log of image-pruner-/ })

/** The name of the run on screen. */
export async function runShown(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/pruning\/runs\?run=/)
  return new URL(page.url()).searchParams.get('run') ?? ''
}
