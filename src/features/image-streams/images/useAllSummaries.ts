import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { summariesOf } from './imageSummaries.ts'
import type { ImageOfStream } from './imageSummary.ts'

export interface SummaryProgress {
  /** How many summaries are there. */
  done: number
  total: number
  state: 'idle' | 'running' | 'stopped' | 'done'
  /** Stops reading; what is there stays. */
  stop: () => void
  resume: () => void
}

const reportEveryMs = 150

/**
 * Reads the summaries of all these images, a few at a time, while `wanted`: sorting by size needs all of them. Tells how
 * far it is several times a second, which is when a table should look again.
 */
export function useAllSummaries(images: readonly ImageOfStream[], wanted: boolean): SummaryProgress {
  const client = useQueryClient()
  const [done, setDone] = useState(0)
  const [stopped, setStopped] = useState(false)
  const missing = images.length

  // The requests are outside React.
  useEffect(() => {
    if (!wanted || stopped) return
    const controller = new AbortController()
    const { signal } = controller
    const store = summariesOf(client)
    let count = 0
    let reported = 0
    const report = (force: boolean) => {
      if (signal.aborted || (!force && performance.now() - reported < reportEveryMs)) return
      reported = performance.now()
      setDone(count)
    }
    const waiting = images.values()
    // More workers than requests at a time keep the queue of the limiter filled.
    const work = async () => {
      for (const image of waiting) {
        if (signal.aborted) return
        // One image that cannot be read does not stop the others: its cell says so.
        await store.read(image, signal)
        count++
        report(false)
      }
    }
    void Promise.all(Array.from({ length: 8 }, work)).then(() => report(true))
    return () => controller.abort()
  }, [client, images, wanted, stopped])

  const state = !wanted ? 'idle' : stopped ? 'stopped' : done >= missing ? 'done' : 'running'
  return {
    done: Math.min(done, missing),
    total: missing,
    state,
    stop: () => setStopped(true),
    resume: () => setStopped(false),
  }
}
