import { apiUrl } from './apiRoot.ts'

const answers = new Map<string, Promise<Response>>()

/** How everything is asked for. The API redirects nowhere: what would is a proxy that wants a sign-in. */
export const readAs = {
  headers: { Accept: 'application/json' },
  credentials: 'same-origin',
  redirect: 'manual',
} as const satisfies RequestInit

/** Asks for a path before the code that will read the answer is there: the first request for it gets this answer. */
export function askEarly(path: string): void {
  const url = apiUrl(path)
  const answer = fetch(url, readAs)
  // Who takes it handles its failure; nobody may.
  answer.catch(() => {})
  answers.set(url, answer)
}

/** The answer to a GET that was asked for early. Each is given once. */
export function takeEarly(url: string): Promise<Response> | undefined {
  const answer = answers.get(url)
  answers.delete(url)
  return answer
}
