/** Work goes on for so long before others are let in, ms. */
export const sliceMs = 5

/** Does some work in slices, with messages that have come in between, or as `rest` has it. `onStep` may end it by throwing. */
export async function inTurns<S, T>(
  steps: Generator<S, T, undefined>,
  onStep?: (step: S) => void,
  rest: () => Promise<void> = letOthersIn,
): Promise<T> {
  for (let end = performance.now() + sliceMs; ;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < end) continue
    onStep?.(step.value)
    await rest()
    end = performance.now() + sliceMs
  }
}

/** Lets messages in that have come: promises and tasks of the scheduler would go on before them. */
export function letOthersIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
