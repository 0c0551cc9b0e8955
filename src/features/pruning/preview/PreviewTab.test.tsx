import { configure, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { prunable, unreadable } from '../../../../mocks/seed/prunable.ts'
import { shortDigest } from '../../../lib/digest.ts'

// The first page of a test file also loads its code, and machines that run tests are busy.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

const path = '/pruning/preview'
const summary = () => screen.findByRole('region', { name: 'Summary' })
const answer = async (text: string | RegExp) => within(await summary()).findByText(text, { ignore: '[role=status]' })
const table = (name: string) => screen.findByRole('table', { name })
const row = async (name: string, header: string | RegExp) => {
  const found = await within(await table(name)).findByRole('rowheader', { name: header })
  const line = found.closest('tr')
  if (!line) throw new Error('a row header outside a row')
  return line
}

describe('the answer', () => {
  test('is what a run now would delete and free, with all numbers', async () => {
    await renderPage(path, { state: prunable().state })
    expect(await answer('A run now would delete 2 images and free 14.0 MiB.')).toBeVisible()
    expect(await answer(/^Nothing is deleted by looking\. Up to 7\.0 MiB more is freed, only if/)).toBeVisible()
    expect(await answer(/size of 4 manifests and configurations/)).toBeVisible()
    const numbers = within(await summary()).getAllByRole('definition')
    expect(numbers.map(({ textContent }) => textContent)).toEqual([
      '2',
      '1',
      '1',
      '6',
      // The base is in revisions that stay; the layer and the configuration of the one that goes are its own.
      '2',
      '1',
      '14.0 MiB',
      'up to 7.0 MiB',
    ])
    expect(screen.getByRole('button', { name: 'Run now…' })).toBeEnabled()
    expect(screen.getByText(/^Read at .* by the clock of the server, just now/)).toBeVisible()
  })

  test('changes with each setting, at once, with the difference, and is kept in the address', async () => {
    const { user, router } = await renderPage(path, { state: prunable().state })
    await answer(/^A run now would delete 2 images/)
    const revisions = screen.getByRole('textbox', { name: 'Keep tag revisions' })
    await user.clear(revisions)
    await user.type(revisions, '1')
    expect(await answer('A run with these settings would delete 4 images and free 39.0 MiB.')).toBeVisible()
    expect(await answer('+2 images, +2 revisions, +25.0 MiB against the present settings.')).toBeVisible()
    expect(router.state.location.search).toBe('?revisions=1')
    await waitFor(() =>
      expect(screen.getByRole('status', { name: 'Result' })).toHaveTextContent(/would delete 4 images/),
    )
    await user.click(screen.getByRole('button', { name: 'Back to present settings' }))
    expect(await answer('A run now would delete 2 images and free 14.0 MiB.')).toBeVisible()
    expect(router.state.location.search).toBe('')
  })

  test.each([
    ['revisions=10', 'A run with these settings would delete 1 image and free 0 B.'],
    ['age=96h30m', 'A run with these settings would delete 1 image and free 0 B.'],
    ['all=false', 'A run with these settings would delete 1 image and free 14.0 MiB.'],
    ['registry=false', 'A run with these settings would delete 2 images and free nothing in the storage.'],
    [
      'project=shop',
      'A run with these settings would take 1 revision out of the history of 1 image stream, and delete no images.',
    ],
    // No limit, so nothing is too large; but no age protects images that no tag has.
    ['size-limit=true', 'A run with these settings would delete 2 images and free 9.0 MiB.'],
  ])('with %s', async (query, sentence) => {
    await renderPage(`${path}?${query}`, { state: prunable().state })
    expect(await answer(sentence)).toBeVisible()
  })

  test('stays while a field cannot be read, which says why in the words of the API', async () => {
    const { user } = await renderPage(`${path}?revisions=1`, { state: prunable().state })
    await answer(/would delete 4 images/)
    const age = screen.getByRole('textbox', { name: 'Keep younger than' })
    await user.clear(age)
    await user.type(age, '3 days')
    expect(await screen.findByText(/^time: unknown unit " days" in duration "3 days"\./)).toBeVisible()
    expect(age).toBeInvalid()
    expect(await answer(/would delete 4 images/)).toBeVisible()
  })

  test('leaves out revisions and age with the size limit, and says why', async () => {
    const { user } = await renderPage(path, { state: prunable().state })
    await answer(/would delete 2 images/)
    await user.click(screen.getByRole('checkbox', { name: 'Over size limit' }))
    expect(await answer(/would delete 2 images and free 9\.0 MiB/)).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Keep tag revisions' })).toBeDisabled()
    expect(screen.getAllByText('Not used with the size limit: the command takes one or the other.')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Equivalent command' }))
    expect(screen.getByText('oc adm prune images --prune-over-size-limit --ignore-invalid-refs')).toBeVisible()
  })
})

describe('what goes and stays', () => {
  test('tags with what goes, and why each of their revisions does', async () => {
    const { digests, state } = prunable()
    const { user } = await renderPage(path, { state })
    const tag = await row('Tags with revisions that go', 'web:latest')
    expect(tag).toHaveTextContent('14.0 MiB')
    expect(tag).toHaveTextContent('older than 1h, beyond revision 3, and nothing uses it')
    await user.click(within(tag).getByRole('button', { name: 'Details of web:latest' }))
    const lines = within(await table('Revisions of web:latest'))
      .getAllByRole('row')
      .slice(1)
    expect(lines).toHaveLength(5)
    expect(lines[0]).toHaveTextContent(/^1 current.*Staysamong the 3 revisions kept/)
    expect(lines[3]).toHaveTextContent(`4${shortDigest(digests[3] ?? '')}`)
    expect(lines[3]).toHaveTextContent(
      /GoesOlder than 1h, beyond.*The image goes too\. 1 of its blobs is in an image that stays: it frees 14\.0 MiB/i,
    )
    const user5 = within(lines[4] ?? tag)
    expect(user5.getByText('something uses it by its digest')).toBeVisible()
    expect(user5.getByRole('link', { name: 'Deployment shop/web, container app' })).toBeVisible()
  })

  test('all images, with what holds them', async () => {
    const { digests, outside, young, state } = prunable()
    const { user } = await renderPage(`${path}?view=images&sort=fate`, { state })
    const of = (digest: string | undefined) => row('Images', new RegExp(shortDigest(digest ?? '')))
    expect(await of(outside)).toHaveTextContent(/Goes.*7\.0 MiB.*External.*no revision that stays has it/)
    expect(await of(young)).toHaveTextContent(/Stays.*Managed.*less than 1h old/)
    const kept = await of(digests[4])
    await user.click(within(kept).getByRole('button', { name: /^Details of/ }))
    const holders = within(await screen.findByRole('list', { name: 'Tags with this image' }))
    expect(holders.getByRole('link', { name: 'shop/web:latest' })).toBeVisible()
    expect(holders.getByText(/revision 5: something uses it by its digest/)).toBeVisible()
    await user.selectOptions(screen.getByRole('combobox', { name: 'In a run' }), 'Goes')
    await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(2))
  })

  test('why not sooner: each reason counted, with the way to its rows', async () => {
    const { user, router } = await renderPage(`${path}?view=why&revisions=2`, { state: prunable().state })
    const kept = await row('Revisions that stay, by reason', 'among the 2 revisions kept of each tag')
    expect(kept).toHaveTextContent('Fewer revisions to keep.')
    await row('Images that stay, by reason', 'less than 1h old')
    await user.click(within(kept).getByRole('link', { name: /^Show 2:/ }))
    await row('Tags with revisions that stay', 'web:latest')
    expect(router.state.location.search).toBe('?revisions=2&view=stays&why=revision')
  })

  test('a choice is taken by its cell', async () => {
    const { user, router } = await renderPage(`${path}?view=choices`, { state: prunable().state })
    // By their labels: finding one of 121 links by its role takes seconds.
    const cell = await screen.findByLabelText('Keep 1 revision and what is younger than 1 h: 39.0 MiB')
    const present = screen.getByLabelText('Keep 3 revisions and what is younger than 1 h: 14.0 MiB, present settings')
    expect(present).toHaveAttribute('aria-current', 'true')
    await user.click(cell)
    expect(await answer(/would delete 4 images and free 39\.0 MiB/)).toBeVisible()
    expect(router.state.location.search).toBe('?view=choices&revisions=1')
    // Of three images that old two go: a deployment has the other.
    const ages = screen.getByLabelText('Images by age')
    await waitFor(() => expect(ages).toHaveTextContent('3 days to 7 days32'))
  })
})

describe('references that cannot be read', () => {
  test('stop a run, and are listed with their reason; ignored, they protect nothing', async () => {
    const { ago } = prunable()
    const { state } = prunable(new Date(), unreadable(ago(60)))
    const { user } = await renderPage(`${path}?ignore-invalid=false`, { state })
    expect(await answer(/would stop before it deletes anything: 3 references cannot be read\.$/)).toBeVisible()
    await user.click(await screen.findByRole('link', { name: 'Unreadable references (3)' }))
    const typo = await row('Unreadable references', 'typo Deployment')
    expect(typo).toHaveTextContent('shop/web::v1')
    expect(typo).toHaveTextContent('invalid reference format')
    expect(await screen.findByText(/^The run stops at them before it deletes anything\./)).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: 'Ignore invalid image references' }))
    expect(await answer(/would delete 2 images/)).toBeVisible()
    expect(await screen.findByText(/^The run ignores them/)).toBeVisible()
  })
})
