import { currentOf, repositoriesOf, digestPullSpec } from '../../../k8s/resources/imageStream.ts'
import { referencePolicyOf } from '../../../k8s/resources/imageStreamTag.ts'
import { askedTag, withReferencePolicy, type ReferencePolicyType } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { RadioField } from '../../../ui/fields.tsx'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { TagEditDialog } from './TagEditDialog.tsx'
import { useTagEditing, type TagName } from './useTagEditing.ts'

/** Where workloads get the image of a tag from: its source, or the registry of the cluster. */
export function ReferencePolicyDialog(which: TagName) {
  const { stream, tag: tagName } = which
  const editing = useTagEditing(which, { formOf: (_, tag) => ({ type: referencePolicyOf(tag) }) })
  const { form, set, base, tag } = editing
  const current = currentOf(tag)
  const { internal } = repositoriesOf(base)
  const local = internal && current?.image ? digestPullSpec(internal, current.image) : undefined
  const same = current !== undefined && local === current.dockerImageReference
  const spec = (text: string | undefined) => (text ? <code className="rc-streams__long">{text}</code> : undefined)
  return (
    <TagEditDialog
      editing={editing}
      title={t('Edit reference policy of {{name}}', { name: `${stream}:${tagName}` })}
      confirm={t('Edit reference policy')}
      next={(seen) => withReferencePolicy(askedTag(seen, tagName), editing.formOn(seen).type)}
      done={t('Reference policy of {{name}} saved', { name: `${stream}:${tagName}` })}
    >
      <RadioField
        name="type"
        label={t('Reference policy')}
        value={form.type}
        onChange={(type) => set({ type: typeOf(type) })}
        options={[
          {
            value: 'Source',
            label: 'Source',
            help: (
              <>
                {t('Workloads pull the image from where it came, with credentials of their own.')}
                {sentenceGap()}
                {spec(current?.dockerImageReference)}
              </>
            ),
          },
          {
            value: 'Local',
            label: 'Local',
            help: (
              <>
                {t(
                  'Workloads pull it through the registry of this cluster, which fetches it with the credentials of the import, and keeps a copy. It goes on working for a while when the source is down.',
                )}
                {sentenceGap()}
                {spec(local)}
              </>
            ),
          },
        ]}
      />
      {same ? (
        <p className="rc-subtle">{t('The image is in the registry of this cluster: both give the same pull spec.')}</p>
      ) : (
        <div className="rc-subtle">
          <p>
            {t(
              'In effect at once, without an import: for pods and builds that are made from now on. What runs keeps its pull spec.',
            )}
          </p>
          {form.type !== referencePolicyOf(tag) && <Rollouts stream={base} tag={tagName} />}
        </div>
      )}
    </TagEditDialog>
  )
}

const typeOf = (text: string): ReferencePolicyType => (text === 'Local' ? 'Local' : 'Source')
