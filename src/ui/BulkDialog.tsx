import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { memo, useState, type ReactNode } from 'react'
import { asApiError } from '../k8s/ApiError.ts'
import { createLimiter } from '../lib/concurrency.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { EquivalentCommand } from './EquivalentCommand.tsx'
import { TextField } from './fields.tsx'
import { closeDialog, useCloseDialog } from './openDialog.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import { showToast } from './toasts.ts'
import { isOutcomeUnknown } from './useAction.ts'
import './action.css'

/** One of many things to act on. */
export interface BulkEntry {
  key: string
  name: string
  /** What is special about it: what will be lost, why it may fail. */
  note?: ReactNode
}

export interface BulkDialogProps<E extends BulkEntry> {
  title: string
  confirm: string
  danger?: boolean
  entries: readonly E[]
  command: string | undefined
  /** Acts on one. Rejects with why it could not be done. */
  perform(entry: E): Promise<unknown>
  /** What to say when all is done. */
  done: string
  onDone?(): void
  blocked?: ReactNode
  /** The text that has to be typed before something that cannot be undone. */
  typeToConfirm?: string
  /** Consequences of all together. */
  children?: ReactNode
}

type Result = { kind: 'waiting' | 'done' } | { kind: 'failed'; message: string; unknown: boolean }

// A few at a time leave the connections that watches and lists need.
const atOnce = 4

/** The same action on many things, a few at a time, with a result for each. Those that failed can be tried again. */
export function BulkDialog<E extends BulkEntry>(props: BulkDialogProps<E>) {
  const { title, confirm, danger, entries, command, perform, done, blocked, typeToConfirm } = props
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [typed, setTyped] = useState('')
  const unconfirmed = typeToConfirm !== undefined && typed !== typeToConfirm
  const close = useCloseDialog()
  const [phase, setPhase] = useState<'asking' | 'running' | 'ended'>('asking')
  const of = (kind: Result['kind']) => [...results.values()].filter((result) => result.kind === kind).length
  const failed = of('failed')
  const unknown = [...results.values()].some((result) => result.kind === 'failed' && result.unknown)

  const run = async () => {
    const limit = createLimiter(atOnce)
    const open = entries.filter(({ key }) => results.get(key)?.kind !== 'done')
    setPhase('running')
    const note = (key: string, result: Result) => setResults((before) => new Map(before).set(key, result))
    const outcomes = await Promise.all(
      open.map(async (entry) => {
        note(entry.key, { kind: 'waiting' })
        try {
          await limit(() => perform(entry))
          note(entry.key, { kind: 'done' })
          return true
        } catch (error) {
          const failure = asApiError(error)
          note(entry.key, { kind: 'failed', message: failure.message, unknown: isOutcomeUnknown(failure) })
          return false
        }
      }),
    )
    setPhase('ended')
    if (!outcomes.every(Boolean)) return
    close()
    showToast({ status: 'success', title: done })
    props.onDone?.()
  }

  return (
    <Dialog
      title={title}
      onClose={closeDialog}
      stays
      footer={
        <>
          <Button
            variant={danger ? 'danger' : 'primary'}
            isLoading={phase === 'running'}
            isAriaDisabled={phase === 'running'}
            isDisabled={unconfirmed || blocked !== undefined}
            onClick={() => void run()}
          >
            {phase === 'ended' && failed > 0 ? t('Retry {{count}} failed', { count: failed }) : confirm}
          </Button>
          <Button variant="link" onClick={closeDialog}>
            {phase === 'asking' ? t('Cancel') : t('Close')}
          </Button>
        </>
      }
    >
      {blocked !== undefined && (
        <Alert inline status="info" title={t('You cannot do this')}>
          {blocked}
        </Alert>
      )}
      {phase === 'ended' && failed > 0 && (
        <Alert
          inline
          live
          status="danger"
          title={t('{{failed}} of {{count}} failed', { failed, count: entries.length })}
        >
          {unknown
            ? t('The others are done. Where no answer came it is not known whether it was done: try again to find out.')
            : t('The others are done. What failed is unchanged.')}
        </Alert>
      )}
      {/* What will be lost is no news once some of it is. */}
      {phase === 'asking' && props.children}
      <ul className="rc-bulk" aria-label={title} role="list">
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} result={results.get(entry.key)} />
        ))}
      </ul>
      {typeToConfirm !== undefined && phase === 'asking' && (
        <Form
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault()
            if (!unconfirmed && blocked === undefined) void run()
          }}
        >
          <TextField
            name="typeToConfirm"
            label={t('Type {{name}} to confirm', { name: typeToConfirm })}
            value={typed}
            onChange={setTyped}
          />
        </Form>
      )}
      <EquivalentCommand command={command} />
    </Dialog>
  )
}

/** One of the entries. With thousands of them, a result renders its own anew and no other. */
const Entry = memo(function Entry({ entry, result }: { entry: BulkEntry; result: Result | undefined }) {
  return (
    <li>
      <span className="rc-bulk__name">{entry.name}</span> <Outcome result={result} />
      {entry.note && <div className="rc-subtle">{entry.note}</div>}
    </li>
  )
})

function Outcome({ result }: { result: Result | undefined }) {
  if (!result) return null
  if (result.kind === 'failed') {
    return (
      <>
        <StatusLabel status={result.unknown ? 'warning' : 'danger'} compact>
          {result.unknown ? t('The outcome is unknown') : t('Failed')}
        </StatusLabel>
        <div className="rc-bulk__message">{result.message}</div>
      </>
    )
  }
  const [status, word] =
    result.kind === 'done' ? (['success', t('Done')] as const) : (['none', t('In progress')] as const)
  return (
    <StatusLabel status={status} compact>
      {word}
    </StatusLabel>
  )
}
