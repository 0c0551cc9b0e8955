import '@testing-library/jest-dom/vitest'
import { cleanup, configure, getConfig } from '@testing-library/react'
import { afterEach } from 'vitest'

/** Whether somebody waits for an element: then its absence is no news yet. The library says so in a field without a type. */
function isWaiting(): boolean {
  return Reflect.get(getConfig(), '_disableExpensiveErrorDiagnostics') === true
}

configure(({ getElementError }) => ({
  // A machine that is busy with other tests is slow, and not wrong.
  asyncUtilTimeout: 10_000,
  // Printing the page into every error that nobody reads took a tenth of the time. The last one, which fails the test, has it.
  getElementError: (message, container) =>
    isWaiting()
      ? Object.assign(new Error(message ?? ''), { name: 'TestingLibraryElementError' })
      : getElementError(message, container),
}))

afterEach(cleanup)
