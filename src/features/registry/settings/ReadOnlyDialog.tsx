import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { objectOf } from '../../../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { explainRefusal } from './Refusal.tsx'
import { RolloutNote } from './RolloutNote.tsx'
import { specChange, specOf } from './registryForm.ts'
import { useConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

/** Asks whether the registry shall refuse pushes, or take them again. Without `on`: the other of what it does. */
export function ReadOnlyDialog({ on }: { on?: boolean | undefined }) {
  const { data } = useSuspenseQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  // What it was when the dialog opened: it must not ask the contrary when somebody else is faster.
  const [chosen] = useState(on ?? !data.spec?.readOnly)
  return <ReadOnly on={chosen} />
}

function ReadOnly({ on }: { on: boolean }) {
  const { base, edits, patch, refusal, action } = useConfigForm({ fields: { readOnly: on } })
  const title = on ? t('Set read-only') : t('Set writable')
  const already = on ? t('The registry is read-only already.') : t('The registry is writable already.')
  return (
    <ActionDialog
      {...action}
      title={title}
      confirm={title}
      done={on ? t('The registry becomes read-only') : t('The registry becomes writable')}
      blocked={refusal ?? (patch === undefined ? already : undefined)}
      explain={explainRefusal}
    >
      {on ? (
        <ul className="rc-consequences">
          <li>{t('Pushes fail, and builds with them, as soon as their pod is replaced. Pulls work.')}</li>
          <li>{t('Uploads under way end: what is not complete has to be pushed again later.')}</li>
          <li>{t('Images are pulled through from other registries, but no copies of them are kept meanwhile.')}</li>
          <li>
            {t(
              'Pruning needs a writable registry: oc adm prune images and the runs by schedule delete objects, but their blobs stay.',
            )}
            {sentenceGap()}
            <Link to={paths.pruning()}>{t('Suspend pruning')}</Link>
          </li>
          <li>
            {t(
              'A hard prune of the storage needs this: nothing may be pushed while it looks for blobs without an image.',
            )}
          </li>
        </ul>
      ) : (
        <ul className="rc-consequences">
          <li>{t('Pushes and builds work again as soon as the pods are replaced.')}</li>
          <li>{t('A hard prune that is going must have ended: it could delete what is being pushed.')}</li>
        </ul>
      )}
      <RolloutNote before={base.spec ?? {}} after={specOf(base, edits)} change={specChange(patch)} />
    </ActionDialog>
  )
}
