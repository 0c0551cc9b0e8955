import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { ImageStream, tagOf, type TagReference } from '../../../k8s/resources/imageStream.ts'
import { isAskedAs, withAnnotations, withSource, withTag } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { tagSourceCommand } from '../../../k8s/resources/tagCommands.ts'
import { perform } from '../../../k8s/writes.ts'
import { tagNameProblem } from '../../../lib/imageNames.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { sourceFormOf, sourceProblems, wantedSource, type SourceForm } from './sourceForm.ts'
import { explainWrite, sourceFieldOf } from './sourceRefusal.tsx'
import { SourceFields } from './SourceFields.tsx'
import { descriptionChanges } from './tagDescription.ts'
import { useSourceStream } from './useSourceStream.ts'

interface AddTagForm extends SourceForm {
  tag: string
  displayName: string
  description: string
}

// Whatever else changes in the stream meanwhile is taken over.
const relevant = () => undefined
const formOf = (stream: ImageStream): AddTagForm => ({
  ...sourceFormOf(stream, { name: '' }),
  tag: '',
  displayName: '',
  description: '',
})

/** A new tag of a stream. */
export function AddTagDialog({ namespace, stream }: { namespace: string; stream: string }) {
  const client = useQueryClient()
  const editing = useEditing<ImageStream, AddTagForm>({ type: ImageStream, namespace, name: stream, formOf, relevant })
  const { form, set, base } = editing
  const name = form.tag.trim()
  const from = useSourceStream({
    project: form.project,
    name: form.source,
    enabled: form.origin === 'stream',
    into: namespace,
  })
  const wanted = (seen: ImageStream): TagReference | undefined => {
    const source = wantedSource(form, seen, name, from)
    const { displayName, description } = form
    return (
      source &&
      withAnnotations(withSource({ name }, source), descriptionChanges({ name }, { displayName, description }))
    )
  }
  const invalid = tagNameProblem(name) ?? (tagOf(base, name) && existsText(name))
  const after = invalid === undefined ? wanted(base) : undefined
  const full = `${stream}:${name}`
  return (
    <ActionDialog
      title={t('Add tag to {{name}}', { name: stream })}
      confirm={t('Add tag')}
      editing={editing}
      command={after && tagSourceCommand({ namespace, name: stream }, undefined, after)}
      perform={async (seen: ImageStream) => {
        // A patch would put the tag in the place of one that somebody else has just made.
        if (tagOf(seen, name)) throw alreadyExists(full)
        const tag = wanted(seen)
        if (tag) await perform(client, ImageStream, { seen, patch: withTag(seen, tag) })
      }}
      isDone={(latest) => after !== undefined && isAskedAs(latest, after)}
      done={
        form.origin === 'external' && !form.reference
          ? t('Added tag {{name}}: its import is under way', { name: full })
          : t('Added tag {{name}}', { name: full })
      }
      problems={{ tag: invalid || undefined, ...sourceProblems(form, base, name, from) }}
      fieldOf={sourceFieldOf}
      explain={explainWrite(namespace)}
    >
      <TextField name="tag" label={t('Tag')} value={form.tag} onChange={(tag) => set({ tag })} required />
      <SourceFields form={form} set={set} target={base} from={from} />
      <TextField
        name="displayName"
        label={t('Display name')}
        value={form.displayName}
        onChange={(displayName) => set({ displayName })}
      />
      <TextField
        name="description"
        label={t('Description')}
        value={form.description}
        onChange={(description) => set({ description })}
      />
      {invalid === undefined && <Rollouts stream={base} tag={name} />}
    </ActionDialog>
  )
}

const existsText = (tag: string) =>
  t('The tag {{tag}} exists already. To give it another image, change its source.', { tag })

function alreadyExists(name: string): ApiError {
  const message = t('Somebody has just made the tag {{name}}.', { name })
  return new ApiError({ code: 409, reason: 'AlreadyExists', message, url: '', method: 'PATCH' })
}
