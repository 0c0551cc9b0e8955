import { fireEvent, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { networkError } from '../k8s/ApiError.ts'
import { noLines, type LogLines } from '../k8s/logReader.ts'
import { LogView, type LogViewProps } from './LogView.tsx'

const numbered = (count: number): LogLines => ({ count, longest: 12, at: (index) => `line ${index}` })

/** jsdom lays nothing out: a frame of 600 px over as many lines of 20 px. */
function scrollable(frame: HTMLElement, count: number) {
  Object.defineProperty(frame, 'clientHeight', { configurable: true, value: 600 })
  Object.defineProperty(frame, 'scrollHeight', { configurable: true, value: count * 20 })
}

function show(props: Partial<LogViewProps> = {}) {
  const all: LogViewProps = {
    name: 'Log of run',
    lines: numbered(3),
    state: 'live',
    onRetry: () => {},
    fileName: 'run',
    ...props,
  }
  const view = render(<LogView {...all} />)
  return { change: (more: Partial<LogViewProps>) => view.rerender(<LogView {...all} {...more} />) }
}

test('shows lines in a named log that can be scrolled by keyboard', () => {
  show()
  const log = screen.getByRole('log', { name: 'Log of run' })
  expect(within(log).getByText('line 2')).toBeVisible()
  expect(log).toHaveAttribute('tabindex', '0')
  expect(screen.getByRole('status')).toHaveTextContent('Live')
  expect(screen.getByText('3 lines')).toBeVisible()
})

test('of very many lines only those in sight are on the page', () => {
  show({ lines: numbered(500_000) })
  expect(screen.getByRole('log').querySelectorAll('[data-index]').length).toBeLessThan(100)
  expect(screen.getByText('500,000 lines')).toBeVisible()
})

test('stays where somebody looks back, and counts what comes', async () => {
  const user = userEvent.setup()
  const { change } = show({ lines: numbered(1000) })
  const log = screen.getByRole('log')
  scrollable(log, 1000)
  log.scrollTop = 19_400
  fireEvent.scroll(log)
  expect(screen.getByRole('status')).toHaveTextContent('Live')
  log.scrollTop = 10_000
  fireEvent.scroll(log)
  expect(screen.getByRole('status')).toHaveTextContent('Paused')

  change({ lines: numbered(1005) })
  scrollable(log, 1005)
  expect(log.scrollTop).toBe(10_000)
  await user.click(screen.getByRole('button', { name: '5 new lines' }))
  expect(screen.getByRole('status')).toHaveTextContent('Live')
  expect(log.scrollTop).toBe(1005 * 20)
  expect(screen.queryByRole('button', { name: /new line/ })).not.toBeInTheDocument()
})

test('follows again from the end', () => {
  show({ lines: numbered(1000) })
  const log = screen.getByRole('log')
  scrollable(log, 1000)
  log.scrollTop = 19_400
  fireEvent.scroll(log)
  log.scrollTop = 100
  fireEvent.scroll(log)
  expect(screen.getByRole('status')).toHaveTextContent('Paused')
  log.scrollTop = 19_400
  fireEvent.scroll(log)
  expect(screen.getByRole('status')).toHaveTextContent('Live')
})

test('pauses by a button', async () => {
  const user = userEvent.setup()
  const { change } = show()
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  change({ lines: numbered(4) })
  expect(screen.getByRole('button', { name: '1 new line' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Follow' }))
  expect(screen.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('says that the log broke off, keeps its lines, and reads again', async () => {
  const user = userEvent.setup()
  const onRetry = vi.fn<() => void>()
  show({ state: 'broken', error: networkError(new Error(), { url: '', method: 'GET' }), onRetry })
  expect(screen.getByRole('alert', { name: 'The log broke off' })).toHaveTextContent('The API did not answer')
  expect(screen.getByText('line 2')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Read again' }))
  expect(onRetry).toHaveBeenCalledOnce()
})

test('says why there is nothing to show', () => {
  const { change } = show({ lines: noLines, state: 'waiting', empty: 'The container has not started.' })
  expect(screen.getByRole('status')).toHaveTextContent('Waiting')
  expect(screen.getByText('The container has not started.')).toBeVisible()
  change({ lines: noLines, state: 'ended', empty: undefined })
  expect(screen.getByText('The log is empty.')).toBeVisible()
})

test('copies and saves all lines, not only those in sight', async () => {
  vi.stubGlobal('isSecureContext', true)
  const user = userEvent.setup()
  show({ lines: numbered(200), state: 'ended' })
  await user.click(screen.getByRole('button', { name: 'Copy log' }))
  const copied = await navigator.clipboard.readText()
  expect(copied.split('\n')).toHaveLength(201)
  expect(copied.startsWith('line 0\nline 1\n')).toBe(true)

  const saved = vi.fn<(blob: Blob) => string>(() => 'blob:x')
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: saved, revokeObjectURL: () => {} }))
  await user.click(screen.getByRole('button', { name: 'Download' }))
  expect(await saved.mock.calls[0]?.[0].text()).toBe(copied)
  vi.unstubAllGlobals()
})
