import { useMemo, useState } from 'react'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import { optionsKey } from './previewOptions.ts'
import type { PreviewReading } from './previewProtocol.ts'
import type { ShownPlan } from './shownPreview.ts'
import { usePreview, type PreviewState } from './usePreview.ts'

interface Compared {
  preview: PreviewState
  /** The last plan of what was asked for. */
  shown: ShownPlan | undefined
  /** What the present options would do, of the reading that is shown. */
  compared: PruneTotals | undefined
}

/** The preview with some options beside how it is at present: that is planned first, once for each reading. */
export function useComparedPreview(
  namespace: string | undefined,
  wanted: PruneOptions | undefined,
  present: PruneOptions | undefined,
): Compared {
  const [known, setKnown] = useState<{ reading: PreviewReading; key: string; totals: PruneTotals }>()
  const [latched, setLatched] = useState<ShownPlan>()
  // With a project both are of that project.
  const base = useMemo(
    () => present && { ...present, ...(namespace !== undefined && { namespace }) },
    [present, namespace],
  )
  const baseKey = base && optionsKey(base)
  const [plannedReading, setPlannedReading] = useState<PreviewReading>()
  const baseFirst = known?.reading !== plannedReading || known?.key !== baseKey || plannedReading === undefined
  const preview = usePreview({ ...(namespace !== undefined && { namespace }) }, wanted && baseFirst ? base : wanted)
  const { reading, plan } = preview

  if (reading !== plannedReading) setPlannedReading(reading)
  if (reading && plan && baseKey !== undefined && optionsKey(plan.options) === baseKey) {
    if (known?.reading !== reading || known.key !== baseKey) setKnown({ reading, key: baseKey, totals: plan.totals })
  }
  const isWanted = plan !== undefined && wanted !== undefined && optionsKey(plan.options) === optionsKey(wanted)
  if (reading && plan && isWanted && (latched?.plan !== plan || latched.reading !== reading))
    setLatched({ reading, plan })
  const fits = reading !== undefined && latched?.reading.scope.namespace === namespace
  return {
    preview,
    shown: fits ? latched : undefined,
    compared: known && known.reading === latched?.reading && known.key === baseKey ? known.totals : undefined,
  }
}
