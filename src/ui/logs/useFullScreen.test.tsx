import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useFullScreen } from './useFullScreen.ts'

function Part() {
  const { isFull, toggle } = useFullScreen()
  return (
    <button type="button" aria-pressed={isFull} onClick={toggle}>
      Full
    </button>
  )
}

test('takes the window where the browser has no full screen, and Escape leaves it, but not a dialog above', () => {
  const { unmount } = render(<Part />)
  const button = screen.getByRole('button')
  fireEvent.click(button)
  expect(button).toHaveAttribute('aria-pressed', 'true')
  expect(document.documentElement).toHaveClass('rc-m-behind-full-screen')
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  document.body.append(dialog)
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(button).toHaveAttribute('aria-pressed', 'true')
  dialog.remove()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(button).toHaveAttribute('aria-pressed', 'false')
  fireEvent.click(button)
  unmount()
  expect(document.documentElement).not.toHaveClass('rc-m-behind-full-screen')
})
