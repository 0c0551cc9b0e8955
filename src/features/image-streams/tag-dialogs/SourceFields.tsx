import { historyOf, tagOf, tagsOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { naturalCompare } from '../../../lib/naturalCompare.ts'
import { relativeTime } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import { CheckboxField, RadioField, SelectField, TextField } from '../../../ui/fields.tsx'
import { ImportPolicyFields } from './ImportPolicyFields.tsx'
import { howOf, isOwnStream, type SourceForm, type SourceStream } from './sourceForm.ts'
import { StreamFields } from './StreamFields.tsx'

interface SourceFieldsProps {
  form: SourceForm
  set(change: Partial<SourceForm>): void
  /** The stream that the tag is in. */
  target: ImageStream
  from: SourceStream & { names: readonly string[] }
}

/** Where a tag gets its image from. */
export function SourceFields({ form, set, target, from }: SourceFieldsProps) {
  return (
    <>
      <RadioField
        name="origin"
        label={t('Source')}
        value={form.origin}
        onChange={(origin) => set({ origin: origin === 'stream' ? 'stream' : 'external' })}
        options={[
          { value: 'external', label: t('External image'), help: t('Imported from another registry.') },
          { value: 'stream', label: t('Tag of an image stream'), help: t('From this or another project.') },
        ]}
      />
      {form.origin === 'external' ? (
        <External form={form} set={set} />
      ) : (
        <FromStream form={form} set={set} target={target} from={from} />
      )}
    </>
  )
}

function External({ form, set }: Pick<SourceFieldsProps, 'form' | 'set'>) {
  return (
    <>
      <TextField
        name="pullSpec"
        label={t('Pull spec')}
        value={form.pullSpec}
        onChange={(pullSpec) => set({ pullSpec })}
        placeholder={t('quay.io/org/image:tag')}
        required
      />
      <CheckboxField
        name="reference"
        label={t('Reference only')}
        checked={form.reference}
        onChange={(reference) => set({ reference })}
        help={t('Nothing is imported: workloads get the pull spec as it is, and pull from there.')}
      />
      <ImportPolicyFields form={form} set={set} reference={form.reference} />
    </>
  )
}

function FromStream({ form, set, target, from }: SourceFieldsProps) {
  const tags = from.stream ? tagsOf(from.stream).map(({ name }) => name) : []
  const tag = from.stream && tagOf(from.stream, form.sourceTag)
  const own = isOwnStream(form, target)
  return (
    <>
      <StreamFields
        project={form.project}
        stream={form.source}
        names={from.names}
        onProject={(project) => set({ project, source: '', sourceTag: '', digest: '' })}
        onStream={(source) => set({ source, sourceTag: '', digest: '' })}
        streamField="source"
      />
      <SelectField
        name="sourceTag"
        label={t('Source tag')}
        value={form.sourceTag}
        onChange={(sourceTag) => set({ sourceTag, digest: '' })}
        options={[
          { value: '', label: tags.length > 0 ? t('Choose a tag') : t('No tags') },
          ...tags.toSorted(naturalCompare).map((name) => ({ value: name, label: name })),
        ]}
      />
      <RadioField
        name="how"
        label={t('How')}
        value={howOf(form, target)}
        onChange={(how) => set({ how: how === 'follow' || how === 'revision' ? how : 'copy' })}
        options={[
          ...(own
            ? [
                {
                  value: 'follow',
                  label: t('Follow the tag'),
                  help: t('Whenever that tag gets another image, this one gets it too.'),
                },
              ]
            : []),
          {
            value: 'copy',
            label: t('Copy its image once'),
            help: own
              ? t('This tag keeps the image, whatever happens to that one.')
              : t('This tag keeps the image, whatever happens to that one. Tags of other streams cannot be followed.'),
          },
          {
            value: 'revision',
            label: t('An exact revision of it'),
            help: t('One of the images that the tag has or had.'),
          },
        ]}
      />
      {howOf(form, target) === 'revision' && (
        <SelectField
          name="digest"
          label={t('Revision')}
          value={form.digest}
          onChange={(digest) => set({ digest })}
          options={[{ value: '', label: t('Choose a revision') }, ...revisionOptions(tag)]}
        />
      )}
    </>
  )
}

/** The images of a tag, each once, newest first. */
export function revisionOptions(tag: ReturnType<typeof tagOf>) {
  const seen = new Set<string>()
  return (tag ? historyOf(tag) : []).flatMap(({ image, created }, place) => {
    if (!image || seen.has(image)) return []
    seen.add(image)
    const age = created ? relativeTime(created, Date.now()) : undefined
    const words = [shortDigest(image), age, place === 0 && t('current')]
    return { value: image, label: words.filter(Boolean).join(' · ') }
  })
}
