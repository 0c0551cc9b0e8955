import type { LogSource } from '../../../logs/logSession.ts'
import type { SourceState } from '../../../logs/podLogReader.ts'
import { t } from '../../../lib/t.ts'
import type { StatusKind } from '../../../ui/StatusLabel.tsx'

/** What becomes of the log of one container, as a word, and why. */
export interface SourceWords {
  status: StatusKind | 'none'
  word: string
  why?: string
  /** Whether it needs somebody: others are as they should be. */
  trouble: boolean
}

/** The state of a log in words. */
export function sourceWords({ state }: Pick<LogSource, 'state'>): SourceWords {
  switch (state) {
    case 'live':
      return { status: 'success', word: t('Live'), trouble: false }
    case 'polled':
      return {
        status: 'success',
        word: t('Polled'),
        why: t('All connections that the browser has for live logs are taken: this one is read every few seconds.'),
        trouble: false,
      }
    case 'reading':
      return { status: 'info', word: t('Reading'), why: t('The log has been asked for.'), trouble: false }
    case 'waiting':
      return { status: 'info', word: t('Waiting'), why: t('The container has not started yet.'), trouble: false }
    case 'ended':
      return { status: 'none', word: t('Ended'), why: t('The container has ended: nothing follows.'), trouble: false }
    case 'gone':
      return {
        status: 'none',
        word: t('Gone'),
        why: t('The pod was deleted, and its log with it. Lines that were read stay here.'),
        trouble: false,
      }
    case 'paused':
      return { status: 'none', word: t('Paused'), why: t('The tab was hidden for a while.'), trouble: false }
    case 'broken':
      return { status: 'warning', word: t('Broken off'), why: t('Lines that were read stay here.'), trouble: true }
    case 'forbidden':
      return { status: 'warning', word: t('Forbidden'), why: t('You may not read this log.'), trouble: true }
  }
}

/** The states of all logs as one: "Live", "Live · 1 polled", "1 of 3 broken off". */
export function sourcesWords(sources: readonly Pick<LogSource, 'state'>[]): SourceWords {
  const count = (...states: SourceState[]) => sources.filter(({ state }) => states.includes(state)).length
  const all = sources.length
  for (const state of ['broken', 'forbidden'] as const) {
    const some = count(state)
    if (some === 0) continue
    const one = sourceWords({ state })
    return some === all ? one : { ...one, word: t('{{some}} of {{all}}: {{state}}', { some, all, state: one.word }) }
  }
  const [live, polled, waiting] = [count('live'), count('polled'), count('waiting')]
  if (live > 0 && polled > 0)
    return { ...sourceWords({ state: 'live' }), word: t('Live · {{polled}} polled', { polled }) }
  if (live > 0) return sourceWords({ state: 'live' })
  if (polled > 0) return sourceWords({ state: 'polled' })
  if (count('reading') > 0 || all === 0) return sourceWords({ state: 'reading' })
  if (waiting > 0) return sourceWords({ state: 'waiting' })
  if (count('paused') > 0) return sourceWords({ state: 'paused' })
  return sourceWords({ state: count('ended') > 0 ? 'ended' : 'gone' })
}

/** How lines are told apart by where they come from: what the names of the pods differ in. */
export function sourceLabels(sources: readonly Pick<LogSource, 'id' | 'pod' | 'container' | 'previous'>[]) {
  const ends = new Map<string, Set<string>>()
  for (const { pod } of sources) ends.set(endOf(pod), (ends.get(endOf(pod)) ?? new Set()).add(pod))
  const containers = new Set(sources.map(({ container }) => container))
  return new Map(
    sources.map(({ id, pod, container, previous }) => {
      const name = (ends.get(endOf(pod))?.size ?? 0) > 1 ? pod : endOf(pod)
      const parts = [name, ...(containers.size > 1 ? [container] : []), ...(previous ? [t('previous')] : [])]
      return [id, parts.join(' ')] as const
    }),
  )
}

function endOf(pod: string): string {
  return pod.slice(pod.lastIndexOf('-') + 1)
}
