import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { beforeEach, describe, expect, it } from 'vitest'
import { EmptyState } from './EmptyState.tsx'
import { ResourceTable, type ResourceTableProps } from './ResourceTable.tsx'
import type { Column, Filter } from './table.ts'

interface Row {
  metadata: { name: string; resourceVersion: string }
  size: number
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    title: () => 'Name',
    isRowHeader: true,
    render: ({ metadata }) => metadata.name,
    sort: ({ metadata }) => metadata.name,
    text: ({ metadata }) => metadata.name,
  },
  { key: 'size', title: () => 'Size', align: 'end', render: ({ size }) => size, sort: ({ size }) => size },
]
const filters: Filter<Row>[] = [
  { kind: 'text', key: 'name', label: () => 'Name', text: ({ metadata }) => metadata.name },
  {
    kind: 'select',
    key: 'parity',
    label: () => 'Parity',
    matches: ({ size }, value) => (size % 2 === 0 ? 'even' : 'odd') === value,
    options: () => [
      { value: 'even', label: 'Even' },
      { value: 'odd', label: 'Odd' },
    ],
  },
  { kind: 'toggle', key: 'large', label: () => 'Large', matches: ({ size }) => size > 100 },
]

const row = (size: number, resourceVersion = '1'): Row => ({ metadata: { name: `row-${size}`, resourceVersion }, size })
const many = Array.from({ length: 120 }, (_, index) => row(index + 1))

const base: ResourceTableProps<Row> = {
  name: 'Things',
  rows: many,
  columns,
  filters,
  rowKey: ({ metadata }) => metadata.name,
  empty: <EmptyState title="No things yet" />,
  exportName: 'things',
}

function show(props: Partial<ResourceTableProps<Row>> = {}, address = '/') {
  const Table = () => <ResourceTable {...base} {...props} />
  const router = createMemoryRouter([{ path: '/', Component: Table }], { initialEntries: [address] })
  render(<RouterProvider router={router} />)
  return { router, user: userEvent.setup(), address: () => router.state.location.search }
}

const shownNames = () =>
  within(screen.getByRole('table', { name: 'Things' }))
    .queryAllByRole('rowheader')
    .map(({ textContent }) => textContent)

beforeEach(() => localStorage.clear())

