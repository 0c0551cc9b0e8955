import type { LogClient } from './logClient.ts'
import { LogStore } from './logStore.ts'
import type { LogMethods, SourceId } from './logProtocol.ts'
import type { ReadTiming } from './readTiming.ts'

/** Readers in a hurry. */
export const hurry: ReadTiming = {
  pollMs: 15,
  hurryMs: 5,
  asleepMs: 40,
  againMs: 4,
  maxAgainMs: 30,
  closingMs: 0,
  waitMs: 5,
  // On a busy machine an answer takes longer than anything that could stand here: tests that are about these set them.
  tooSoonMs: 60_000,
  seamMs: 60_000,
  silentMs: 60_000,
  graceMs: 30,
}

export interface Holder {
  client: Pick<LogClient, 'call'>
  /** All lines of a log, in the order in which it has them, without their timestamps. */
  lines(source: SourceId): string[]
  /** How often each method was called. */
  calls: Record<string, number>
}

/** A client whose lines are held in the page. */
export function createHolder(): Holder {
  const store = new LogStore()
  const calls: Record<string, number> = {}
  const methods = {
    append: ({ source, bytes }: LogMethods['append']['argument']) => store.append(source, bytes),
    resume: ({ source }: LogMethods['resume']['argument']) => {
      const newest = store.resume(source)
      return newest === undefined ? {} : { newest }
    },
    finish: ({ source }: LogMethods['finish']['argument']) => store.finish(source),
  }
  const call = async (method: keyof typeof methods, argument: never) => {
    calls[method] = (calls[method] ?? 0) + 1
    return methods[method](argument)
  }
  return {
    // A session calls no other methods.
    client: { call: call as LogClient['call'] },
    calls,
    lines: (source) =>
      (store.logs.get(source)?.chunks ?? []).flatMap((chunk) =>
        Array.from({ length: chunk.count }, (_, line) => chunk.text(line)),
      ),
  }
}
