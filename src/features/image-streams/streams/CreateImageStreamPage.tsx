import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core/dist/esm/components/ToggleGroup'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate, useSearchParams } from 'react-router'
import { ApiError, type Cause } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { perform } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { ActionAlerts } from '../../../ui/ActionAlerts.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EquivalentCommand } from '../../../ui/EquivalentCommand.tsx'
import { ProblemsContext } from '../../../ui/fields.tsx'
import { focusProblem } from '../../../ui/formFocus.ts'
import { Page } from '../../../ui/Page.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { useAction } from '../../../ui/useAction.ts'
import { useDenied } from '../../../ui/useDenied.tsx'
import { LeaveGuard } from '../../../ui/yaml/LeaveGuard.tsx'
import type { SourceForm } from '../tag-dialogs/sourceForm.ts'
import { useSourceStream } from '../tag-dialogs/useSourceStream.ts'
import { fieldOf as fieldOfMetadata } from './EditLabelsDialog.tsx'
import { LimitRefusal } from './LimitRefusal.tsx'
import {
  createCommand,
  createFromText,
  draftProblems,
  emptyStream,
  formOfDraft,
  isCreated,
  streamOf,
  type Draft,
} from './newStream.ts'
import { NewStreamFields } from './NewStreamFields.tsx'
import type { ReadYaml } from './NewStreamYaml.tsx'
import './create.css'

// The editor is larger than the rest of the page.
const NewStreamYaml = lazy(async () => ({ default: (await import('./NewStreamYaml.tsx')).NewStreamYaml }))

