import type { ApiError } from '../../../k8s/ApiError.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type {
  ExportedRevision,
  ImageDetail,
  KindReading,
  PreviewChoices,
  PreviewPlan,
  PreviewReading,
  PreviewScope,
  RevisionWhy,
} from './previewProtocol.ts'

/** A preview: what was read, and what a run with the wanted options would do. */
export interface PreviewState {
  state: 'reading' | 'stopped' | 'failed' | 'ready'
  /** How far each kind is; while it is read again, the reading before stays on screen. */
  kinds: readonly KindReading[]
  error?: ApiError
  reading?: PreviewReading
  /** Of the options wanted last, once `planning` is false. */
  plan?: PreviewPlan
  planning: boolean
  choices?: PreviewChoices
  /** Stops reading; what was read before stays. */
  stop(): void
  readAgain(): void
  /** Why each revision of a tag goes or stays, by the plan on screen; the current one first. */
  revisionsOf(tag: number): Promise<readonly RevisionWhy[]>
  imageDetail(image: number): Promise<ImageDetail>
  /** Every revision with its reason, in pieces. */
  exportRevisions(onRows: (rows: readonly ExportedRevision[]) => void, signal?: AbortSignal): Promise<void>
}

/** The preview of a cluster or of one project. Without options nothing is planned yet. */
export declare function usePreview(scope: PreviewScope, options: PruneOptions | undefined): PreviewState
