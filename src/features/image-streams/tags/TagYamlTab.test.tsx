import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { editorText, findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'

type Page = Awaited<ReturnType<typeof renderPage>>

/** What the cluster's stream asks for under a tag. */
function asked({ cluster }: Page, tag: string) {
  // Image streams in the store have the shape of their kind.
  const stream = cluster.store.get('image.openshift.io/imagestreams', 'storefront', 'web') as ImageStream
  return stream.spec?.tags?.find(({ name }) => name === tag)
}

async function compare({ user }: Page, name: string) {
  await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled())
  await user.click(screen.getByRole('button', { name: 'Save' }))
  return within(await screen.findByRole('dialog', { name: `Save ${name}` }))
}

test('a tag is shown without its image, and its annotations are saved', async () => {
  const page = await renderPage('/imagestreams/storefront/web/tags/canary/yaml', { scenario: 'healthy' })
  const editor = await findEditor()
  expect(editorText(editor)).toContain('kind: ImageStreamTag')
  expect(editorText(editor)).not.toContain('dockerImageMetadata')
  await page.user.click(screen.getByRole('checkbox', { name: 'Image' }))
  await waitFor(() => expect(editorText(editor)).toContain('dockerImageMetadata'))
  await page.user.click(screen.getByRole('checkbox', { name: 'Image' }))
  await waitFor(() => expect(editorText(editor)).not.toContain('dockerImageMetadata'))
  typeOver(editor, 'metadata:\n', 'metadata:\n  annotations:\n    description: Tried first\n')
  const dialog = await compare(page, 'web:canary')
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(asked(page, 'canary')?.annotations).toEqual({ description: 'Tried first' }))
  expect(asked(page, 'canary')?.from).toEqual({ kind: 'ImageStreamTag', name: 'v4' })
})

test('a tag that was only pushed has to be asked for first', async () => {
  const page = await renderPage('/imagestreams/storefront/web/tags/v1/yaml', { scenario: 'healthy' })
  const editor = await findEditor()
  expect(editorText(editor)).toContain('tag: null')
  typeOver(editor, 'metadata:\n', 'metadata:\n  annotations:\n    description: Old\n')
  expect(await screen.findByText(/This tag was only pushed/)).toBeVisible()
  typeOver(editor, 'tag: null', 'tag:\n  name: v1')
  await waitFor(() => expect(screen.queryByText(/This tag was only pushed/)).toBeNull())
  const dialog = await compare(page, 'web:v1')
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(asked(page, 'v1')?.annotations).toEqual({ description: 'Old' }))
})

test('a tag without an image is an image tag', async () => {
  const page = await renderPage('/imagestreams/analytics/broken/tags/latest/yaml')
  const editor = await findEditor()
  expect(editorText(editor)).toContain('kind: ImageTag\n')
  typeOver(editor, 'importMode: Legacy', 'importMode: PreserveOriginal')
  const dialog = await compare(page, 'broken:latest')
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() => {
    // Image streams in the store have the shape of their kind.
    const stream = page.cluster.store.get('image.openshift.io/imagestreams', 'analytics', 'broken') as ImageStream
    expect(stream.spec?.tags?.[0]?.importPolicy?.importMode).toBe('PreserveOriginal')
  })
})
