import { useEffect, useState } from 'react'
import { inSlices, type Steps } from '../lib/inSlices.ts'

/**
 * What some steps come to, done in slices with the page in between. While others are done, the last result stays. The steps
 * are made by a function that changes only with what they are about.
 */
export function useInSlices<T>(make: () => Steps<T>): { value: T | undefined; done: boolean } {
  const [result, setResult] = useState<{ of: typeof make; value: T }>()
  // The work runs outside React, between the frames of the page.
  useEffect(() => {
    const controller = new AbortController()
    void inSlices(make(), controller.signal).then(
      (value) => setResult({ of: make, value }),
      (error: unknown) => {
        if (!controller.signal.aborted) throw error
      },
    )
    return () => controller.abort()
  }, [make])
  return { value: result?.value, done: result?.of === make }
}
