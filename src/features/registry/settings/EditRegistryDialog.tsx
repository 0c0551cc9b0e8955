import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cause } from '../../../k8s/ApiError.ts'
import { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { isChangedSetting, type ConfigGroup } from '../../../k8s/resources/registryConfigFields.ts'
import { parseFieldPath } from '../../../lib/fieldPath.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import { AffinityField, NodeSelectorField, ResourceFields, TolerationFields } from '../../../ui/PodFields.tsx'
import { useSchemaProblem } from '../../../ui/useSchemaProblem.ts'
import { ConfigFieldControl } from './ConfigFieldControl.tsx'
import { explainRefusal } from './Refusal.tsx'
import { removalName, RemovalConsequences } from './RemovalConsequences.tsx'
import { RolloutNote } from './RolloutNote.tsx'
import { fieldAt, formFields, specChange, specOf } from './registryForm.ts'
import { SecretField } from './SecretField.tsx'
import { StateConsequences } from './StateConsequences.tsx'
import { groupTitle } from './settingsWords.ts'
import { useConfigForm, type ConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

const podNames = [
  'resources',
  'cpuRequest',
  'memoryRequest',
  'cpuLimit',
  'memoryLimit',
  'nodeSelector',
  'tolerations',
  'affinity',
]

/** All settings of the registry in a form. It refuses what the API takes and the operator or the pods then fail at. */
export function EditRegistryDialog() {
  const use = useConfigForm()
  const { base, edits, patch, refusal, action } = use
  const problems = { ...use.problems, ...useSchemaProblems(use) }
  const isWrong = Object.keys(problems).length > 0
  const state = edits.fields?.['managementState']
  const removes = state === 'Removed' && base.spec?.managementState !== 'Removed'
  return (
    <ActionDialog
      {...action}
      command={isWrong ? undefined : action.command}
      title={t('Edit registry settings')}
      confirm={t('Save')}
      danger={removes}
      size="large"
      done={t('Saved the settings of the registry')}
      problems={{
        ...problems,
        ...(patch === undefined && !isWrong && { unchanged: t('Nothing is changed yet.') }),
      }}
      blocked={refusal}
      explain={explainRefusal}
      fieldOf={({ field }: Cause) => (field.startsWith('spec.') ? fieldAt(parseFieldPath(field).slice(1)) : undefined)}
      {...(removes && { typeToConfirm: removalName(base), confirmAnew: true })}
    >
      <Fields group="state" use={use} />
      {removes && <RemovalConsequences config={base} />}
      {(state === 'Managed' || state === 'Unmanaged') &&
        state !== base.spec?.managementState &&
        !problems['managementState'] && <StateConsequences state={state} config={base} />}
      <FieldWarning text={use.warnings['storage']} />
      <Section group="network" use={use} isWrong={isWrong}>
        <p className="rc-subtle">
          {t('Routes of your own are added and changed on the tab Routes, the storage on the tab Storage.')}
          {sentenceGap()}
          <Link to={paths.registry('routes')}>{t('Routes')}</Link>
        </p>
        <FieldWarning text={use.warnings['routes']} />
      </Section>
      <Section group="requests" use={use} isWrong={isWrong} />
      <Section group="logging" use={use} isWrong={isWrong} />
      <Section group="pods" use={use} isWrong={isWrong}>
        <PodSettings use={use} />
      </Section>
      <Section group="advanced" use={use} isWrong={isWrong}>
        <SecretField use={use} />
      </Section>
      <RolloutNote before={base.spec ?? {}} after={specOf(base, edits)} change={specChange(patch)} />
    </ActionDialog>
  )
}

/** What the schema says of the fields that are typed as YAML. */
function useSchemaProblems({ edits }: ConfigForm): Record<string, string> {
  const text = (name: string) => {
    const typed = edits.fields?.[name]
    return typeof typed === 'string' ? typed : undefined
  }
  const affinity = useSchemaProblem(RegistryConfig, 'affinity', t('Affinity'), edits.affinity)
  const spread = useSchemaProblem(
    RegistryConfig,
    'topologySpreadConstraints',
    t('Topology spread constraints'),
    text('topologySpreadConstraints'),
  )
  return {
    ...(affinity !== undefined && { affinity }),
    ...(spread !== undefined && { topologySpreadConstraints: spread }),
  }
}

function Fields({ group, use }: { group: ConfigGroup; use: ConfigForm }) {
  return (
    <div className="rc-field-pair rc-m-two">
      {formFields
        .filter((field) => field.group === group)
        .map(({ name }) => (
          <ConfigFieldControl key={name} name={name} use={use} />
        ))}
    </div>
  )
}

interface SectionProps {
  group: ConfigGroup
  use: ConfigForm
  isWrong: boolean
  children?: ReactNode
}

/** What few people ever set. */
const rarelySet: ReadonlySet<ConfigGroup> = new Set(['requests', 'pods'])

/** A part of the form, closed while it is rarely set and nothing in it is set. What is wrong must not be hidden. */
function Section({ group, use, isWrong, children }: SectionProps) {
  const { base, edits } = use
  const own = formFields.filter((field) => field.group === group)
  const isSet = own.some((field) => isChangedSetting(field, { ...base, spec: specOf(base, edits) }))
  const isUsed = isSet || (group === 'pods' && hasPodSettings(use))
  const [open, setOpen] = useState(isUsed || !rarelySet.has(group))
  return (
    <details
      className="rc-pod-fields"
      open={open || (isUsed && isWrong)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{groupTitle(group)}</summary>
      <div className="rc-pod-fields__content">
        {group === 'pods' && children}
        <Fields group={group} use={use} />
        {group !== 'pods' && children}
      </div>
    </details>
  )
}

function hasPodSettings({ form }: ConfigForm): boolean {
  const texts = [form.cpuRequest, form.memoryRequest, form.cpuLimit, form.memoryLimit, form.affinity]
  return texts.some(Boolean) || form.nodeSelector.length + form.tolerations.length > 0
}

const defaults = { cpu: '100m', memory: '256Mi' }

function PodSettings({ use: { form, set, warnings } }: { use: ConfigForm }) {
  return (
    <>
      <ResourceFields
        form={form}
        set={set}
        defaults={defaults}
        help={t(
          'Default: requests of {{cpu}} CPU and {{memory}} memory, no limits. As soon as one is set, none of these defaults holds.',
          defaults,
        )}
      />
      <NodeSelectorField
        form={form}
        set={set}
        help={t(
          'Labels that a node must have, besides being Linux. Default: none. With one, the pods are not spread over nodes and zones by default any more.',
        )}
      />
      <TolerationFields form={form} set={set} />
      <AffinityField
        form={form}
        set={set}
        help={t(
          'YAML with nodeAffinity, podAffinity or podAntiAffinity. Default: with 2 replicas, never two on the same node.',
        )}
      />
      {Object.entries(warnings).map(
        ([field, text]) =>
          podNames.some((name) => field === name || field.startsWith(`${name}.`)) && (
            <FieldWarning key={field} text={text} />
          ),
      )}
    </>
  )
}
