import { apiUrl } from './apiRoot.ts'

/** What whoever serves the console says of where it runs, in /config.json. All of it is optional, and so is the file. */
export interface Site {
  clusterName?: string
  apiServerURL?: string
  /** Where one signs in. `{path}` stands for where one comes back to: a path within the host, encoded. */
  signIn?: string
  /** Where one signs out. */
  signOut?: string
}

let known: Promise<Site> | undefined

/** What /config.json says, read once. Where there is none: nothing. When it could not be read it is asked for again the next time. */
export function site(): Promise<Site> {
  return (known ??= read().catch(() => {
    forgetSite()
    return {}
  }))
}

/** Whether /config.json has been read, or is being read. */
export function isSiteKnown(): boolean {
  return known !== undefined
}

/** Has /config.json read anew. */
export function forgetSite(): void {
  known = undefined
}

async function read(): Promise<Site> {
  const response = await fetch(apiUrl('/config.json'), { cache: 'no-store' })
  if (!response.ok) return {}
  const parsed: unknown = await response.json().catch(() => undefined)
  if (typeof parsed !== 'object' || parsed === null) return {}
  const texts = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const { clusterName, apiServerURL, signIn, signOut } = Object.fromEntries(texts)
  return {
    ...(clusterName && { clusterName }),
    ...(apiServerURL && { apiServerURL }),
    ...(signIn && isWebAddress(signIn) && { signIn }),
    ...(signOut && isWebAddress(signOut) && { signOut }),
  }
}

/** Whether it leads to a web page, relative to the console's own address or not. */
function isWebAddress(address: string): boolean {
  const base = apiUrl('/')
  return URL.canParse(address, base) && /^https?:$/.test(new URL(address, base).protocol)
}
