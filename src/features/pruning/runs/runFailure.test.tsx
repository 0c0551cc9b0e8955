import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { recorded } from '../../../../mocks/seed/base.ts'
import { jobOf, podOf, withRuns } from './runTesting.ts'

const state = recorded()
const name = 'image-pruner-29920320'
const bad = jobOf(state, { name, start: 60, end: 'Failed' })
const seed = withRuns(state, {
  jobs: [bad],
  pods: [podOf(bad, { terminated: { exitCode: 1, reason: 'Error' } }, 'Failed')],
})

async function failedWith(text: string) {
  const page = await renderPage('/pruning/runs', { state: seed })
  page.cluster.logs.set(`openshift-image-registry/${name}-abcde`, 'image-pruner', text)
  await page.user.click(await screen.findByRole('link', { name }, { timeout: 5000 }))
  return page
}

test.each([
  ['error: failed to ping registry https://r:5000: connection refused', 'The registry did not answer.'],
  ['Error from server (Forbidden): images is forbidden', 'The service account pruner of the runs lacks a right.'],
  ['error: --keep-tag-revisions must be greater than or equal to 0', 'The command refuses its options'],
  ['error: no such host', 'The next run by schedule tries again.'],
])('%s: says what to do', async (text, advice) => {
  const { user } = await failedWith(text)
  const alert = await screen.findByRole('group', { name: /This run failed/ }, { timeout: 5000 })
  await waitFor(() => expect(alert).toHaveTextContent(advice))
  await user.click(within(alert).getByRole('button', { name: 'Run now' }))
  expect(await screen.findByRole('dialog', { name: 'Run now' })).toBeVisible()
})

test('the focus goes to the title of the run, and back to that of the page', async () => {
  const { user, router } = await failedWith('error: no such host')
  expect(await screen.findByRole('heading', { name })).toHaveFocus()
  await user.click(screen.getByRole('link', { name: 'All runs' }))
  await waitFor(() => expect(router.state.location.search).toBe(''))
  expect(screen.getByRole('heading', { name: 'Pruning' })).toHaveFocus()
})
