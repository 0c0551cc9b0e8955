import { afterEach, expect, it } from 'vitest'
import { dismissToast, shownToasts, showToast } from './toasts.ts'

afterEach(() => {
  for (const { id } of shownToasts()) dismissToast(id)
})

const titles = () => shownToasts().map(({ title }) => title)

it('what went well gives way to what came after it; what failed stays', () => {
  showToast({ status: 'success', title: 'Saved' })
  showToast({ status: 'danger', title: 'Refused' })
  expect(titles()).toEqual(['Refused'])
  showToast({ status: 'success', title: 'Saved again' })
  showToast({ status: 'info', title: 'Copied' })
  expect(titles()).toEqual(['Refused', 'Copied'])
})

it('at most four are shown, the newest', () => {
  for (const title of ['1', '2', '3', '4', '5']) showToast({ status: 'danger', title })
  expect(titles()).toEqual(['2', '3', '4', '5'])
})