describe('ResourceTable', () => {
  it('shows the first page, how many there are, and goes to the others', async () => {
    const { user, address } = show()
    expect(shownNames()).toHaveLength(50)
    expect(screen.getByText('120', { selector: '.rc-toolbar__count' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    expect(address()).toBe('?page=3')
    expect(shownNames()).toHaveLength(20)
    expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Rows per page' }), '200')
    expect(address()).toBe('?perPage=200')
    expect(shownNames()).toHaveLength(120)
  })

  it('filters by typing, which replaces the history entry, and clears', async () => {
    const { user, address, router } = show({}, '/?page=2')
    await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'ROW-12')
    expect(address()).toBe('?name=ROW-12')
    expect(shownNames()).toEqual(['row-12', 'row-120'])
    expect(screen.getByText('2 of 120')).toBeVisible()
    expect(router.state.historyAction).toBe('REPLACE')
    await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'xyz')
    expect(screen.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(address()).toBe('')
    expect(screen.getByRole('searchbox', { name: 'Name' })).toHaveValue('')
  })

  it('keeps the spaces that are typed between words', async () => {
    const { user } = show()
    const field = screen.getByRole('searchbox', { name: 'Name' })
    await user.type(field, 'row 11')
    expect(field).toHaveValue('row 11')
    expect(shownNames()).toContain('row-111')
  })

  it('pushes a history entry for choices, so that Back undoes them', async () => {
    const { user, address, router } = show()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Parity' }), 'even')
    await user.click(screen.getByRole('checkbox', { name: 'Large' }))
    expect(address()).toBe('?parity=even&large=true')
    expect(shownNames()).toHaveLength(10)
    await router.navigate(-1)
    await screen.findByText('60 of 120')
    expect(screen.getByRole('checkbox', { name: 'Large' })).not.toBeChecked()
  })

  it('sorts by its titles and says so', async () => {
    const { user, address } = show()
    await user.click(screen.getByRole('button', { name: 'Size' }))
    expect(screen.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'ascending')
    await user.click(screen.getByRole('button', { name: 'Size' }))
    expect(address()).toBe('?sort=-size')
    expect(screen.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
    expect(shownNames()[0]).toBe('row-120')
  })

  it('selects rows one by one, through Shift, by page and all that match; what a filter hides is not selected', async () => {
    const acted: string[][] = []
    const { user } = show({
      bulkActions: (rows, clear) => (
        <button
          onClick={() => {
            acted.push(rows.map(({ metadata }) => metadata.name))
            clear()
          }}
        >
          Delete selected
        </button>
      ),
    })
    const box = (name: string) => screen.getByRole('checkbox', { name: `Select ${name}` })
    expect(screen.queryByRole('button', { name: 'Delete selected' })).toBeNull()
    await user.click(box('row-1'))
    await user.keyboard('{Shift>}')
    await user.click(box('row-4'))
    await user.keyboard('{/Shift}')
    await user.click(box('row-2'))
    await user.click(screen.getByRole('button', { name: 'Delete selected' }))
    expect(acted.pop()).toEqual(['row-1', 'row-3', 'row-4'])
    expect(box('row-1')).not.toBeChecked()

    await user.click(screen.getByRole('checkbox', { name: 'Select all rows of the page: Things' }))
    expect(screen.getByText('50 selected')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Select all 120' }))
    expect(screen.getByText('120 selected')).toBeVisible()
    await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'row-12')
    await user.click(screen.getByRole('button', { name: 'Delete selected' }))
    expect(acted.pop()).toEqual(['row-12', 'row-120'])
  })

  it('survives an address full of nonsense', () => {
    show({}, '/?page=-7&perPage=13&sort=%00&name=&large=maybe&parity=')
    expect(shownNames()).toHaveLength(50)
  })

  it('remembers which columns were chosen', async () => {
    const { user } = show()
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Size' }))
    expect(screen.queryByRole('columnheader', { name: 'Size' })).toBeNull()
    expect(screen.getByRole('menu')).toBeInTheDocument()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(screen.getByRole('button', { name: 'Columns' })).toHaveFocus()
    expect(localStorage.getItem('registry-console.columns.things')).toBe('{"size":false}')
  })

  it('says while rows are coming how many have come', () => {
    show({ loading: true, total: 5000 })
    expect(screen.getByText('120 of 5,000 loaded')).toBeVisible()
    expect(screen.getByRole('table', { name: 'Things' })).toHaveAttribute('aria-busy', 'true')
  })

  it('keeps rows where they are while others come, and puts all in order when they are there', async () => {
    const steps: Partial<ResourceTableProps<Row>>[] = [
      { rows: [row(5), row(7)], loading: true },
      { rows: [row(5), row(7), row(6), row(2)], loading: true },
      { rows: [row(5), row(7), row(6), row(2), row(8)], loading: true },
      { rows: [row(5), row(7), row(6), row(2), row(8)], loading: false },
    ]
    function Loading() {
      const [step, setStep] = useState(0)
      return (
        <>
          <button onClick={() => setStep(step + 1)}>More</button>
          <ResourceTable {...base} {...steps[step]} defaultSort={{ key: 'size', descending: false }} />
        </>
      )
    }
    const router = createMemoryRouter([{ path: '/', Component: Loading }])
    render(<RouterProvider router={router} />)
    const user = userEvent.setup()
    const shown = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
    expect(shown()).toEqual(['row-5', 'row-7'])
    await user.click(screen.getByRole('button', { name: 'More' }))
    expect(shown()).toEqual(['row-5', 'row-7', 'row-2', 'row-6'])
    // Another order is for all that are there.
    await user.click(screen.getByRole('button', { name: 'Size' }))
    expect(shown()).toEqual(['row-7', 'row-6', 'row-5', 'row-2'])
    await user.click(screen.getByRole('button', { name: 'More' }))
    expect(shown()).toEqual(['row-7', 'row-6', 'row-5', 'row-2', 'row-8'])
    await user.click(screen.getByRole('button', { name: 'More' }))
    expect(shown()).toEqual(['row-8', 'row-7', 'row-6', 'row-5', 'row-2'])
  })

  it('waits in the shape of what comes', () => {
    show({ loading: true, rows: [] })
    expect(screen.getByRole('columnheader', { name: 'Name' })).toBeVisible()
    expect(screen.queryByRole('heading')).toBeNull()
  })

  it('shows the empty page when there is nothing', () => {
    show({ rows: [] })
    expect(screen.getByRole('heading', { name: 'No things yet' })).toBeVisible()
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('opens a row by the keyboard', async () => {
    const { user } = show({ rows: [row(1)], expand: () => 'More of it' })
    screen.getByRole('button', { name: 'Details of row-1' }).focus()
    await user.keyboard('{Enter}')
    expect(screen.getByText('More of it')).toBeVisible()
    await user.keyboard('{Enter}')
    expect(screen.queryByText('More of it')).toBeNull()
  })
})

describe('live rows', () => {
  it('renders only the row that changed, and marks it for a while', async () => {
    const rendered: string[] = []
    const counting: Column<Row>[] = [
      {
        key: 'name',
        title: () => 'Name',
        isRowHeader: true,
        render: ({ metadata }) => {
          rendered.push(metadata.name)
          return metadata.name
        },
      },
    ]
    const unchanged = row(1)
    function Live() {
      const [rows, setRows] = useState([unchanged, row(2)])
      return (
        <>
          <button onClick={() => setRows([unchanged, row(2, '2')])}>change</button>
          <ResourceTable {...base} rows={rows} columns={counting} />
        </>
      )
    }
    render(<RouterProvider router={createMemoryRouter([{ path: '/', Component: Live }])} />)
    const [first, second] = screen.getAllByRole('row').slice(1)
    rendered.length = 0
    await userEvent.setup().click(screen.getByRole('button', { name: 'change' }))
    expect(rendered).toEqual(['row-2'])
    expect(second).toHaveAttribute('data-changed')
    expect(first).not.toHaveAttribute('data-changed')
    await waitFor(() => expect(second).not.toHaveAttribute('data-changed'))
  })
})
