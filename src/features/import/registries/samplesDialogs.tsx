import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const EditSamplesDialog = lazy(async () => ({ default: (await import('./EditSamplesDialog.tsx')).EditSamplesDialog }))
const SkipSampleDialog = lazy(async () => ({ default: (await import('./SkipSampleDialog.tsx')).SkipSampleDialog }))

/** Opens what the samples operator does, to change it. */
export function openEditSamples(): void {
  openDialog(<EditSamplesDialog />)
}

/** Asks whether the samples operator shall leave an image stream alone. */
export function openSkipSample(name: string): void {
  openDialog(<SkipSampleDialog name={name} />)
}
