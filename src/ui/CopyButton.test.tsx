import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { CopyButton } from './CopyButton.tsx'
import { Toasts } from './Toasts.tsx'

afterEach(() => vi.unstubAllGlobals())

it('copies, shows it, and has it said in the one place that screen readers follow', async () => {
  // As with TLS: jsdom knows nothing of it.
  vi.stubGlobal('isSecureContext', true)
  const user = userEvent.setup()
  render(
    <>
      <CopyButton what="pull spec" text="quay.io/acme/web:1" />
      <Toasts />
    </>,
  )
  await user.click(screen.getByRole('button', { name: 'Copy pull spec' }))
  expect(await navigator.clipboard.readText()).toBe('quay.io/acme/web:1')
  expect(await screen.findByRole('status')).toHaveTextContent('Copied')
  expect(screen.getByRole('button', { name: 'Copy pull spec' })).toHaveAttribute('title', 'Copied')
})
