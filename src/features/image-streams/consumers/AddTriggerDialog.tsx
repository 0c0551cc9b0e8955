import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../../lib/t.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream, tagsOf } from '../../../k8s/resources/imageStream.ts'
import { addTrigger, type WantedTrigger } from '../../../k8s/resources/imageTriggerChange.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField, SelectField } from '../../../ui/fields.tsx'
import { naturalCompare } from '../../../lib/naturalCompare.ts'
import { NotListedNotice } from './NotListedNotice.tsx'
import { triggerProblems, triggerWarnings } from './triggerChecks.ts'
import { addTriggerCommand } from './triggerCommand.ts'
import { containersIn, triggerHome, triggersIn, type WorkloadName } from './triggerHome.ts'
import { useChosenWorkload } from './useChosenWorkload.ts'
import { writeTriggers } from './writeTriggers.ts'

/** The stream to watch, and its tag where that is known. */
export interface TriggerSource {
  namespace: string
  stream: string
  tag?: string
}

export interface AddTriggerDialogProps {
  source: TriggerSource
  /** Chosen already. */
  workload?: WorkloadName & { container?: string }
}

/** Makes a workload follow a tag: which one, in which container. */
export function AddTriggerDialog({ source, workload: given }: AddTriggerDialogProps) {
  const client = useQueryClient()
  const { data: stream } = useQuery(objectOf(ImageStream, { namespace: source.namespace, name: source.stream }))
  const [project, setProject] = useState(given?.namespace ?? source.namespace)
  const [workload, setWorkload] = useState(given ? `${given.kind} ${given.name}` : '')
  const [chosenContainer, setContainer] = useState(given?.container)
  const [tag, setTag] = useState(source.tag ?? '')
  const [paused, setPaused] = useState(false)

  const [kind = '', name = ''] = workload.split(' ')
  const chosen = workload ? { kind, namespace: project, name } : undefined
  const { editing, error } = useChosenWorkload(chosen)
  const containers = editing ? containersIn(kind, editing.base) : []
  const isBuild = kind === 'BuildConfig'
  // The only container needs no choice.
  const container = isBuild
    ? undefined
    : (chosenContainer ?? (containers.length === 1 ? containers[0] : undefined) ?? '')
  const wanted: WantedTrigger = {
    namespace: source.namespace,
    stream: source.stream,
    tag,
    ...(container !== undefined && { container }),
    paused,
  }
  const form = { wanted, kind, project, name, containers }
  const problems = triggerProblems(form, editing?.base)
  if (error) problems['workload'] = error.message
  const isComplete = Object.keys(problems).length === 0
  const home = kind ? triggerHome(kind) : undefined
  const patch = editing && home && isComplete ? addTrigger(editing.base, home, wanted) : undefined
  const title = `${source.stream}${tag ? `:${tag}` : ''}`

  return (
    <ActionDialog
      title={t('Add trigger for {{tag}}', { tag: title })}
      confirm={t('Add trigger')}
      command={patch && editing && addTriggerCommand({ type: editing.type, namespace: project, name }, patch, wanted)}
      editing={editing}
      perform={async (base) => {
        if (home) await writeTriggers(client, kind, base, addTrigger(base, home, wanted))
      }}
      isDone={(latest) => latest !== undefined && has(triggersIn(kind, latest), wanted)}
      done={t('Added trigger to {{workload}}', { workload })}
      problems={problems}
    >
      <Choices
        {...{ project, workload, setWorkload }}
        setProject={(next) => {
          setProject(next)
          setWorkload('')
          setContainer(undefined)
        }}
        onWorkload={() => setContainer(undefined)}
      />
      {!isBuild && (
        <SelectField
          name="container"
          label={t('Container')}
          value={container ?? ''}
          onChange={setContainer}
          disabled={containers.length === 0}
          options={choices(t('Choose a container'), containers)}
          help={t('The image of this container follows the tag.')}
        />
      )}
      <SelectField
        name="tag"
        label={t('Tag')}
        value={tag}
        onChange={setTag}
        options={choices(
          t('Choose a tag'),
          stream
            ? tagsOf(stream)
                .map((one) => one.name)
                .toSorted(naturalCompare)
            : [],
        )}
      />
      <CheckboxField
        name="paused"
        label={t('Paused')}
        checked={paused}
        onChange={setPaused}
        help={
          paused
            ? t('Nothing happens until the trigger is resumed.')
            : isBuild
              ? t('A build starts at once, and again whenever the tag moves.')
              : t(
                  'The image that the tag has now is written into the container at once: when it is another one, the workload rolls out.',
                )
        }
      />
      {triggerWarnings(form, editing?.base).map((warning) => (
        <Alert inline status="warning" key={warning} title={warning} />
      ))}
    </ActionDialog>
  )
}

interface ChoicesProps {
  project: string
  setProject(project: string): void
  workload: string
  setWorkload(workload: string): void
  onWorkload(): void
}

/** Project and workload, of those that can be listed and can have triggers. */
function Choices({ project, setProject, workload, setWorkload, onWorkload }: ChoicesProps) {
  const { consumers, notListed, state } = useImageConsumers()
  const able = consumers.filter(({ kind }) => triggerHome(kind) !== undefined)
  const projects = new Set([...able.map(({ metadata }) => metadata.namespace ?? ''), project])
  const workloads = able
    .filter(({ metadata }) => metadata.namespace === project)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  // The one that was given is there before the others are read.
  const options = new Set([...workloads, ...(workload ? [workload] : [])])
  return (
    <>
      <SelectField
        name="project"
        label={t('Project')}
        value={project}
        onChange={setProject}
        options={[...projects].toSorted().map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="workload"
        label={t('Workload')}
        value={workload}
        onChange={(next) => {
          setWorkload(next)
          onWorkload()
        }}
        options={choices(
          state === 'loading' ? t('Looking through all workloads …') : t('Choose a workload'),
          [...options].toSorted(naturalCompare),
        )}
        help={t(
          'Deployments, stateful sets, daemon sets, cron jobs, deployment configs and build configs can follow a tag.',
        )}
      />
      <NotListedNotice notListed={notListed.filter(({ namespace }) => !namespace || namespace === project)} />
    </>
  )
}

const choices = (first: string, values: readonly string[]) => [
  { value: '', label: first },
  ...values.map((value) => ({ value, label: value })),
]

function has(triggers: ReturnType<typeof triggersIn>, wanted: WantedTrigger): boolean {
  return triggers.some(
    ({ namespace, stream, tag, containers, paused }) =>
      namespace === wanted.namespace &&
      stream === wanted.stream &&
      tag === wanted.tag &&
      paused === wanted.paused &&
      (wanted.container === undefined || containers.includes(wanted.container)),
  )
}
