import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Cause } from '../../../k8s/ApiError.ts'
import { credentialsName } from '../../../k8s/resources/registryCredentials.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { removalEffect, storagePlace, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { storageType, type StorageType } from '../../../k8s/resources/registryStorageTypes.ts'
import { listed, sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField } from '../../../ui/fields.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { changeConfig } from '../configChange.ts'
import { rolloutOf } from '../settings/rollout.ts'
import { ensureClaim, planCommands, writeCredentials } from './applyStorage.ts'
import { MovingNotice } from './CopyImages.tsx'
import { planStorage, storageFormOf, type StorageForm, type StoragePlan } from './storageForm.ts'
import { StorageFields } from './StorageFields.tsx'
import { useStorageFacts } from './useStorageFacts.ts'

const relevant = ({ spec }: RegistryConfig) => ({
  spec: { storage: spec?.storage ?? {}, replicas: spec?.replicas, rolloutStrategy: spec?.rolloutStrategy },
})

/** Where images are kept, in a form: one type, its settings, its claim or credentials. */
export function ChangeStorageDialog({ type }: { type: StorageType | undefined }) {
  const client = useQueryClient()
  const facts = useStorageFacts()
  const [made, setMade] = useState<readonly string[]>([])
  const editing = useEditing<RegistryConfig, StorageForm>({
    type: RegistryConfig,
    name: registryConfigName,
    formOf: (config) => ({ ...storageFormOf(config), ...(type && { type }) }),
    relevant,
  })
  const { base, form, set } = editing
  const blocked = useRefusal('patch', RegistryConfig, { name: registryConfigName })
  const plan = planStorage(base, form, facts.claims)
  const isUnchanged = plan.patch === undefined && plan.credentials === undefined
  const isWrong = Object.keys(plan.problems).length > 0
  return (
    <ActionDialog
      title={t('Change storage')}
      confirm={t('Change storage')}
      danger={plan.moves && form.type === 'emptyDir'}
      size="large"
      editing={editing}
      blocked={blocked}
      command={isWrong || isUnchanged ? undefined : planCommands(plan, form.credentials)}
      perform={async (seen) => {
        const change = planStorage(seen, editing.formOn(seen), facts.claims)
        const before: string[] = []
        setMade(before)
        // In this order: the operator looks for the claim and the credentials as soon as they are asked for.
        if (change.claim) {
          await ensureClaim(client, change.claim)
          before.push(t('claim {{name}}', { name: change.claim.metadata.name }))
        }
        if (change.credentials) {
          await writeCredentials(change.credentials, form.credentials)
          before.push(t('secret {{name}}', { name: credentialsName }))
        }
        setMade([...before])
        if (change.patch) await changeConfig(client, seen, change.patch)
      }}
      // Whether a secret holds what was typed cannot be looked up: it would have to be read.
      {...(plan.credentials === undefined && {
        isDone: (latest: RegistryConfig | undefined) =>
          latest !== undefined && planStorage(latest, editing.formOn(latest), facts.claims).patch === undefined,
      })}
      explain={written(made)}
      done={
        plan.patch
          ? t('Changed the storage to {{place}}', { place: storagePlace(plan.spec.storage) })
          : t('Replaced the credentials')
      }
      problems={{
        ...plan.problems,
        ...(isUnchanged && !isWrong && { unchanged: t('Nothing is changed yet.') }),
      }}
      fieldOf={({ field }) => fieldAt(field, form.type)}
    >
      <Present config={base} />
      <StorageFields config={base} form={form} plan={plan} facts={facts} set={set} />
      {plan.forOne && (
        <CheckboxField
          name="adaptToOne.replicas"
          label={t('Set replicas to 1 and the rollout strategy to Recreate with it')}
          checked={form.adaptToOne}
          onChange={(adaptToOne) => set({ adaptToOne })}
          help={t(
            'The claim is for one node at a time: with more pods, or a new pod beside the old, one of them never starts.',
          )}
        />
      )}
      {form.type !== '' && !isUnchanged && <Consequences config={base} plan={plan} />}
    </ActionDialog>
  )
}

/** What was written before the change that was refused. */
function written(made: readonly string[]): (() => ReactNode) | undefined {
  if (made.length === 0) return undefined
  const what = listed(made)
  return () => (
    <p>{t('Before that, this was written and stays: {{what}}. Another attempt goes on with it.', { what })}</p>
  )
}

/** Where images are now, and that of several types. */
function Present({ config }: { config: RegistryConfig }) {
  const { storage } = config.spec ?? {}
  if (storageTypeOf(storage) === 'several')
    return (
      <Alert inline status="danger" title={t('Several types of storage are set')}>
        {t(
          'They are {{place}}. The operator refuses more than one and changes nothing. Saving leaves the one that is chosen here.',
          {
            place: storagePlace(storage),
          },
        )}
      </Alert>
    )
  const { deletes } = removalEffect(config)
  return (
    <p>
      {t('Now: {{place}}.', { place: storagePlace(config.status?.storage ?? storage) })}
      {sentenceGap()}
      {deletes && t('Removing the registry would delete it with all images.')}
    </p>
  )
}

function Consequences({ config, plan }: { config: RegistryConfig; plan: StoragePlan }) {
  const before = config.status?.storage ?? config.spec?.storage
  const hasImages = storageTypeOf(before) !== 'none'
  const losesSight = plan.moves && hasImages
  return (
    <Alert inline status={losesSight || plan.warnings.length > 0 ? 'warning' : 'info'} title={t('What this does')}>
      {losesSight && <MovingNotice from={before} to={plan.spec.storage} />}
      {losesSight && storageTypeOf(before) !== 'emptyDir' && (
        <p>{t('{{place}} is left as it is, until somebody deletes it.', { place: capital(storagePlace(before)) })}</p>
      )}
      {config.spec?.managementState === 'Removed' ? (
        <p>{t('The registry is removed: the storage is used once it is managed again.')}</p>
      ) : config.spec?.managementState === 'Unmanaged' ? (
        <p>{t('The registry is unmanaged: the operator changes nothing until it is managed again.')}</p>
      ) : plan.credentials || rolloutOf(config.spec ?? {}, plan.patch?.spec ?? {}) === 'roll' ? (
        <p>{t('The pods of the registry are replaced. Pushes that are under way break and have to be repeated.')}</p>
      ) : (
        <p>{t('The pods of the registry stay: who manages the storage counts when the registry is removed.')}</p>
      )}
      {plan.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </Alert>
  )
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** Which field a refusal of the API server is about. */
function fieldAt(field: Cause['field'], type: StorageForm['type']): string | undefined {
  const start = `spec.storage.${type}.`
  if (type === '' || !field.startsWith(start))
    return field === 'spec.storage.managementState' ? 'storage.managementState' : undefined
  const path = field.slice(start.length)
  return storageType(type).fields.some((known) => known.path === path) ? path : undefined
}
