import { createContext, useContext } from 'react'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import type { PresentOptions } from './previewOptions.ts'
import type { PreviewPlan, PreviewReading } from './previewProtocol.ts'
import type { PreviewState } from './usePreview.ts'

/** A plan with the reading that it is about: both change together. */
export interface ShownPlan {
  reading: PreviewReading
  plan: PreviewPlan
}

/** What the sections of a preview show. Rows that have not changed read it from here and not from their row. */
export interface ShownPreview extends ShownPlan {
  preview: PreviewState
  present: PresentOptions
  /** What a run with the pruner's own settings would do; undefined while it is being planned. */
  compared: PruneTotals | undefined
}

export const ShownPreviewContext = createContext<ShownPreview | undefined>(undefined)

/** The preview on screen, for what is inside of it. */
export function useShownPreview(): ShownPreview {
  const shown = useContext(ShownPreviewContext)
  if (!shown) throw new Error('outside a preview')
  return shown
}

const keys = new WeakMap<PreviewPlan, number>()
let last = 0

/** Tells plans apart, as a part of the keys of what is asked about them. */
export function planKey(plan: PreviewPlan): number {
  let key = keys.get(plan)
  if (key === undefined) keys.set(plan, (key = ++last))
  return key
}
