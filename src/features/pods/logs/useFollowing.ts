import { useCallback, useState } from 'react'
import type { LogClient } from '../../../logs/logClient.ts'

/** Whether the end is followed. Other lines begin as the address says; who looks back says so with the list alone. */
export function useFollowing(
  client: LogClient,
  wanted: boolean,
): [following: boolean, set: (following: boolean) => void] {
  const [now, setNow] = useState({ client, wanted, following: wanted })
  if (now.client !== client || now.wanted !== wanted) setNow({ client, wanted, following: wanted })
  const set = useCallback((following: boolean) => setNow((before) => ({ ...before, following })), [])
  return [now.following, set]
}
