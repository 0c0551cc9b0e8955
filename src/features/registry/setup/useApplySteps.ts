import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { isSame } from '../../../lib/differences.ts'
import { changeConfig } from '../configChange.ts'
import { ensureClaim, writeCredentials } from './applyStorage.ts'
import type { CredentialValues } from '../../../k8s/resources/registryCredentials.ts'
import type { StoragePlan } from './storageForm.ts'

export type StepName = 'claim' | 'credentials' | 'config'

/** One part of setting up. */
export interface Step {
  name: StepName
  state: 'waiting' | 'busy' | 'done' | 'failed'
  error?: ApiError
}

const tries = 3

/**
 * Performs a plan step by step: the claim, the credentials, the Config. After a failure the next attempt goes on where this one
 * stopped; what was done with the same input is not done again.
 */
export function useApplySteps() {
  const client = useQueryClient()
  const [steps, setSteps] = useState<readonly Step[]>([])
  const [busy, setBusy] = useState(false)
  // What was done with which input.
  const done = useRef(new Map<StepName, unknown>())

  const apply = async (planOn: (config: RegistryConfig) => StoragePlan, credentials: CredentialValues) => {
    if (busy) return
    setBusy(true)
    const read = () => client.fetchQuery({ ...objectOf(RegistryConfig, { name: registryConfigName }), staleTime: 0 })
    const mark = (name: StepName, state: Step['state'], error?: ApiError) =>
      setSteps((before) => before.map((step) => (step.name === name ? { name, state, ...(error && { error }) } : step)))
    const run = async (name: StepName, input: unknown, task: () => Promise<void>) => {
      if (isSame(done.current.get(name), input)) return mark(name, 'done')
      mark(name, 'busy')
      try {
        await task()
      } catch (error) {
        mark(name, 'failed', asApiError(error))
        throw error
      }
      done.current.set(name, input)
      mark(name, 'done')
    }
    try {
      const plan = planOn(await read())
      const { claim, credentials: type } = plan
      setSteps([
        ...(claim ? [{ name: 'claim', state: 'waiting' } as const] : []),
        ...(type ? [{ name: 'credentials', state: 'waiting' } as const] : []),
        { name: 'config', state: 'waiting' },
      ])
      if (claim) await run('claim', claim, () => ensureClaim(client, claim))
      if (type) await run('credentials', { type, credentials }, () => writeCredentials(type, credentials))
      // Others may have changed it in between, and a lost answer may have been a yes: always looked at anew.
      done.current.delete('config')
      await run('config', {}, () =>
        changeUntilTaken(read, plan, planOn, async (seen, patch) => {
          await changeConfig(client, seen, patch)
        }),
      )
    } catch (error) {
      // Said at its step; only reading the Config has none.
      setSteps((before) =>
        before.some(({ state }) => state === 'failed')
          ? before
          : [{ name: 'config', state: 'failed', error: asApiError(error) }],
      )
    } finally {
      setBusy(false)
    }
  }
  return { steps, busy, apply }
}

/** Patches the Config. The operator writes its status all the time: a conflict that leaves the change as it was shown is tried again. */
async function changeUntilTaken(
  read: () => Promise<RegistryConfig>,
  shown: StoragePlan,
  planOn: (config: RegistryConfig) => StoragePlan,
  change: (seen: RegistryConfig, patch: { spec: Record<string, unknown> }) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const seen = await read()
    const { patch } = planOn(seen)
    // It is as asked for already: an earlier answer was lost.
    if (!patch) return
    try {
      return await change(seen, patch)
    } catch (error) {
      const isStale = error instanceof ApiError && error.code === 409
      if (!isStale || attempt === tries || !isSame(planOn(await read()).patch, shown.patch)) throw error
    }
  }
}
