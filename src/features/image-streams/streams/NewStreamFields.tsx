import { useProjects } from '../../../k8s/projects.ts'
import { t } from '../../../lib/t.ts'
import { CheckboxField, KeyValueField, SelectField, TextField } from '../../../ui/fields.tsx'
import type { SourceStream } from '../tag-dialogs/sourceForm.ts'
import { SourceFields } from '../tag-dialogs/SourceFields.tsx'
import { quotaText } from './ImageLimits.tsx'
import { targetOf, type Draft, type NewStreamForm } from './newStream.ts'
import { useImageLimits } from './useImageLimits.ts'

interface NewStreamFieldsProps {
  draft: Draft
  form: NewStreamForm
  set(change: Partial<NewStreamForm>): void
  from: SourceStream & { names: readonly string[] }
}

/** The form of a new image stream. */
export function NewStreamFields({ draft, form, set, from }: NewStreamFieldsProps) {
  const { namespace, name } = form
  const others = (draft.base.spec?.tags?.length ?? 0) - 1
  return (
    <>
      <ProjectField value={namespace} onChange={(project) => set({ namespace: project })} />
      <TextField
        name="name"
        label={t('Name')}
        value={name}
        onChange={(next) => set({ name: next })}
        required
        help={t(
          'Lower-case letters and digits, with single dots, underscores or hyphens between. It becomes part of the pull spec.',
        )}
      />
      <CheckboxField
        name="local"
        label={t('Lookup policy (local)')}
        checked={form.local}
        onChange={(local) => set({ local })}
        help={t('Pods and builds of the project may name the stream instead of a pull spec.')}
      />
      <KeyValueField name="labels" label={t('Labels')} entries={form.labels} onChange={(labels) => set({ labels })} />
      <KeyValueField
        name="annotations"
        label={t('Annotations')}
        multiline
        entries={form.annotations}
        onChange={(annotations) => set({ annotations })}
        help={t('openshift.io/display-name names the stream for people.')}
      />
      <CheckboxField
        name="first"
        label={t('Add a first tag')}
        checked={form.first}
        onChange={(first) => set({ first })}
        help={t('Without one the stream begins empty: pushes and imports fill it.')}
      />
      {form.first && (
        <div className="pf-v6-c-form rc-create__part" role="group" aria-label={t('First tag')}>
          <TextField name="tag" label={t('Tag')} value={form.tag} onChange={(tag) => set({ tag })} required />
          <SourceFields
            form={form.source}
            set={(change) => set({ source: { ...form.source, ...change } })}
            target={targetOf(form)}
            from={from}
          />
        </div>
      )}
      {others > 0 && <p className="rc-subtle">{t('{{count}} more tags are in the YAML.', { count: others })}</p>}
    </>
  )
}

/** The project, of those that the person has; typed where they cannot be listed. */
function ProjectField({ value, onChange }: { value: string; onChange(project: string): void }) {
  const { names, state, error } = useProjects()
  const [quota] = useImageLimits(value || undefined).quotas
  const limit = quota && `${quotaText(quota)} (${t('quota {{name}} of the project', { name: quota.quota })})`
  const shared = { name: 'namespace', label: t('Project'), value, onChange, required: true }
  if (state === 'failed') return <TextField {...shared} help={limit ?? error?.message} />
  const known = value !== '' && !names.includes(value) ? [value, ...names] : names
  const none = { value: '', label: state === 'loading' ? t('Loading') : t('Choose a project') }
  return (
    <SelectField
      {...shared}
      options={[none, ...known.map((name) => ({ value: name, label: name }))]}
      {...(limit !== undefined && { help: limit })}
    />
  )
}