/** Creates an image stream, by a form or by YAML: both show the same object. */
export function CreateImageStreamPage() {
  const [params] = useSearchParams()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [begun] = useState<Draft>(() => ({ base: emptyStream(params.get('project') ?? ''), edits: {} }))
  const [draft, setDraft] = useState(begun)
  const [view, setView] = useState<'form' | 'yaml'>('form')
  const [text, setText] = useState<string>()
  const [attempted, setAttempted] = useState(false)
  const [unread, setUnread] = useState<string>()
  const [leaving, setLeaving] = useState(false)
  const yaml = useRef<{ read(): ReadYaml }>(null)

  const form = formOfDraft(draft)
  const from = useSourceStream({
    project: form.source.project,
    name: form.source.source,
    enabled: form.first && form.source.origin === 'stream',
    into: form.namespace,
  })
  const stream = streamOf(draft, from)
  const problems = draftProblems(draft, from)
  const wrong = Object.values(problems).filter((problem) => problem !== undefined)
  const refusal = useDenied('create', ImageStream, view === 'form' ? form.namespace : '')
  const asked = useRef(stream)

  /** Nothing that was typed is asked about any more. */
  const leave = (to: string) => {
    flushSync(() => setLeaving(true))
    void navigate(to)
  }
  const action = useAction<ImageStream>({
    perform: () => perform(client, ImageStream, { create: asked.current }),
    isDone: () => isThere(client, asked.current),
    onDone: () => {
      const { namespace = '', name } = asked.current.metadata
      showToast({ status: 'success', title: t('Created image stream {{name}}', { name }) })
      leave(paths.imageStream(namespace, name))
    },
  })
  const { state } = action
  const busy = state.kind === 'busy' || state.kind === 'looking'
  const causes = state.kind === 'failed' ? state.error.causes : noCauses
  const refused = view === 'form' ? causeProblems(causes, form.source.origin) : {}

  const submit = (fields: HTMLFormElement) => {
    if (busy) return
    flushSync(() => setAttempted(true))
    if (view === 'form' && wrong.length > 0) focusProblem(fields)
    setUnread(undefined)
    if (view === 'form') {
      if (wrong.length > 0 || refusal !== undefined) return
      asked.current = stream
    } else {
      const read = yaml.current?.read()
      if (!read?.stream || read.errors > 0) {
        const count = Math.max(read?.errors ?? 0, 1)
        return setUnread(
          t('{{count}} problems in the text have to be solved first. They are listed below it.', { count }),
        )
      }
      asked.current = read.stream
    }
    void action.run()
  }
  const show = (next: 'form' | 'yaml') => {
    if (next === view) return
    if (next === 'form' && text !== undefined) {
      const read = yaml.current?.read().stream
      if (!read)
        return setUnread(t('The form cannot show this text: solve its problems first. They are listed below it.'))
      // A text that says the same keeps what the form holds beyond it, such as half an entry.
      if (!isSame(read, stream)) setDraft({ base: read, edits: {} })
    }
    setText(undefined)
    setUnread(undefined)
    setAttempted(false)
    action.reset()
    setView(next)
  }
  const dirty = text !== undefined || draft !== begun
  const shown = attempted
    ? { ...refused, ...Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem)) }
    : refused
  const alerts = unread !== undefined ? [unread] : attempted && view === 'form' ? wrong : []
  return (
    <Page
      title={t('Create image stream')}
      breadcrumbs={[{ title: t('Image streams'), path: paths.imageStreams({ project: form.namespace || undefined }) }]}
      description={t(
        'An image stream is a repository of the registry: it holds tags, and every image they ever pointed to.',
      )}
    >
      <LeaveGuard active={dirty && !leaving} />
      <ProblemsContext value={shown}>
        <Form
          noValidate
          className="rc-create"
          aria-label={t('Create image stream')}
          onSubmit={(event) => {
            event.preventDefault()
            submit(event.currentTarget)
          }}
        >
          <ToggleGroup aria-label={t('Configure with')}>
            <ToggleGroupItem text={t('Form')} isSelected={view === 'form'} onChange={() => show('form')} />
            <ToggleGroupItem text={t('YAML')} isSelected={view === 'yaml'} onChange={() => show('yaml')} />
          </ToggleGroup>
          {view === 'form' && refusal !== undefined && (
            // Before anything is filled in for nothing.
            <Alert inline status="info" title={t('You cannot do this')}>
              {refusal}
            </Alert>
          )}
          {view === 'form' ? (
            <NewStreamFields
              draft={draft}
              form={form}
              set={(change) => setDraft(({ base, edits }) => ({ base, edits: { ...edits, ...change } }))}
              from={from}
            />
          ) : (
            <Suspense fallback={<SkeletonLines lines={12} />}>
              <NewStreamYaml
                stream={stream}
                text={text}
                onChange={(next) => {
                  setText(next)
                  setUnread(undefined)
                }}
                causes={causes}
                attempted={attempted}
                handle={yaml}
              />
            </Suspense>
          )}
          <ActionAlerts
            state={state}
            gone={false}
            blocked={undefined}
            problems={alerts}
            mapped={Object.values(refused).length}
            explain={explainLimits}
            onLookUp={(error) => void action.lookUp(error)}
          />
          <EquivalentCommand
            command={
              view === 'yaml' && text !== undefined
                ? createFromText(text)
                : wrong.length === 0
                  ? createCommand(stream)
                  : undefined
            }
          />
          <div className="rc-create__actions">
            <Button
              type="submit"
              variant="primary"
              isLoading={busy}
              isAriaDisabled={busy}
              isDisabled={view === 'form' && refusal !== undefined}
            >
              {t('Create')}
            </Button>
            <Button variant="link" onClick={() => leave(paths.imageStreams({ project: form.namespace || undefined }))}>
              {t('Cancel')}
            </Button>
          </div>
        </Form>
      </ProblemsContext>
    </Page>
  )
}

/** The quota or limit that a refusal is about, in the project that was refused. */
function explainLimits(error: ApiError) {
  const namespace = /\/namespaces\/([^/]+)\//.exec(error.url)?.[1]
  return namespace && <LimitRefusal error={error} namespace={decodeURIComponent(namespace)} />
}

const noCauses: readonly Cause[] = []

/** The server's complaints at the fields that they are about. */
function causeProblems(causes: readonly Cause[], origin: SourceForm['origin']): Record<string, string> {
  return Object.fromEntries(
    causes.flatMap((cause) => {
      const field = fieldOf(cause, origin)
      return field === undefined ? [] : [[field, cause.message]]
    }),
  )
}

function fieldOf(cause: Cause, origin: SourceForm['origin']): string | undefined {
  const { field } = cause
  if (field === 'metadata.name') return 'name'
  if (field === 'metadata.namespace') return 'namespace'
  if (/^spec\.tags\[.*\]\.from/.test(field)) return origin === 'external' ? 'pullSpec' : 'source'
  return /^spec\.tags\[.*\]\.name$/.test(field) ? 'tag' : fieldOfMetadata(cause)
}

/** Whether the cluster has a stream as it was asked for. */
async function isThere(client: QueryClient, stream: ImageStream): Promise<boolean> {
  const { namespace, name } = stream.metadata
  try {
    const there = await client.fetchQuery({ ...objectOf(ImageStream, { namespace, name }), staleTime: 0 })
    return isCreated(there, stream)
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false
    throw error
  }
}
