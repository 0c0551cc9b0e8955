import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { currentOf, ImageStream, tagOf, type TagReference } from '../../../k8s/resources/imageStream.ts'
import { copiedInto, isAskedAs, withTag } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { tagSourceCommand } from '../../../k8s/resources/tagCommands.ts'
import { perform } from '../../../k8s/writes.ts'
import { streamNameProblem, tagNameProblem } from '../../../lib/imageNames.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { TextField } from '../../../ui/fields.tsx'
import type { EditedObject } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { ManagedBySamples } from '../streams/ManagedBySamples.tsx'
import { explainWrite } from './sourceRefusal.tsx'
import { StreamFields } from './StreamFields.tsx'
import { DigestText, TagMoves } from './TagChange.tsx'
import { useSourceStream } from './useSourceStream.ts'
import { readStream, requireImage } from './tagWrites.ts'
import { changeableBits, useTagEditing, type TagName } from './useTagEditing.ts'

const noForm = () => ({})

/** The image of a tag in another stream, which may have to be made. */
export function CopyTagDialog(which: TagName) {
  const { namespace, stream, tag: tagName } = which
  const client = useQueryClient()
  const copied = useTagEditing(which, { formOf: noForm, withImage: true })
  const [form, setForm] = useState({ project: namespace, stream: '', tag: tagName })
  const target = useSourceStream({ project: form.project, name: form.stream, enabled: true })
  const found = target.state === 'ready' ? target.stream : undefined
  const scope = { namespace: form.project }
  const mayPatch = useRefusal('patch', ImageStream, { ...scope, name: form.stream }, { enabled: found !== undefined })
  const mayCreate = useRefusal('create', ImageStream, scope, { enabled: target.state === 'missing' })
  const digest = currentOf(copied.tag)?.image
  const self = form.project === namespace && form.stream === stream && form.tag === tagName

  const problems = {
    stream:
      streamNameProblem(form.project, form.stream) ??
      (target.state === 'loading' ? t('The image stream is still being read.') : undefined) ??
      (target.state === 'failed' ? target.message : undefined),
    tag:
      tagNameProblem(form.tag) ??
      (self ? t('This is the tag itself. Choose another stream or another tag.') : undefined),
    form: digest ? undefined : t('{{tag}} has no image yet.', { tag: tagName }),
  }
  const valid = Object.values(problems).every((problem) => problem === undefined)
  const wanted = (into: ImageStream | undefined): TagReference =>
    copiedInto(into, form.tag, { namespace, stream, digest: digest ?? '' })
  const names = { namespace: form.project, name: form.stream }
  const existing = found?.spec?.tags?.find(({ name }) => name === form.tag)
  const overwritten = found && tagOf(found, form.tag)
  const full = `${form.project}/${form.stream}:${form.tag}`
  return (
    <ActionDialog
      title={t('Copy {{name}} to another stream', { name: `${stream}:${tagName}` })}
      confirm={t('Copy')}
      editing={found && editingOf(found, form.tag)}
      command={valid ? tagSourceCommand(names, existing, wanted(found)) : undefined}
      perform={async (seen: ImageStream | undefined) => {
        const write = seen
          ? { seen, patch: withTag(seen, wanted(seen)) }
          : { create: { metadata: names, spec: { tags: [wanted(undefined)] } } }
        requireImage(await perform(client, ImageStream, write), form.tag, digest ?? '')
      }}
      isDone={async (latest: ImageStream | undefined) => {
        const into = latest ?? (await readStream(client, names))
        return isAskedAs(into, wanted(into))
      }}
      done={t('Copied {{name}} to {{target}}', { name: `${stream}:${tagName}`, target: full })}
      problems={problems}
      explain={explainWrite(form.project)}
      blocked={mayPatch ?? mayCreate}
    >
      <p>
        {t('The image stays the same, whatever happens to {{name}} later:', { name: `${stream}:${tagName}` })}{' '}
        <DigestText value={digest} />
      </p>
      <StreamFields
        project={form.project}
        stream={form.stream}
        names={target.names}
        onProject={(project) => setForm({ ...form, project })}
        onStream={(name) => setForm({ ...form, stream: name })}
        streamField="stream"
        help={t('One that is there, or a new one.')}
      />
      <TextField name="tag" label={t('Tag')} value={form.tag} onChange={(tag) => setForm({ ...form, tag })} required />
      {target.state === 'missing' && problems.stream === undefined && (
        <p className="rc-subtle">
          {t('There is no image stream {{name}} in {{project}}: it is made.', {
            name: form.stream,
            project: form.project,
          })}
        </p>
      )}
      {found && <ManagedBySamples stream={found} />}
      {found && overwritten && (
        <TagMoves stream={found} tag={form.tag} after={wanted(found)}>
          <p>
            {t('The tag {{name}} exists: it gets this image. Its annotations and its reference policy stay.', {
              name: full,
            })}
            {sentenceGap()}
            {t('Until now it has')} <DigestText value={currentOf(overwritten)?.image} />
          </p>
        </TagMoves>
      )}
    </ActionDialog>
  )
}

/** The target as it is now: what matters of it is the tag that is written. */
function editingOf(target: ImageStream, tag: string): EditedObject<ImageStream> {
  const { namespace, name } = target.metadata
  return {
    type: ImageStream,
    namespace,
    name,
    base: target,
    gone: false,
    relevant: (stream) => changeableBits(stream, tag),
    // The form holds nothing of the target.
    rebase: () => {},
  }
}
