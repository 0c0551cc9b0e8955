import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { isSame } from '../../../lib/differences.ts'
import type { EditedObject } from '../../../ui/useEditing.ts'
import { kindNamed, triggerParts, type WorkloadName } from './triggerHome.ts'

/** The workload that was chosen in a form, as somebody about to change it knows it. Nothing until one is chosen and read. */
export function useChosenWorkload(chosen: WorkloadName | undefined): {
  editing?: EditedObject<K8sObject>
  error?: ApiError
} {
  const { kind = 'Deployment', namespace, name = '' } = chosen ?? {}
  const { type } = kindNamed(kind)
  const { data: latest, error } = useQuery({ ...objectOf(type, { namespace, name }), enabled: chosen !== undefined })
  const [known, setKnown] = useState(latest)
  if (latest && known?.metadata.uid !== latest.metadata.uid) setKnown(latest)
  if (!chosen || !latest) return error ? { error: asApiError(error) } : {}
  const isOther = known?.metadata.uid !== latest.metadata.uid
  const base = !known || isOther || isSame(triggerParts(known), triggerParts(latest)) ? latest : known
  return {
    editing: {
      type,
      namespace,
      name,
      base,
      gone: error instanceof ApiError && error.code === 404,
      relevant: triggerParts,
      // The choices of the form stay: they are not the object's.
      rebase: (newer) => setKnown(newer),
    },
  }
}
