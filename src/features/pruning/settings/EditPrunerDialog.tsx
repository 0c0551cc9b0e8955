import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cause } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { ImagePruner, imagePrunerName, prunerDefaults } from '../../../k8s/resources/imagePruner.ts'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { perform } from '../../../k8s/writes.ts'
import { exactJson } from '../../../lib/exactJson.ts'
import { parseFieldPath } from '../../../lib/fieldPath.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { CheckboxField, SelectField, TextField } from '../../../ui/fields.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import { AffinityField, NodeSelectorField, ResourceFields, TolerationFields } from '../../../ui/PodFields.tsx'
import { useSchemaProblem } from '../../../ui/useSchemaProblem.ts'
import { useEditing } from '../../../ui/useEditing.ts'
import { AgeField } from './AgeField.tsx'
import { fieldAt, findingsOf, formOf, patchOf, rebasedEdits, type PrunerForm } from './prunerForm.ts'
import { logLevelOptions } from './prunerWords.ts'
import { ScheduleField } from './ScheduleField.tsx'
import './settings.css'

const relevant = ({ spec }: ImagePruner) => ({ spec: spec ?? {} })

/** All settings of the pruner in a form. It refuses what the API takes and the operator or every run then fails at. */
export function EditPrunerDialog() {
  const client = useQueryClient()
  const editing = useEditing<ImagePruner, PrunerForm>({ type: ImagePruner, name: imagePrunerName, formOf, relevant })
  const { data: cronJob } = useQuery(objectOf(CronJob, { namespace: registryNamespace, name: prunerName }))
  const { base, form, edits, set } = editing
  const { problems, warnings } = findingsOf(base, edits)
  const affinityProblem = useSchemaProblem(ImagePruner, 'affinity', t('Affinity'), edits.affinity)
  const patch = patchOf(base, edits)
  const isWrong = Object.keys(problems).length > 0 || affinityProblem !== undefined
  const fields = { form, set }
  return (
    <ActionDialog
      title={t('Edit pruning')}
      confirm={t('Save')}
      size="large"
      editing={{
        ...editing,
        rebase: (latest, keepEdits) => {
          if (keepEdits) set(rebasedEdits(base, edits, latest))
          editing.rebase(latest, keepEdits)
        },
      }}
      command={
        patch === undefined || isWrong
          ? undefined
          : commandLine('oc', 'patch', `imagepruner/${imagePrunerName}`, '--type=merge', '-p', exactJson(patch))
      }
      perform={async (seen) => {
        // Over another version nothing may be left to change.
        const change = patchOf(seen, seen === base ? edits : { ...edits, ...rebasedEdits(base, edits, seen) })
        if (change) await perform(client, ImagePruner, { seen, patch: change })
      }}
      isDone={(latest) => latest !== undefined && patchOf(latest, edits) === undefined}
      done={t('Saved the settings of pruning')}
      problems={{
        ...problems,
        ...(affinityProblem !== undefined && { affinity: affinityProblem }),
        ...(patch === undefined && !isWrong && { unchanged: t('Nothing is changed yet.') }),
      }}
      fieldOf={({ field }: Cause) => (field.startsWith('spec.') ? fieldAt(parseFieldPath(field).slice(1)) : undefined)}
    >
      <ScheduleField
        value={form.schedule}
        onChange={(schedule) => set({ schedule })}
        anchor={cronJob?.status?.lastScheduleTime}
        refusal={problems['schedule']}
      />
      <FieldWarning text={warnings['schedule']} />
      <CheckboxField
        name="suspend"
        label={t('Suspended')}
        checked={form.suspend}
        onChange={(suspend) => set({ suspend })}
        help={t('No run starts by itself. A run that is going goes on, and runs can be started by hand.')}
      />
      <FieldWarning text={warnings['suspend']} />
      <div className="rc-field-pair">
        <div>
          <TextField
            name="keepTagRevisions"
            label={t('Keep tag revisions')}
            value={form.keepTagRevisions}
            onChange={(keepTagRevisions) => set({ keepTagRevisions })}
            placeholder={String(prunerDefaults.keepTagRevisions)}
            help={t('How many of the newest revisions of each tag stay, whatever their age. Default: {{number}}.', {
              number: prunerDefaults.keepTagRevisions,
            })}
          />
          <FieldWarning text={warnings['keepTagRevisions']} />
        </div>
        <div>
          <AgeField base={base} form={form} edits={edits} set={set} />
          <FieldWarning text={warnings['keepYoungerThanDuration']} />
        </div>
      </div>
      <CheckboxField
        name="ignoreInvalidImageReferences"
        label={t('Ignore invalid image references')}
        checked={form.ignoreInvalidImageReferences}
        onChange={(ignoreInvalidImageReferences) => set({ ignoreInvalidImageReferences })}
        help={t(
          'A workload whose image reference cannot be read protects nothing then. Off: one such reference stops every run.',
        )}
      />
      <MoreFields {...fields} warnings={warnings} />
      <PodSection {...fields} warnings={warnings} isWrong={isWrong} />
    </ActionDialog>
  )
}

