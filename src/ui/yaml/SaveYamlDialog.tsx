import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { ApiError, type Cause } from '../../k8s/ApiError.ts'
import { objectOf } from '../../k8s/queries.ts'
import type { K8sObject, ResourceType } from '../../k8s/types.ts'
import { perform } from '../../k8s/writes.ts'
import { isSame } from '../../lib/differences.ts'
import { listed, sentences } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { ActionDialog } from '../ActionDialog.tsx'
import { Alert } from '../Alert.tsx'
import { closeDialog } from '../openDialog.tsx'
import type { Toast } from '../toasts.ts'
import { DiffView } from './DiffView.tsx'
import { lostFields } from './lostFields.ts'
import { toYaml } from './yamlDocument.ts'
import {
  changesOn,
  holdsChanges,
  objectOn,
  overriddenText,
  replaceCommand,
  writtenPart,
  type YamlEdit,
} from './yamlObject.ts'

/** How changes of a text are saved, where not by putting the whole object. */
export interface YamlSaving<T extends K8sObject> {
  /** Rejects with an ApiError. */
  perform(client: QueryClient, seen: T, changed: T): Promise<unknown>
  /** The command with the same effect. */
  command(seen: T, changed: T): string
}

export interface SaveYamlDialogProps<T extends K8sObject> {
  type: ResourceType<T>
  edit: YamlEdit<T>
  /** Ignored fields that the server wants back as they were. */
  sentBack: readonly string[]
  /** What a change by somebody else must touch to be a conflict. */
  relevant(object: T): unknown
  /** What saving brings with it. */
  consequences: readonly string[]
  details?: ReactNode
  /** The object without its secrets. */
  masked?: ((object: T, seen?: T) => T) | undefined
  saving?: YamlSaving<T> | undefined
  typeToConfirm?: string | undefined
  /** The text has comments, which the API does not keep. */
  comments: boolean
  onSaved(): void
  /** The person goes on with a newer object: with its text, or with their changes on it. */
  onRebase(latest: T, keepEdits: boolean): void
  /** What the server said about fields. */
  onRefused(causes: readonly Cause[]): void
}

/** What saving a text changes, and the saving. */
export function SaveYamlDialog<T extends K8sObject>(props: SaveYamlDialogProps<T>) {
  const { type, edit, sentBack, relevant, consequences, saving, typeToConfirm, masked = asItIs } = props
  const { namespace, name } = edit.origin.metadata
  const client = useQueryClient()
  const { data: latest = edit.origin, error } = useQuery(objectOf(type, { namespace, name }))
  const [known, setKnown] = useState(edit.origin)
  const base = known !== latest && isSame(relevant(known), relevant(latest)) ? latest : known
  const overridden = useRef<string[]>([])
  const lost = useRef<string[]>([])

  const sent = objectOn(edit, base, sentBack)
  const before = toYaml(writtenPart(masked(base), edit.ignored))
  const after = toYaml(writtenPart(masked(sent, base), edit.ignored))
  return (
    <ActionDialog<T>
      title={t('Save {{name}}', { name })}
      confirm={t('Save')}
      size="large"
      command={saving ? saving.command(base, sent) : replaceCommand(toYaml(sent))}
      editing={{
        type,
        namespace,
        name,
        base,
        gone: error instanceof ApiError && error.code === 404,
        relevant,
        rebase: (next, keepEdits) => {
          setKnown(next)
          props.onRebase(next, keepEdits)
          // There is nothing left to save.
          if (!keepEdits) closeDialog()
        },
      }}
      perform={async (target) => {
        overridden.current = changesOn(edit, target).overridden
        try {
          const changed = objectOn(edit, target, sentBack)
          const answer = await (saving
            ? saving.perform(client, target, changed)
            : perform(client, type, { replace: changed }))
          lost.current = lostIn(answer, target, changed, edit.ignored)
        } catch (refusal) {
          if (refusal instanceof ApiError) props.onRefused(refusal.causes)
          throw refusal
        }
      }}
      isDone={(now) => now !== undefined && holdsChanges(edit, now)}
      done={() => outcomeOf(name, overridden.current, lost.current)}
      onDone={props.onSaved}
      {...(typeToConfirm !== undefined && { typeToConfirm, confirmAnew: true, danger: true })}
      blocked={isSame(writtenPart(sent, edit.ignored), writtenPart(base, edit.ignored)) ? nothing() : undefined}
    >
      {consequences.length > 0 && (
        <Alert inline status="warning" title={t('Before you save')}>
          <ul>
            {consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          {props.details}
        </Alert>
      )}
      {props.comments && <p>{t('Comments are not saved: the API keeps no text but the fields.')}</p>}
      {before !== after && <DiffView label={t('Changes')} before={before} after={after} />}
    </ActionDialog>
  )
}

/** What was typed and is not in the object that the server answered with. */
function lostIn(answer: unknown, target: K8sObject, changed: K8sObject, ignored: readonly string[]): string[] {
  if (typeof answer !== 'object' || answer === null || !('metadata' in answer)) return []
  return lostFields(writtenPart(target, ignored), writtenPart(changed, ignored), writtenPart(answer, ignored))
}

function outcomeOf(name: string, overridden: readonly string[], lost: readonly string[]): Toast {
  const description = sentences(
    lost.length > 0 &&
      t('The cluster did not keep {{fields}}. Its version may not know this.', { fields: listed(lost) }),
    overridden.length > 0 && overriddenText(overridden),
  )
  return {
    ...(lost.length > 0
      ? { status: 'warning', title: t('Saved {{name}}, but not all of it', { name }) }
      : { status: 'success', title: t('Saved {{name}}', { name }) }),
    ...(description && { description }),
  }
}

const asItIs = <T,>(object: T) => object

function nothing(): string {
  return t('Nothing would change: the fields are the same as before.')
}
