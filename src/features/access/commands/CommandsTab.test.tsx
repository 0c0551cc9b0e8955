import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'

const host = 'default-route-openshift-image-registry.apps.example.com'

/** The first command below a heading. */
async function commandOf(step: string): Promise<string> {
  const heading = await screen.findByRole('heading', { name: step })
  return heading.closest('li')?.querySelector('code')?.textContent ?? ''
}

it('a developer, who may not read the configuration of the cluster, gets commands with its host and their name', async () => {
  const { user, router } = await renderPage('/access?project=payments&stream=api', { as: 'dev', scenario: 'healthy' })
  expect(await commandOf('Log in to the registry')).toBe(`oc whoami -t | podman login -u dev --password-stdin ${host}`)
  expect(await commandOf('Pull')).toMatch(new RegExp(`^podman pull ${host}/payments/api:`))
  expect(await screen.findByRole('link', { name: 'Request a token from the cluster' })).toHaveAttribute(
    'href',
    'https://oauth-openshift.apps.demo.example.com/oauth/token/request',
  )

  await user.selectOptions(screen.getByLabelText('Program'), 'docker')
  await user.type(screen.getByLabelText('Tag'), '1.0')
  expect(await commandOf('Pull')).toBe(`docker pull ${host}/payments/api:1.0`)
  expect(router.state.location.search).toBe('?project=payments&stream=api&tool=docker&tag=1.0')
  // There is no docker on nodes.
  await user.selectOptions(screen.getByLabelText('Where you are'), 'node')
  expect(await commandOf('Pull')).toBe('podman pull image-registry.openshift-image-registry.svc:5000/payments/api:1.0')
})

it('whoever may not push is told so before they try', async () => {
  await renderPage('/access?project=openshift&stream=nodejs', { as: 'dev', scenario: 'healthy' })
  expect(await screen.findByText('You may not push to openshift/nodejs')).toBeVisible()
  expect(screen.queryByText('You may not pull from openshift/nodejs')).toBeNull()
  expect(screen.getByRole('link', { name: 'Why, and who can change it' })).toHaveAttribute(
    'href',
    '/access/check?project=openshift&stream=nodejs&verb=push',
  )
})

it('without a route it is said what to do', async () => {
  await renderPage('/access', { scenario: 'empty' })
  expect(await screen.findByRole('heading', { name: 'The registry cannot be reached from outside' })).toBeVisible()
  expect(await screen.findByRole('link', { name: 'Expose default route' })).toHaveAttribute(
    'href',
    '/registry/routes?action=expose-route',
  )
})

it('whoever cannot make a route gets the command for those who can, and no button', async () => {
  await renderPage('/access', { scenario: 'restricted', as: 'dev' })
  expect(await screen.findByText(/A cluster administrator can create one/)).toBeVisible()
  expect(screen.getByText(/oc patch configs\.imageregistry/)).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Expose default route' })).toBeNull()
})

it('an API that fails is not taken for a refusal, and can be asked again', async () => {
  let isFailing = true
  const { user } = await renderPage('/access', {
    scenario: 'healthy',
    answer: (request, cluster) =>
      isFailing && /\/(images\/cluster|imagestreams)(\?|$)/.test(request.url)
        ? Response.json(
            { kind: 'Status', status: 'Failure', reason: 'InternalError', message: 'etcd has no leader', code: 500 },
            { status: 500 },
          )
        : cluster.handle(request),
  })
  expect(await screen.findByText('etcd has no leader')).toBeVisible()
  expect(screen.queryByText(/you cannot read either/)).toBeNull()
  isFailing = false
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await commandOf('Log in to the registry')).toContain(host)
})

it('the page of a tag has them for the tag', async () => {
  const { user } = await renderPage('/imagestreams/storefront/web/tags/prod', { as: 'dev' })
  await user.click(await screen.findByRole('button', { name: 'Commands' }))
  const dialog = await screen.findByRole('dialog', { name: 'Commands for storefront/web:prod' })
  await user.selectOptions(await within(dialog).findByLabelText('Where you are'), 'pod')
  expect(await commandOf('Pull')).toBe(
    'podman pull --cert-dir=/var/run/secrets/kubernetes.io/serviceaccount image-registry.openshift-image-registry.svc:5000/storefront/web:prod',
  )
})
