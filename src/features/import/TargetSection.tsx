import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { streamRow } from '../../k8s/resources/imageStreamRow.ts'
import { listOf, objectOf } from '../../k8s/queries.ts'
import { isSame } from '../../lib/differences.ts'
import { t } from '../../lib/t.ts'
import { ActionAlerts } from '../../ui/ActionAlerts.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConflictAlert } from '../../ui/ConflictAlert.tsx'
import { EquivalentCommand } from '../../ui/EquivalentCommand.tsx'
import { ProblemsContext } from '../../ui/fields.tsx'
import '../../ui/action.css'
import { Consequences } from './Consequences.tsx'
import { importCommand } from './importCommand.ts'
import { digestsOf, effectsOf } from './importEffects.ts'
import { nameOf, targetProblems, wantedOf, wantedTagNames, type Check, type ImportForm } from './importForm.ts'
import { ImportResults } from './ImportResults.tsx'
import { relevantOf, type ImportRun } from './importRun.ts'
import { TargetFields } from './TargetFields.tsx'
import { useImport } from './useImport.ts'

export interface TargetSectionProps {
  form: ImportForm
  check: Check
  /** The source is another one than what was looked at, or can no longer be read. */
  outdated: boolean
  blocked: ReactNode
  onChange(change: Partial<ImportForm>): void
}

/** Where the images go, what that changes, and what came of it. */
export function TargetSection({ form, check, outdated, blocked, onChange }: TargetSectionProps) {
  const [attempted, setAttempted] = useState(false)
  // What the person saw when they asked for it.
  const [seen, setSeen] = useState<ImageStream>()
  const name = nameOf(form)
  const { streams, stream } = useTarget(form.project, name)
  const problems = targetProblems(form, check)
  const wrong = Object.values(problems).filter((problem) => problem !== undefined)
  const wanted = wantedOf(form, check)
  const run: ImportRun = { namespace: form.project, name, wanted, tags: tagsOfRun(form, check) }
  const { all, again, outcome, done } = useImport(stream, run)
  const { state } = all
  const busy = state.kind === 'busy' || state.kind === 'looking'
  // What an import has changed is no warning any more.
  const isDone = outcome !== undefined && isSame(outcome.run, run)
  const submit = () => {
    setAttempted(true)
    if (wrong.length > 0 || busy || outdated || blocked !== undefined) return
    setSeen(stream)
    void all.run()
  }
  return (
    <ProblemsContext value={attempted ? problems : {}}>
      <Form
        aria-label={t('Import into')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TargetFields form={form} check={check} onChange={onChange} streams={streams} exists={stream !== undefined} />
        {!isDone && (
          <Consequences namespace={form.project} name={name} stream={stream} effects={effectsOf(form, check, stream)} />
        )}
        <EquivalentCommand
          command={wrong.length === 0 ? importCommand({ namespace: form.project, name, stream }, wanted) : undefined}
        />
        <ActionAlerts
          state={state}
          gone={false}
          blocked={undefined}
          problems={attempted ? wrong : []}
          mapped={0}
          onLookUp={(error) => void all.lookUp(error)}
        />
        {state.kind === 'conflict' && (
          <ConflictAlert
            before={relevantOf(seen, run)}
            latest={relevantOf(state.latest, run)}
            busy={false}
            onUseLatest={() => all.takeLatest(state.latest)}
            onApplyMine={() => void all.applyMine(state.latest)}
          />
        )}
        <div className="rc-import__labels">
          <Button
            type="submit"
            variant={outdated ? 'secondary' : 'primary'}
            isDisabled={outdated || blocked !== undefined}
            isLoading={busy}
            isAriaDisabled={busy}
          >
            {t('Import')}
          </Button>
          <span className="rc-subtle" role="status">
            {outdated
              ? t('Check the source first.')
              : busy && run.tags.length > 1
                ? t('{{done}} of {{count}} tags', { done, count: run.tags.length })
                : ''}
          </span>
        </div>
        {outcome && (
          <ImportResults
            outcome={outcome}
            state={again.state}
            onRetry={() => void again.run()}
            onLookUp={(error) => void again.lookUp(error)}
          />
        )}
      </Form>
    </ProblemsContext>
  )
}

/** Streams of a project whose names are like this one, and the one the images go to when it is there; both live. */
function useTarget(namespace: string, name: string): { streams: string[]; stream: ImageStream | undefined } {
  const client = useQueryClient()
  const { data } = useQuery(listOf(ImageStream, { namespace }, streamRow))
  const names = (data?.items ?? []).map(({ metadata }) => metadata.name)
  // What a list below a field can show.
  const streams = names.filter((each) => each.includes(name)).slice(0, 50)
  const options = objectOf(ImageStream, { namespace, name })
  const known = names.includes(name) || client.getQueryData(options.queryKey) !== undefined
  const { data: stream, error } = useQuery({ ...options, enabled: known })
  // An object that was deleted stays in the cache beside its error.
  return { streams, stream: error ? undefined : stream }
}

function tagsOfRun(form: ImportForm, check: Check): ImportRun['tags'] {
  const found = new Map(check.results.map((result) => [result.tag, result]))
  return wantedTagNames(form, check).map((tag) => {
    const result = form.scope === 'image' ? check.results[0] : found.get(tag)
    return { tag, digests: digestsOf(result, form) }
  })
}
