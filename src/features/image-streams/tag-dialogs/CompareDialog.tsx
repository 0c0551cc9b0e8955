import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate } from 'react-router'
import { tagOf, tagsOf } from '../../../k8s/resources/imageStream.ts'
import { naturalCompare } from '../../../lib/naturalCompare.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ProblemsContext, SelectField } from '../../../ui/fields.tsx'
import { firstFieldOf, focusProblem } from '../../../ui/formFocus.ts'
import { closeDialog } from '../../../ui/openDialog.tsx'
import { revisionOptions } from './SourceFields.tsx'
import { StreamFields } from './StreamFields.tsx'
import { useSourceStream } from './useSourceStream.ts'
import type { TagName } from './useTagEditing.ts'

/** Chooses what to compare a tag with: another tag, or a revision of one. */
export function CompareDialog({ namespace, stream, tag }: TagName) {
  const navigate = useNavigate()
  const id = useId()
  const [form, setForm] = useState({ project: namespace, stream, tag: '', digest: '' })
  const [attempted, setAttempted] = useState(false)
  const other = useSourceStream({ project: form.project, name: form.stream, enabled: true })
  const tags = other.stream ? tagsOf(other.stream).map(({ name }) => name) : []
  const chosen = other.stream && tagOf(other.stream, form.tag)
  const itself = form.project === namespace && form.stream === stream && form.tag === tag && form.digest === ''
  const problems = {
    stream:
      other.state === 'missing'
        ? t('There is no image stream {{name}} in {{project}}.', { name: form.stream, project: form.project })
        : other.state === 'none'
          ? t('Choose an image stream.')
          : other.message,
    tag: !chosen
      ? t('Choose a tag.')
      : itself
        ? t('This is the tag itself. Choose one of its revisions, or another tag.')
        : undefined,
  }
  const compare = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (Object.values(problems).some((problem) => problem !== undefined)) return focusProblem(fields)
    const b = `${form.project}/${form.stream}${form.digest ? `@${form.digest}` : `:${form.tag}`}`
    closeDialog()
    void navigate(paths.compare(`${namespace}/${stream}:${tag}`, b))
  }
  return (
    <Dialog
      title={t('Compare {{name}}', { name: `${stream}:${tag}` })}
      onClose={closeDialog}
      stays
      elementToFocus={firstFieldOf(id)}
      footer={
        <>
          <Button type="submit" form={id} variant="primary">
            {t('Compare')}
          </Button>
          <Button variant="link" onClick={closeDialog}>
            {t('Cancel')}
          </Button>
        </>
      }
    >
      <ProblemsContext value={attempted ? problems : {}}>
        <Form
          id={id}
          noValidate
          aria-label={t('Compare {{name}}', { name: `${stream}:${tag}` })}
          onSubmit={(event) => {
            event.preventDefault()
            compare(event.currentTarget)
          }}
        >
          <StreamFields
            project={form.project}
            stream={form.stream}
            names={other.names}
            onProject={(project) => setForm({ project, stream: '', tag: '', digest: '' })}
            onStream={(name) => setForm({ ...form, stream: name, tag: '', digest: '' })}
            streamField="stream"
          />
          <SelectField
            name="tag"
            label={t('Tag')}
            value={form.tag}
            onChange={(name) => setForm({ ...form, tag: name, digest: '' })}
            options={[
              { value: '', label: tags.length > 0 ? t('Choose a tag') : t('No tags') },
              ...tags.toSorted(naturalCompare).map((name) => ({ value: name, label: name })),
            ]}
          />
          <SelectField
            name="digest"
            label={t('Revision')}
            value={form.digest}
            onChange={(digest) => setForm({ ...form, digest })}
            options={[{ value: '', label: t('The current one') }, ...revisionOptions(chosen).slice(1)]}
          />
        </Form>
      </ProblemsContext>
    </Dialog>
  )
}
