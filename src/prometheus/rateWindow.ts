/** Seconds between two scrapes of the registry (its ServiceMonitor). */
const scrapeSeconds = 30

/** How far a rate looks back for this step (seconds): at least four scrapes, and no sample is left out between two points. */
export function rateWindow(step: number): string {
  return promDuration(Math.max(4 * scrapeSeconds, step + scrapeSeconds))
}

/** Seconds as PromQL writes them: "2m", "90s". */
export function promDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const)
    if (whole % size === 0) return `${whole / size}${unit}`
  return `${whole}s`
}
