import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ApiError, type Cause } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import {
  imageConfigCommand,
  patchOf,
  rebasedEdits,
  specOf,
  type ImageConfigEdits,
} from '../../../k8s/resources/imageConfigChange.ts'
import { isVital, refusedNeeds } from '../../../k8s/resources/imageConfigEffects.ts'
import { perform } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { closeDialog } from '../../../ui/openDialog.tsx'
import { DiffView } from '../../../ui/yaml/DiffView.tsx'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'
import { decided } from './decided.ts'
import { PolicyConsequences } from './PolicyConsequences.tsx'
import { usePolicyFacts } from './usePolicyFacts.ts'

export interface SaveImageConfigDialogProps {
  /** The version that was edited. */
  origin: ImageConfig
  edits: ImageConfigEdits
  onSaved(): void
  /** What the server said about fields. */
  onRefused(causes: readonly Cause[]): void
  /** The person goes on with a newer version: with their changes on it, or without. */
  onRebase(latest: ImageConfig, edits: ImageConfigEdits): void
}

/** What saving the form changes and brings with it, and the saving. */
export function SaveImageConfigDialog({ origin, edits: typed, ...props }: SaveImageConfigDialogProps) {
  const client = useQueryClient()
  const { data: latest = origin, error } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const [{ known, edits }, setState] = useState({ known: origin, edits: typed })
  const base = known !== latest && isSame(decided(known), decided(latest)) ? latest : known
  const facts = usePolicyFacts(base)
  const [before, after] = useMemo(() => [base.spec ?? {}, specOf(base.spec, edits)], [base.spec, edits])
  const patch = patchOf(base, edits)
  const vital = refusedNeeds(after.registrySources, facts.needs).filter(isVital)
  const refusedAlready = refusedNeeds(before.registrySources, facts.needs).filter(isVital)
  const breaks = vital.some(({ why }) => !refusedAlready.some((other) => other.why === why))
  /** The same changes over the version that is to be changed. */
  const on = (target: ImageConfig) => (target === base ? edits : rebasedEdits(base.spec, edits, target.spec))
  return (
    <ActionDialog<ImageConfig>
      title={t('Save image configuration')}
      confirm={t('Save')}
      size="large"
      danger={breaks}
      command={patch && imageConfigCommand(patch)}
      editing={{
        type: ImageConfig,
        namespace: undefined,
        name: imageConfigName,
        base,
        gone: error instanceof ApiError && error.code === 404,
        relevant: decided,
        rebase: (next, keepEdits) => {
          const kept = keepEdits ? rebasedEdits(base.spec, edits, next.spec) : {}
          setState({ known: next, edits: kept })
          props.onRebase(next, kept)
          // There is nothing left to save.
          if (!keepEdits) closeDialog()
        },
      }}
      perform={async (target) => {
        const change = patchOf(target, on(target))
        // Over another version nothing may be left to change.
        try {
          if (change) await perform(client, ImageConfig, { seen: target, patch: change })
        } catch (refusal) {
          if (refusal instanceof ApiError) props.onRefused(refusal.causes)
          throw refusal
        }
      }}
      isDone={(now) => now !== undefined && patchOf(now, on(now)) === undefined}
      done={t('Saved the image configuration')}
      onDone={props.onSaved}
      blocked={patch === undefined ? t('Nothing would change: the fields are the same as before.') : undefined}
      {...(breaks && { typeToConfirm: imageConfigName, confirmAnew: true })}
    >
      <PolicyConsequences before={before} after={after} facts={facts} />
      {patch && <DiffView label={t('Changes')} before={toYaml({ spec: before })} after={toYaml({ spec: after })} />}
    </ActionDialog>
  )
}
