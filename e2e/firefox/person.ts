import { strict as assert } from 'node:assert'
import type { ElementHandle, Page } from 'puppeteer-core'

/** What has elements in it: the page, or a part of it, which is found anew each time: pages render theirs anew. */
export type Place = Page | (() => Promise<ElementHandle>)

const patience = 15_000

const selectorOf = (role: string, name?: string) =>
  `::-p-aria(${name === undefined ? '' : name.replace(/[\\[\]]/g, '\\$&')}[role="${role}"])`

const elementsIn = async (place: Place) => (typeof place === 'function' ? await place() : place)

/** The element of a role and an accessible name, as soon as it is there. Fails when it does not come. */
export async function find(place: Place, role: string, name?: string): Promise<ElementHandle> {
  const found = await (await elementsIn(place)).waitForSelector(selectorOf(role, name), { timeout: patience })
  assert.ok(found, `there is no ${role} ${name ?? ''}`)
  return found
}

/** The part of a page that has a role and a name. */
export const part =
  (place: Place, role: string, name?: string): Place =>
  () =>
    find(place, role, name)

/** All elements of a role that are there now. */
export const findAll = async (place: Place, role: string, name?: string): Promise<ElementHandle[]> =>
  (await elementsIn(place)).$$(selectorOf(role, name))

/** Does something with an element; once more with its successor, if it is rendered anew or moved meanwhile. */
async function act(what: string, target: () => Promise<ElementHandle>, does: (on: ElementHandle) => Promise<boolean>) {
  let cause: unknown
  const isDone = async () => {
    const on = await target()
    return does(on).catch((error: unknown) => {
      cause = error
      return false
    })
  }
  await until(what, isDone).catch((error: unknown) => {
    throw cause === undefined ? error : new Error(what, { cause })
  })
}

/** Clicks what has a role and a name. */
export const click = (place: Place, role: string, name: string): Promise<void> =>
  act(
    `a click on ${role} ${name}`,
    () => find(place, role, name),
    async (target) => {
      await target.click()
      return true
    },
  )

/** Types into a field, in place of what it had. */
export const fill = (place: Place, role: string, name: string, text: string): Promise<void> =>
  act(
    `"${text}" in ${role} ${name}`,
    () => find(place, role, name),
    async (field) => {
      await field.click({ count: 3 })
      await field.type(text)
      return (await field.evaluate((input) => ('value' in input ? input.value : undefined))) === text
    },
  )

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
): Promise<void> {
  const says = (is: string) => (typeof text === 'string' ? is.includes(text) : text.test(is))
  await until(`${role} ${name ?? ''} says ${String(text)}`, async () => {
    const texts = await Promise.all((await findAll(place, role, name)).map((each) => textOf(each).catch(() => '')))
    return texts.some(says)
  })
}

/** Waits until the page shows its live data. */
export const expectLive = (page: Page) => expectText(page, ['status', 'Connection'], /^Live$/)
