import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'
import type { ImageStream } from '../k8s/resources/imageStream.ts'

/** Pastes into the search and presses Enter before anything can be found. */
async function searchAtOnce(text: string, who: { as?: 'dev' } = {}) {
  const entered = Promise.withResolvers<void>()
  const { user, router, cluster } = await renderPage('/nothing', {
    scenario: 'healthy',
    ...who,
    answer: async (request, at) => {
      if (request.url.includes('/imagestreams')) await entered.promise
      return at.handle(request)
    },
  })
  // What the scenario has.
  const { status } = cluster.store.get('image.openshift.io/imagestreams', 'payments', 'gateway') as ImageStream
  const digest = status?.tags?.[0]?.items?.[0]?.image ?? ''
  await user.click(await screen.findByRole('button', { name: 'Search' }))
  const field = await screen.findByRole('combobox')
  field.focus()
  await user.paste(text.replace('DIGEST', digest).replace('PREFIX', digest.slice(7, 17)))
  await user.keyboard('{Enter}')
  expect(screen.getByRole('dialog')).toBeVisible()
  entered.resolve()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(router.state.location.pathname).not.toBe('/nothing'))
  const { pathname, search } = router.state.location
  return `${decodeURIComponent(pathname)}${search}`.replace(digest, 'DIGEST')
}

it.each([
  ['a stream', 'payments/gateway', '/imagestreams/payments/gateway'],
  ['the beginning of a digest', 'PREFIX', '/images/DIGEST?stream=payments%2Fgateway'],
  ['a whole digest', 'DIGEST', '/images/DIGEST?stream=payments%2Fgateway'],
  ['a pull spec by digest', 'registry.example.com/payments/gateway@DIGEST', '/images/DIGEST?stream=payments%2Fgateway'],
  ['a pull spec as a pod has it', 'quay.io/acme/gateway@DIGEST', '/images/DIGEST?stream=payments%2Fgateway'],
  ['a pull spec by tag and digest', 'payments/gateway:2.4@DIGEST', '/imagestreams/payments/gateway/tags/2.4'],
])('Enter that comes before the answer leads to %s', async (_, text, path) => {
  expect(await searchAtOnce(text)).toBe(path)
})

it('leads to an image of a stream that no tag holds by itself, such as a platform of another one', async () => {
  const child = `sha256:${'0'.repeat(64)}`
  expect(await searchAtOnce(`payments/gateway@${child}`)).toBe(`/images/${child}?stream=payments%2Fgateway`)
})
