import { screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
// The code of the page is read before the first test, and not while its clock runs.
import '../PolicyPage.tsx'
import './ImagePolicyTab.tsx'
import './ImagePolicyYaml.tsx'
import './RemoveTrustDialog.tsx'
import './SaveImageConfigDialog.tsx'
import './TrustEntryDialog.tsx'

/** Waits until no dialog is open. */
export const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

/** Remembers the bodies of all writes to addresses that begin so. */
export function sentTo(path: string) {
  const bodies: unknown[] = []
  const answer = async <C extends { handle(request: Request): Promise<Response> | Response }>(
    request: Request,
    cluster: C,
  ) => {
    const isWrite = ['PATCH', 'PUT', 'POST', 'DELETE'].includes(request.method)
    if (isWrite && new URL(request.url).pathname.startsWith(path)) bodies.push(JSON.parse(await request.clone().text()))
    return cluster.handle(request)
  }
  return { bodies, answer }
}
