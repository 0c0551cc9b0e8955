export const themes = ['system', 'light', 'dark', 'high-contrast'] as const
export type Theme = (typeof themes)[number]

const storageKey = 'registry-console.theme'
const listeners = new Set<() => void>()
let chosen: Theme = 'system'

/** Puts the chosen theme on the page and follows the system's. Called before anything renders. */
export function startTheme(): void {
  chosen = stored()
  systemDark()?.addEventListener('change', apply)
  apply()
}

/** The theme that was chosen, which may be "system". */
export function chosenTheme(): Theme {
  return chosen
}

/** Changes the theme, and keeps it in this browser. */
export function chooseTheme(theme: Theme): void {
  chosen = theme
  try {
    localStorage.setItem(storageKey, theme)
  } catch {
    // Without storage it lasts as long as the page.
  }
  apply()
  for (const listener of listeners) listener()
}

/** Subscribes to the choice of theme. Returns how to unsubscribe. */
export function subscribeToTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function apply(): void {
  const bySystem = chosen === 'system' || chosen === 'high-contrast'
  const dark = bySystem ? systemDark()?.matches === true : chosen === 'dark'
  const { classList, style } = document.documentElement
  classList.toggle('pf-v6-theme-dark', dark)
  classList.toggle('pf-v6-theme-high-contrast', chosen === 'high-contrast')
  style.colorScheme = dark ? 'dark' : 'light'
}

function systemDark(): MediaQueryList | undefined {
  return typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey)
    return themes.find((theme) => theme === value) ?? 'system'
  } catch {
    return 'system'
  }
}