interface SectionProps {
  form: PrunerForm
  set(change: Partial<PrunerForm>): void
  warnings: Readonly<Record<string, string | undefined>>
}

function MoreFields({ form, set, warnings }: SectionProps) {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = prunerDefaults
  const known = logLevelOptions()
  const isKnown = known.some(({ value }) => value === form.logLevel)
  return (
    <div className="rc-field-pair">
      <div>
        <TextField
          name="successfulJobsHistoryLimit"
          label={t('Successful jobs history limit')}
          value={form.successfulJobsHistoryLimit}
          onChange={(limit) => set({ successfulJobsHistoryLimit: limit })}
          placeholder={String(successfulJobsHistoryLimit)}
          help={t('How many completed runs can still be looked at. Default: {{number}}.', {
            number: successfulJobsHistoryLimit,
          })}
        />
        <FieldWarning text={warnings['successfulJobsHistoryLimit']} />
      </div>
      <div>
        <TextField
          name="failedJobsHistoryLimit"
          label={t('Failed jobs history limit')}
          value={form.failedJobsHistoryLimit}
          onChange={(limit) => set({ failedJobsHistoryLimit: limit })}
          placeholder={String(failedJobsHistoryLimit)}
          help={t('How many failed runs can still be looked at. Default: {{number}}.', {
            number: failedJobsHistoryLimit,
          })}
        />
        <FieldWarning text={warnings['failedJobsHistoryLimit']} />
      </div>
      <SelectField
        name="logLevel"
        label={t('Log level')}
        value={form.logLevel}
        onChange={(logLevel) => set({ logLevel })}
        options={isKnown ? known : [...known, { value: form.logLevel, label: form.logLevel }]}
        help={t('How much the runs write: Normal names what is deleted, Debug and more also why.')}
      />
    </div>
  )
}

function PodSection({ form, set, warnings, isWrong }: SectionProps & { isWrong: boolean }) {
  const isUsed =
    [form.cpuRequest, form.memoryRequest, form.cpuLimit, form.memoryLimit, form.affinity].some(Boolean) ||
    form.nodeSelector.length + form.tolerations.length > 0
  // Open from the beginning where there is something in it; what is wrong must not be hidden.
  const [open, setOpen] = useState(isUsed)
  return (
    <details
      className="rc-pod-fields"
      open={open || (isUsed && isWrong)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('Pods of the runs: resources and nodes')}</summary>
      <div className="rc-pod-fields__content">
        <ResourceFields
          form={form}
          set={set}
          defaults={prunerDefaults.requests}
          help={t(
            'Default: requests of {{cpu}} CPU and {{memory}} memory, no limits. As soon as one is set, none of these defaults holds. A run keeps all images, streams and workloads of the cluster in memory.',
            prunerDefaults.requests,
          )}
        />
        {(['resources', 'cpuRequest', 'cpuLimit', 'memoryRequest', 'memoryLimit'] as const).map((field) => (
          <FieldWarning key={field} text={warnings[field]} />
        ))}
        <NodeSelectorField form={form} set={set} help={t('Labels that a node must have. Default: any node.')} />
        <FieldWarning text={warnings['nodeSelector']} />
        <TolerationFields form={form} set={set} />
        {Object.entries(warnings).map(
          ([field, text]) => field.startsWith('tolerations') && <FieldWarning key={field} text={text} />,
        )}
        <AffinityField
          form={form}
          set={set}
          help={t('YAML with nodeAffinity, podAffinity or podAntiAffinity, as a pod has them. Default: none.')}
        />
        <FieldWarning text={warnings['affinity']} />
      </div>
    </details>
  )
}
