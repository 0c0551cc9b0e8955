import { strict as assert } from 'node:assert'
import type { ElementHandle, Page } from 'puppeteer-core'

/** What has elements in it: the page, or a part of it. */
export type Place = Page | ElementHandle

const patience = 15_000
// A push has to appear within a second, without a reload; the rest is what the driver takes to look.
const atOnce = 2000

const selectorOf = (role: string, name?: string) =>
  `::-p-aria(${name === undefined ? '' : name.replace(/[\\[\]]/g, '\\$&')}[role="${role}"])`

/** The element of a role and an accessible name, as soon as it is there. Fails when it does not come. */
export async function find(place: Place, role: string, name?: string): Promise<ElementHandle> {
  const found = await place.waitForSelector(selectorOf(role, name), { timeout: patience })
  assert.ok(found, `there is no ${role} ${name ?? ''}`)
  return found
}

/** All elements of a role that are there now. */
export const findAll = (place: Place, role: string, name?: string): Promise<ElementHandle[]> =>
  place.$$(selectorOf(role, name))

/** Clicks what has a role and a name. */
export async function click(place: Place, role: string, name: string): Promise<void> {
  await until(`a click on ${role} ${name}`, async () => {
    const target = await find(place, role, name)
    try {
      await target.click()
      return true
    } catch {
      // It was rendered anew, or is being moved: it is looked for again.
      return false
    }
  })
}

/** Types into a field, in place of what it had. */
export async function fill(place: Place, role: string, name: string, text: string): Promise<void> {
  const field = await find(place, role, name)
  await field.click({ count: 3 })
  await field.type(text)
}

/** What an element says. */
export const textOf = (element: ElementHandle): Promise<string> => element.evaluate((node) => node.textContent ?? '')

/** Waits until something is so. */
export async function until(what: string, isSo: () => Promise<boolean>, within = patience): Promise<void> {
  const end = Date.now() + within
  for (;;) {
    if (await isSo()) return
    if (Date.now() > end) throw new Error(`${what}: not within ${within} ms`)
    // The driver cannot wait for any condition by itself.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Waits until what has a role and a name says a text. */
export async function expectText(
  place: Place,
  [role, name]: [role: string, name?: string],
  text: string | RegExp,
  { soon = false } = {},
): Promise<void> {
  const says = (is: string) => (typeof text === 'string' ? is.includes(text) : text.test(is))
  await until(
    `${role} ${name ?? ''} says ${String(text)}`,
    async () => {
      const texts = await Promise.all((await findAll(place, role, name)).map((each) => textOf(each).catch(() => '')))
      return texts.some(says)
    },
    soon ? atOnce : patience,
  )
}

/** Waits until the page shows its live data. */
export const expectLive = (page: Page) => expectText(page, ['status', 'Connection'], /^Live$/)
