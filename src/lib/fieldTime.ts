/** Seconds as a field of date and time has them: local, to the second. */
export function fieldTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  const two = (part: number) => String(part).padStart(2, '0')
  const days = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${days}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** Seconds from the address or from a field; undefined when it is no time. */
export function timeFrom(text: string | null): number | undefined {
  if (!text) return undefined
  const seconds = /^\d{9,11}$/.test(text) ? Number(text) : Date.parse(text) / 1000
  return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : undefined
}

/** Seconds as the address has them: UTC, to the second. */
export function addressTime(seconds: number): string {
  return new Date(Math.round(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}
