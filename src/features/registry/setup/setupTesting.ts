import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'

/** A server that keeps what changes it: the method, the last part of the address and the body of each. */
export function recorder() {
  const sent: { method: string; name: string; body: unknown }[] = []
  const answer = async (request: Request, cluster: { handle(request: Request): Promise<Response> | Response }) => {
    const { pathname } = new URL(request.url)
    if (request.method !== 'GET' && !pathname.includes('accessreviews'))
      sent.push({
        method: request.method,
        name: pathname.slice(pathname.lastIndexOf('/') + 1),
        body: JSON.parse(await request.clone().text()) as unknown,
      })
    return cluster.handle(request)
  }
  return { sent, answer }
}

/** The form of the storage, opened by its address. */
export async function openedStorage<P extends { user: UserEvent }>(page: P) {
  return { ...page, dialog: within(await screen.findByRole('dialog', { name: 'Change storage' }, { timeout: 10_000 })) }
}
