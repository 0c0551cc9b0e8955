import { vi } from 'vitest'

/** For tests: checks again until nothing is thrown, for so long that a machine which is busy with other things does not matter. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 15_000 })
