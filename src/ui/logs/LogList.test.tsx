import { fireEvent, render, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { LogRow } from '../../logs/logProtocol.ts'
import { LogList, type LogListProps } from './LogList.tsx'
import type { LogRowsSource } from './logRows.ts'
import { rowOf } from './logRowsTesting.ts'

const markup = '<img src=x onerror="window.ran = true"><script>window.ran = true</script>'

function sourceOf(rows: readonly LogRow[], more: Partial<LogRowsSource> = {}): LogRowsSource {
  return {
    count: rows.length,
    lines: rows.length,
    longest: 100,
    moved: 0,
    get: (index) => rows[index],
    want: () => {},
    subscribe: () => () => {},
    text: async (from, to) =>
      rows
        .slice(from, to)
        .map(({ text }) => `${text}\n`)
        .join(''),
    ...more,
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, line) => rowOf(line))

function show(rows: LogRowsSource, more: Partial<LogListProps> = {}) {
  const all: LogListProps = { name: 'Log', rows, following: true, onFollowing: () => {}, wrap: false, ...more }
  const view = render(<LogList {...all} />)
  return { change: (next: Partial<LogListProps>) => view.rerender(<LogList {...all} {...next} />) }
}

test('markup is text: in lines, in those over 5,000 characters, in matches, and in names of sources', () => {
  const long = markup + 'x'.repeat(6000)
  const rows = [
    rowOf(0, { text: markup }),
    rowOf(1, { text: long, cut: 10 }),
    rowOf(2, { text: `a ${markup} b`, matches: [2, 2 + markup.length] }),
    rowOf(3, { text: markup, matches: [0, 4, 5, 12] }),
  ]
  show(sourceOf(rows), { sourceLabel: () => markup, timestamps: true, current: 2 })
  const log = screen.getByRole('log')
  expect(log.querySelectorAll('img, script')).toHaveLength(0)
  expect(Reflect.get(window, 'ran')).toBeUndefined()
  const texts = [...log.querySelectorAll('[data-index] .rc-log-row__text')].map((text) => text.textContent)
  expect(texts).toEqual(rows.map(({ text }) => text))
  expect([...log.querySelectorAll('mark')].map((mark) => mark.textContent)).toContain(markup)
  expect(within(log).getAllByTitle(markup)).toHaveLength(4)
})

test('levels are letters too, moments are of here with the whole one beside', () => {
  const time = Date.UTC(2026, 10, 20, 23, 33, 9, 208) * 1000 + 51
  show(sourceOf([rowOf(0, { level: 'error', time }), rowOf(1, { level: 'warning' })]), { timestamps: true })
  expect(screen.getByTitle('error')).toHaveTextContent('E')
  expect(screen.getByTitle('warning')).toHaveTextContent('W')
  expect(screen.getByTitle('2026-11-20T23:33:09.208051Z')).toHaveTextContent(/^\d\d:33:09\.208$/)
})

test('rows stay until those that would be in sight are there', () => {
  const before = numbered(30)
  const { change } = show(sourceOf(before))
  expect(screen.getByText('line 29')).toBeVisible()
  const missing = sourceOf(numbered(1000), { get: () => undefined })
  change({ rows: missing })
  expect(screen.getByText('line 29')).toBeVisible()
  change({ rows: sourceOf(numbered(1000)) })
  expect(screen.getByText('line 999')).toBeVisible()
  expect(screen.queryByText('line 29')).not.toBeInTheDocument()
})

test('what is looked at stays when rows come above it', () => {
  const all = numbered(2000)
  const { change } = show(sourceOf(all), { following: false })
  const log = screen.getByRole('log')
  fireEvent.keyDown(log, { key: 'PageDown' })
  change({ rows: sourceOf(all), following: false })
  const first = () => log.querySelector('[data-index]')?.textContent
  const before = first()
  const above = Array.from({ length: 500 }, (_, line) => rowOf(90_000 + line))
  change({ rows: sourceOf([...above, ...all], { moved: 500 }), following: false })
  expect(first()).toBe(before)
})

test('keys move a cursor, open its line and pick lines', async () => {
  const onSelect = vi.fn<(line: number) => void>()
  const onFollowing = vi.fn<(following: boolean) => void>()
  show(sourceOf(numbered(100)), { onSelect, onFollowing })
  const log = screen.getByRole('log')
  fireEvent.keyDown(log, { key: 'ArrowUp' })
  expect(onFollowing).toHaveBeenCalledWith(false)
  fireEvent.keyDown(log, { key: 'ArrowUp' })
  fireEvent.keyDown(log, { key: 'Enter' })
  expect(onSelect).toHaveBeenCalledWith(98)
  fireEvent.keyDown(log, { key: 'ArrowUp', shiftKey: true })
  fireEvent.keyDown(log, { key: 'ArrowUp', shiftKey: true })
  expect(screen.getByRole('button', { name: 'Copy 3 lines' })).toBeVisible()
  fireEvent.keyDown(log, { key: 'Escape' })
  expect(screen.queryByRole('button', { name: /Copy/ })).not.toBeInTheDocument()
  fireEvent.keyDown(log, { key: 'a', ctrlKey: true })
  expect(screen.getByRole('button', { name: 'Copy 100 lines' })).toBeVisible()
})

test('a click opens a line, with Shift it picks up to there', () => {
  const onSelect = vi.fn<(line: number) => void>()
  show(sourceOf(numbered(20)), { onSelect })
  fireEvent.click(screen.getByText('line 3'))
  expect(onSelect).toHaveBeenCalledWith(3)
  fireEvent.click(screen.getByText('line 7'), { shiftKey: true })
  expect(onSelect).toHaveBeenCalledOnce()
  expect(screen.getByRole('button', { name: 'Copy 5 lines' })).toBeVisible()
})

test('a selection is copied as the log has it', () => {
  const rows = [
    rowOf(0, { text: 'one line', level: 'error' }),
    rowOf(1, { text: 'wrapped ' }),
    rowOf(1, { part: 1, text: 'line', matches: [0, 2] }),
    rowOf(2, { text: '' }),
    rowOf(3, { text: 'the end' }),
  ]
  show(sourceOf(rows), { timestamps: true, sourceLabel: () => 'pod' })
  const texts = [...document.querySelectorAll('[data-index] .rc-log-row__text')]
  const [first, last] = [texts[0]?.firstChild, texts[4]?.firstChild]
  if (!first || !last) throw new Error('no rows')
  getSelection()?.setBaseAndExtent(first, 4, last, 3)
  const setData = vi.fn<(type: string, text: string) => void>()
  fireEvent.copy(screen.getByRole('log'), { clipboardData: { setData } })
  expect(setData).toHaveBeenCalledWith('text/plain', 'line\nwrapped line\n\nthe')
})

test('lines shown in another order are copied as they are', () => {
  const text = 'time="2026-11-20T23:33:09Z" level=info msg="response completed" http.request.method=GET'
  show(sourceOf([rowOf(0, { text }), rowOf(1, { text })]), { brief: true })
  const log = screen.getByRole('log')
  expect(log.querySelector('[data-index] .rc-log-row__text')).toHaveTextContent(/response completed GET$/)
  const [first] = log.querySelectorAll('[data-index]')
  const last = [...log.querySelectorAll('[data-index] .rc-log-row__text')].at(-1)?.firstChild
  if (!first || !last) throw new Error('no rows')
  getSelection()?.setBaseAndExtent(first, 0, last, (last.textContent ?? '').indexOf('GET') + 2)
  const setData = vi.fn<(type: string, text: string) => void>()
  fireEvent.copy(log, { clipboardData: { setData } })
  const [, copied = ''] = setData.mock.calls[0] ?? []
  expect(copied.split('\n')[0]).toBe(text)
  expect(copied.split('\n')[1]).toMatch(/response completed GE$/)
})

test('new lines are counted anew when others are shown', () => {
  const { change } = show(sourceOf(numbered(100)), { following: false, shownAs: 'all' })
  change({ rows: sourceOf(numbered(105)), following: false, shownAs: 'all' })
  expect(screen.getByRole('button', { name: '5 new lines' })).toBeVisible()
  change({ rows: sourceOf(numbered(900)), following: false, shownAs: 'errors' })
  expect(screen.queryByRole('button', { name: /new line/ })).not.toBeInTheDocument()
})
