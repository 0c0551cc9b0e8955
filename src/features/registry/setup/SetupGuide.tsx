import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { Infrastructure } from '../../../k8s/resources/infrastructure.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ProblemsContext, SelectField, TextField } from '../../../ui/fields.tsx'
import { focusProblem } from '../../../ui/formFocus.ts'
import { MovingNotice } from './CopyImages.tsx'
import { SetupReview } from './SetupReview.tsx'
import { SizingHelper } from './SizingHelper.tsx'
import { planStorage, storageFormOf, type Companions, type StorageForm } from './storageForm.ts'
import { StorageFields } from './StorageFields.tsx'
import type { useApplySteps } from './useApplySteps.ts'
import { useStorageFacts } from './useStorageFacts.ts'

interface SetupGuideProps {
  /** Undefined: it may not be read. The commands are of use all the same. */
  config: RegistryConfig | undefined
  infrastructure: Infrastructure | undefined
  applying: ReturnType<typeof useApplySteps>
}

/** From a registry without storage to one that is managed: size, storage, pods, review. */
export function SetupGuide({ config = unread, infrastructure, applying }: SetupGuideProps) {
  const facts = useStorageFacts()
  const [edits, setEdits] = useState<Partial<StorageForm>>({})
  const [chosen, setChosen] = useState<{ replicas?: string; rolloutStrategy?: string }>({})
  const [attempted, setAttempted] = useState(false)
  const set = (change: Partial<StorageForm>) => setEdits((before) => ({ ...before, ...change }))

  const isSmall = infrastructure?.status?.infrastructureTopology === 'SingleReplica'
  const formOn = (object: RegistryConfig): StorageForm => ({ ...storageFormOf(object), ...edits })
  const podsOn = (object: RegistryConfig) => {
    const form = formOn(object)
    const isOne = planStorage(object, form, facts.claims).forOne || form.type === 'emptyDir'
    return {
      isOne,
      replicas: chosen.replicas ?? (isOne || isSmall ? '1' : '2'),
      rolloutStrategy: chosen.rolloutStrategy ?? (isOne ? 'Recreate' : 'RollingUpdate'),
    }
  }
  const planOn = (object: RegistryConfig) =>
    planStorage(object, formOn(object), facts.claims, companionsOf(object, podsOn(object)))

  const form = formOn(config)
  const pods = podsOn(config)
  const plan = planOn(config)
  const problems = { ...plan.problems, ...replicaProblem(pods.replicas) }
  const submit = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (Object.keys(problems).length > 0) return focusProblem(fields)
    void applying.apply(planOn, form.credentials)
  }
  return (
    <ProblemsContext value={attempted ? problems : {}}>
      <Form
        noValidate
        aria-label={t('Set up the registry')}
        className="rc-setup__form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <Panel title={t('1. Size')}>
          <SizingHelper
            onUse={(size) => set({ type: 'pvc', claimFrom: 'new', newClaim: { ...form.newClaim, size } })}
          />
        </Panel>
        <Panel title={t('2. Storage')}>
          <div className="rc-setup__fields">
            <StorageFields config={config} form={form} plan={plan} facts={facts} set={set} />
            {plan.moves && config.status?.storage && Object.keys(config.status.storage).length > 0 && (
              <MovingNotice from={config.status.storage} to={plan.spec.storage} />
            )}
          </div>
        </Panel>
        <Panel title={t('3. Pods')}>
          <div className="rc-setup__fields">
            {form.type !== '' && <p>{podWords(pods.isOne, isSmall)}</p>}
            <div className="rc-storage__grid">
              <TextField
                name="adaptToOne.replicas"
                label={t('Replicas')}
                value={pods.replicas}
                onChange={(replicas) => setChosen((before) => ({ ...before, replicas }))}
              />
              <SelectField
                name="adaptToOne.rolloutStrategy"
                label={t('Rollout strategy')}
                value={pods.rolloutStrategy}
                onChange={(rolloutStrategy) => setChosen((before) => ({ ...before, rolloutStrategy }))}
                options={[
                  { value: 'RollingUpdate', label: t('RollingUpdate: new pods beside the old') },
                  { value: 'Recreate', label: t('Recreate: the old pods end first') },
                ]}
              />
            </div>
          </div>
        </Panel>
        <Panel title={t('4. Review and apply')}>
          <SetupReview
            plan={plan}
            credentials={form.credentials}
            problems={problems}
            attempted={attempted}
            applying={applying}
            isRead={config !== unread}
          />
        </Panel>
      </Form>
    </ProblemsContext>
  )
}

function podWords(isOne: boolean, isSmall: boolean): string {
  if (isOne)
    return t(
      'This storage is for one pod: one replica, and Recreate, which ends the old pod before the new one begins.',
    )
  return isSmall
    ? t('The cluster has one node: one replica is all that the operator runs.')
    : t('This storage is shared: two replicas keep serving while one of them is replaced.')
}

const unread: RegistryConfig = { metadata: { name: 'cluster' } }

/** What goes with the storage: only what differs from what the operator takes by itself. */
function companionsOf({ spec }: RegistryConfig, pods: { replicas: string; rolloutStrategy: string }): Companions {
  const isDefault = pods.rolloutStrategy === 'RollingUpdate' && !spec?.rolloutStrategy
  return {
    managementState: 'Managed',
    replicas: Number(pods.replicas),
    ...(!isDefault && { rolloutStrategy: pods.rolloutStrategy }),
  }
}

function replicaProblem(replicas: string): Record<string, string> {
  return /^[1-9]\d{0,3}$/.test(replicas.trim())
    ? {}
    : {
        'adaptToOne.replicas': t('{{number}} is no number of replicas. Write 1 or more.', { number: replicas || '""' }),
      }
}
