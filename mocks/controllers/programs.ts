import type { Container } from '../kinds/podTemplate.ts'
import type { Store } from '../server/store.ts'
import { pruneImages } from './pruneRun.ts'

/** What a container does next: writes lines, and then nothing for so many milliseconds. */
export interface Step {
  wait: number
  lines?: string[]
}

/** What a container does, step by step, and its exit code. */
export type Program = Generator<Step, number>

export interface Surroundings {
  store: Store
  now(): Date
}

/** A container that only ends. */
export function* nothing(): Program {
  yield { wait: 0 }
  return 0
}

const ATTEMPTS = 6
/** Milliseconds for each of the half minutes that the script of the operator waits. */
const HALF_MINUTE = 600

/** What the words of a container do: prune images for true, print and fail as a shell would, or else nothing, well. */
export function* programOf({ command = [], args = [] }: Container, around: Surroundings): Program {
  const words = [...command, ...args]
  const at = words.findIndex((word, i) => word === 'oc' && words.slice(i + 1, i + 4).join(' ') === 'adm prune images')
  if (at < 0) return yield* shell(words.join(' '))
  const options = words.slice(at + 4)
  // The operator runs it in a script that tries again.
  const attempts = words[0] === '/bin/sh' ? ATTEMPTS : 1
  for (let attempt = 1; ; attempt++) {
    const code = yield* pruneImages(options, around)
    if (code === 0 || attempt === attempts) return code
    const line = `attempt #${attempt} has failed (exit code ${code}), going to make another attempt...`
    yield { lines: [line], wait: attempt * HALF_MINUTE }
  }
}

function* shell(text: string): Program {
  const said = /\becho ["']?([^"';&|]+)/.exec(text)?.[1]?.trim()
  yield { wait: 300, lines: said ? [said] : [] }
  const code = /\bexit (\d+)/.exec(text)?.[1]
  return code === undefined ? (/(^|\s)(\/bin\/)?false$/.test(text) ? 1 : 0) : Number(code)
}
