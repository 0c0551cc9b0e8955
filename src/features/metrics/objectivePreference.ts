const storageKey = 'registry-console.objectives'

/** The objectives kept in this browser, as `objectiveParams` writes them. */
export function keptObjectives(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** Keeps objectives for the next visits. */
export function keepObjectives(text: string): void {
  try {
    localStorage.setItem(storageKey, text)
  } catch {
    // Without storage the address has them.
  }
}
