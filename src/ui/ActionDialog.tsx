import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import type { QueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import type { ApiError, Cause } from '../k8s/ApiError.ts'
import type { K8sObject } from '../k8s/types.ts'
import { t } from '../lib/t.ts'
import { ActionAlerts } from './ActionAlerts.tsx'
import { Button } from './Button.tsx'
import { ConflictAlert } from './ConflictAlert.tsx'
import { Dialog } from './Dialog.tsx'
import { EquivalentCommand } from './EquivalentCommand.tsx'
import { ProblemsContext, TextField, type Problems } from './fields.tsx'
import { firstFieldOf, focusProblem } from './formFocus.ts'
import { closeDialog, useCloseDialog } from './openDialog.tsx'
import { showToast, type Toast } from './toasts.ts'
import { useAction } from './useAction.ts'
import type { EditedObject } from './useEditing.ts'
import './action.css'

export interface ActionDialogProps<T extends K8sObject> {
  /** The verb and the object: "Delete tag web:v1". */
  title: string
  /** The verb again: "Delete tag". */
  confirm: string
  danger?: boolean
  /** The `oc` command with the same effect; undefined while the form is not complete. */
  command: string | undefined
  /** The object that the form changes. Without it the action is based on none: a create. */
  editing?: EditedObject<T> | undefined
  /** Performs it on this version of the object: what is sent is made from it, see Editing.formOn. Rejects with an ApiError. */
  perform(base: T): Promise<unknown>
  /** After an answer was lost: whether the cluster is as asked for. */
  isDone?(latest: T | undefined, client: QueryClient): boolean | Promise<boolean>
  /** What to say when it is done. */
  done: string | (() => Toast)
  onDone?(): void
  /** What is wrong with the form, by field. Shown from the first attempt on; nothing is sent then. */
  problems?: Problems
  /** Which field the server's complaint is about. */
  fieldOf?(cause: Cause): string | undefined
  /** What else is known about a refusal: the quota that is used up, with its numbers. */
  explain?: ((error: ApiError) => ReactNode) | undefined
  /** The text that has to be typed before something that cannot be undone. */
  typeToConfirm?: string
  /** What was typed confirms consequences of one version only: over a newer one it has to be typed again. */
  confirmAnew?: boolean
  /** Why it cannot be done at all. */
  blocked?: ReactNode
  size?: 'small' | 'medium' | 'large'
  children?: ReactNode
}

/** The dialog of every change: its form, the command that does the same, and all that can go wrong. Nothing typed is lost. */
export function ActionDialog<T extends K8sObject>(props: ActionDialogProps<T>) {
  const {
    title,
    confirm,
    danger,
    command,
    editing,
    perform,
    isDone,
    done,
    problems = none,
    typeToConfirm,
    blocked,
  } = props
  const form = useId()
  const close = useCloseDialog()
  const [attempted, setAttempted] = useState(false)
  const [typed, setTyped] = useState('')
  const action = useAction<T>({
    editing,
    perform,
    isDone,
    onDone: () => {
      close()
      showToast(typeof done === 'string' ? { status: 'success', title: done } : done())
      props.onDone?.()
    },
  })
  const { state } = action
  const busy = state.kind === 'busy' || state.kind === 'looking'
  const wrong = Object.entries(problems).filter(([, problem]) => problem !== undefined)
  const unconfirmed = typeToConfirm !== undefined && typed !== typeToConfirm
  // While it is being deleted its end is no news.
  const gone = editing?.gone === true && !busy
  const refused = state.kind === 'failed' ? fieldProblems(state.error.causes, props.fieldOf) : none
  const shown = attempted ? { ...refused, ...Object.fromEntries(wrong) } : refused

  const submit = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (wrong.length > 0) focusProblem(fields)
    if (busy || gone || unconfirmed || blocked !== undefined || wrong.length > 0) return
    void action.run()
  }
  return (
    <Dialog
      title={title}
      onClose={closeDialog}
      stays
      size={props.size ?? 'medium'}
      elementToFocus={danger ? undefined : firstFieldOf(form)}
      footer={
        <>
          <Button
            type="submit"
            form={form}
            variant={danger ? 'danger' : 'primary'}
            isDisabled={unconfirmed || gone || blocked !== undefined}
            isLoading={busy}
            isAriaDisabled={busy}
          >
            {confirm}
          </Button>
          <Button variant="link" onClick={closeDialog}>
            {t('Cancel')}
          </Button>
        </>
      }
    >
      <ProblemsContext value={shown}>
        <Form
          id={form}
          noValidate
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault()
            submit(event.currentTarget)
          }}
        >
          <ActionAlerts
            state={state}
            gone={gone}
            blocked={blocked}
            problems={attempted ? wrong.map(([, problem]) => problem ?? '') : []}
            mapped={Object.values(refused).length}
            explain={props.explain}
            onLookUp={(error) => void action.lookUp(error)}
          />
          {state.kind === 'conflict' && editing && !gone && (
            <ConflictAlert
              asWanted={state.asWanted}
              before={editing.relevant(editing.base)}
              latest={editing.relevant(state.latest)}
              busy={false}
              onUseLatest={() => {
                // The form begins anew.
                setAttempted(false)
                action.takeLatest(state.latest)
              }}
              onApplyMine={() => {
                if (!props.confirmAnew) return void action.applyMine(state.latest)
                setTyped('')
                editing.rebase(state.latest, true)
                action.reset()
              }}
            />
          )}
          {props.children}
          {typeToConfirm !== undefined && (
            <TextField
              name="typeToConfirm"
              label={t('Type {{name}} to confirm', { name: typeToConfirm })}
              value={typed}
              onChange={setTyped}
            />
          )}
          <EquivalentCommand command={command} />
        </Form>
      </ProblemsContext>
    </Dialog>
  )
}

const none: Problems = {}

/** The server's complaints at the fields that they are about. */
function fieldProblems(causes: readonly Cause[], fieldOf: ActionDialogProps<K8sObject>['fieldOf']): Problems {
  const found: Record<string, string> = {}
  for (const cause of causes) {
    const field = fieldOf?.(cause)
    if (field !== undefined) found[field] = cause.message
  }
  return found
}
