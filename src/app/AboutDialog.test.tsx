import { screen, within } from '@testing-library/react'
import { expect, it, onTestFinished, vi } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'
import { consoleVersion } from '../lib/version.ts'
import { eventually } from '../lib/eventually.ts'

type Options = NonNullable<Parameters<typeof renderPage>[1]>

/** A cluster whose versions are known. */
const known: Record<string, unknown> = {
  '/version': { gitVersion: 'v1.31.3' },
  '/apis/config.openshift.io/v1/clusterversions/version': { status: { desired: { version: '4.18.2' } } },
  '/apis/config.openshift.io/v1/clusteroperators/image-registry': {
    metadata: { name: 'image-registry' },
    status: { versions: [{ name: 'operator', version: '4.18.1' }] },
  },
}
const versioned =
  (others: typeof known = {}): Options['answer'] =>
  (request, cluster) => {
    const found = { ...known, ...others }[new URL(request.url).pathname]
    return found ? Response.json(found) : cluster.handle(request)
  }

async function about(options: Options = {}) {
  const page = await renderPage('/compare', options)
  await page.user.click(await screen.findByRole('button', { name: /^User menu of/ }))
  await page.user.click(screen.getByRole('menuitem', { name: 'About' }))
  return { ...page, dialog: await screen.findByRole('dialog', { name: 'About Registry Console' }) }
}

const factOf = (dialog: HTMLElement, term: string) =>
  within(dialog).getByText(term, { selector: 'dt *' }).closest('dt')?.nextElementSibling

const expectFact = async (dialog: HTMLElement, term: string, value: string) =>
  eventually(() => expect(factOf(dialog, term)).toHaveTextContent(value))

it('says what a report of a fault needs, and copies all of it', async () => {
  vi.stubGlobal('isSecureContext', true)
  const commit = document.createElement('meta')
  Object.assign(commit, { name: 'registry-console-commit', content: '1a7ac2f04c1b' })
  document.head.append(commit)
  onTestFinished(() => {
    commit.remove()
    vi.unstubAllGlobals()
  })
  const { user, dialog } = await about({ answer: versioned() })
  await expectFact(dialog, 'OpenShift', '4.18.2')
  await expectFact(dialog, 'Registry operator', '4.18.1')
  expect(factOf(dialog, 'Console')).toHaveTextContent(`${consoleVersion} (1a7ac2f04c1b)`)
  expect(factOf(dialog, 'Kubernetes')).toHaveTextContent('v1.31.3')
  expect(factOf(dialog, 'Served from')).toHaveTextContent(document.baseURI)
  expect(within(dialog).getByRole('link', { name: 'licenses.txt' })).toHaveAttribute('href', 'licenses.txt')
  await user.click(within(dialog).getByRole('button', { name: 'Copy' }))
  expect(await within(dialog).findByRole('button', { name: 'Copied' })).toBeVisible()
  expect((await navigator.clipboard.readText()).split('\n')).toEqual(
    expect.arrayContaining([
      `Console: ${consoleVersion} (1a7ac2f04c1b)`,
      'OpenShift: 4.18.2',
      'Registry operator: 4.18.1',
      `Browser: ${navigator.userAgent}`,
    ]),
  )
})

it('tells a cluster that does not answer from what one may not read', async () => {
  let answers = false
  const answer: Options['answer'] = (request, cluster) => {
    const { pathname } = new URL(request.url)
    if (!answers) return Response.error()
    return pathname === '/version' ? Response.json(known[pathname]) : cluster.handle(request)
  }
  const { user, dialog } = await about({ as: 'dev', answer })
  await expectFact(dialog, 'OpenShift', 'The API does not answer')
  await expectFact(dialog, 'Registry operator', 'The API does not answer')
  expect(factOf(dialog, 'Cluster')).toHaveTextContent('The API does not answer')
  expect(factOf(dialog, 'Console')).toHaveTextContent(consoleVersion)
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  answers = true
  await user.click(screen.getByRole('button', { name: /^User menu of/ }))
  await user.click(screen.getByRole('menuitem', { name: 'About' }))
  const again = await screen.findByRole('dialog', { name: 'About Registry Console' })
  await expectFact(again, 'Registry operator', 'not known to you')
  await expectFact(again, 'Kubernetes', 'v1.31.3')
})

it('calls an OKD what it is', async () => {
  const path = '/apis/config.openshift.io/v1/clusterversions/version'
  const okd = { status: { desired: { version: '4.17.0-okd-scos.0' } } }
  const { dialog } = await about({ answer: versioned({ [path]: okd }) })
  await expectFact(dialog, 'OKD', '4.17.0-okd-scos.0')
  expect(within(dialog).queryByText('OpenShift')).toBeNull()
})

it('names only Kubernetes where there is no OpenShift', async () => {
  const { dialog } = await about({
    answer: (request, cluster) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/version') return Response.json(known[pathname])
      return /^\/apis\/[\w.]*openshift\.io\//.test(pathname)
        ? new Response('404 page not found\n', { status: 404 })
        : cluster.handle(request)
    },
  })
  await expectFact(dialog, 'Kubernetes', 'v1.31.3')
  await eventually(() => expect(within(dialog).queryByText('OpenShift')).toBeNull())
  expect(within(dialog).queryByText('Registry operator')).toBeNull()
})
