import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImagePruner, imagePrunerName, prunerCondition } from '../../../k8s/resources/imagePruner.ts'
import { statusLag } from '../../../k8s/resources/imagePrunerConditions.ts'
import { perform } from '../../../k8s/writes.ts'
import { t } from '../../../lib/t.ts'
import { showToast, type Toast } from '../../../ui/toasts.ts'
import { isOutcomeUnknown } from '../../../ui/useAction.ts'

const tries = 4

/**
 * Suspends or resumes the pruner. The operator writes the status all the time, so that versions are old at once: on a conflict
 * it is asked again. Answers with the object it was done to. Throws an ApiError.
 */
async function setSuspended(client: QueryClient, suspend: boolean): Promise<ImagePruner> {
  const read = () => client.fetchQuery({ ...objectOf(ImagePruner, { name: imagePrunerName }), staleTime: 0 })
  const isDone = ({ spec }: ImagePruner) => (spec?.suspend ?? false) === suspend
  for (let attempt = 1; ; attempt++) {
    const seen = await read()
    if (isDone(seen)) return seen
    try {
      await perform(client, ImagePruner, { seen, patch: { spec: { suspend } } })
      return seen
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (isOutcomeUnknown(error) && isDone(await read())) return seen
      if (error.code !== 409 || attempt === tries) throw error
    }
  }
}

/** What it brings about. With other settings that the operator cannot read or apply: nothing. */
function resultOf(pruner: ImagePruner, suspend: boolean): Toast {
  const isStuck = statusLag(pruner) === 'unreadable' || prunerCondition(pruner, 'Degraded')?.reason === 'SyncError'
  if (isStuck)
    return {
      status: 'warning',
      title: suspend ? t('Suspended in the settings only') : t('Resumed in the settings only'),
      description: t(
        'The operator cannot apply the settings, so the CronJob goes on as it was. Put right what it complains of.',
      ),
    }
  return {
    status: 'success',
    title: suspend ? t('Pruning is suspended') : t('Pruning is resumed'),
    description: suspend
      ? t('No run starts by itself any more. One that is going goes on to its end: deleting it under Runs stops it.')
      : t('Runs start by schedule again. One that was due in the last hour starts now.'),
  }
}

/** Suspends and resumes in one click, with the result as a toast. */
export function useSuspend() {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const change = async (suspend: boolean) => {
    if (busy) return
    setBusy(true)
    try {
      showToast(resultOf(await setSuspended(client, suspend), suspend))
    } catch (error) {
      showToast({
        status: 'danger',
        title: suspend ? t('Could not suspend pruning') : t('Could not resume pruning'),
        description: asApiError(error).message,
      })
    } finally {
      setBusy(false)
    }
  }
  return { busy, change: (suspend: boolean) => void change(suspend) }
}
