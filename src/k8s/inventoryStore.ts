import type { QueryClient } from '@tanstack/react-query'
import { inSlices } from '../lib/inSlices.ts'
import { sleep } from '../lib/sleep.ts'
import { takeInventory, type Inventory, type InventoryParts } from './resources/imageInventory.ts'

// While chunks arrive the join is not taken anew for each of them.
const pauseMs = 400

/** The images with what holds them, joined in the background from the lists. One for all pages. */
export class InventoryStore {
  #inventory: Inventory | undefined
  #wanted: InventoryParts | undefined
  #taken: InventoryParts | undefined
  #working = false
  readonly #listeners = new Set<() => void>()

  readonly get = (): Inventory | undefined => this.#inventory

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the inventory is to be of. The same parts again cost nothing. */
  update(parts: InventoryParts): void {
    this.#wanted = parts
    if (!this.#working) void this.#work()
  }

  async #work(): Promise<void> {
    this.#working = true
    try {
      while (this.#wanted && !(this.#taken && isSame(this.#wanted, this.#taken))) {
        const parts = this.#wanted
        this.#inventory = await inSlices(takeInventory(parts, this.#inventory))
        this.#taken = parts
        for (const listener of this.#listeners) listener()
        if (!this.#inventory.complete) await sleep(pauseMs)
      }
    } finally {
      this.#working = false
    }
  }
}

function isSame(a: InventoryParts, b: InventoryParts): boolean {
  return (
    a.images === b.images &&
    a.streams === b.streams &&
    a.imagesComplete === b.imagesComplete &&
    a.streamsComplete === b.streamsComplete
  )
}

const stores = new WeakMap<QueryClient, InventoryStore>()

/** The inventory of a client's pages. */
export function inventoryOf(client: QueryClient): InventoryStore {
  let store = stores.get(client)
  if (!store) stores.set(client, (store = new InventoryStore()))
  return store
}
