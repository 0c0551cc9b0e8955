import { useQuery, useQueryClient } from '@tanstack/react-query'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { blockedForImport, importVerdict } from '../../../k8s/resources/imagePolicy.ts'
import {
  SamplesConfig,
  samplesConfigName,
  samplesNamespace,
  samplesProject,
} from '../../../k8s/resources/samplesConfig.ts'
import {
  namesIn,
  samplesChange,
  samplesCommand,
  samplesFormOf,
  samplesProblems,
  type SamplesForm,
} from '../../../k8s/resources/samplesSettings.ts'
import { isSame } from '../../../lib/differences.ts'
import { commandLine } from '../../../lib/shell.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { RadioField, TextField } from '../../../ui/fields.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { writeSamples } from './writeSamples.ts'

const relevant = ({ spec }: SamplesConfig) => ({ spec: spec ?? {} })

/** Changes what the samples operator does: whether it looks after samples, from where, and which it leaves alone. */
export function EditSamplesDialog() {
  const client = useQueryClient()
  const refusal = useRefusal('patch', SamplesConfig, { name: samplesConfigName })
  const editing = useEditing<SamplesConfig, SamplesForm>({
    type: SamplesConfig,
    name: samplesConfigName,
    formOf: samplesFormOf,
    relevant,
  })
  const { base, form, set } = editing
  const change = samplesChange(base, form)
  const problems = samplesProblems(form)
  const isChanged = Object.keys(change).length > 0
  const isWrong = Object.values(problems).some((problem) => problem !== undefined)
  return (
    <ActionDialog
      title={t('Change samples')}
      confirm={t('Save')}
      danger={change.managementState === 'Removed'}
      editing={editing}
      command={isChanged && !isWrong ? samplesCommand(change) : undefined}
      perform={(seen) => writeSamples(client, seen, samplesChange(seen, editing.formOn(seen)))}
      isDone={(latest) => latest !== undefined && isSame(samplesChange(latest, form), {})}
      done={t('Saved what the samples operator does')}
      problems={{ ...problems, ...(!isChanged && { managementState: t('Nothing is changed yet.') }) }}
      blocked={refusal}
    >
      <RadioField
        name="managementState"
        label={t('Management state')}
        value={form.managementState}
        onChange={(managementState) => set({ managementState })}
        options={[
          {
            value: 'Managed',
            label: t('Managed'),
            help: t('The operator keeps the samples of the release in {{project}} and undoes changes to them.', {
              project: samplesProject,
            }),
          },
          {
            value: 'Unmanaged',
            label: t('Unmanaged'),
            help: t('It leaves the samples as they are: they are not updated with the cluster.'),
          },
          {
            value: 'Removed',
            label: t('Removed'),
            help: t('It deletes the image streams and templates that it manages. Those that it skips stay.'),
          },
        ]}
      />
      {change.managementState === 'Removed' && (
        <Alert inline status="warning" title={t('Builds and workloads that use samples will not find them')}>
          {t('What runs goes on with the images that the nodes have. Build configurations that name a sample fail.')}
        </Alert>
      )}
      <TextField
        name="samplesRegistry"
        label={t('Samples registry')}
        value={form.samplesRegistry}
        onChange={(samplesRegistry) => set({ samplesRegistry })}
        help={t(
          'Host with port and path if any. Empty: the registries that the samples name, mostly registry.redhat.io.',
        )}
      />
      {change.samplesRegistry !== undefined && <RegistryConsequences registry={change.samplesRegistry} />}
      <TextField
        name="skippedImagestreams"
        label={t('Skipped image streams')}
        value={form.skippedImagestreams}
        onChange={(skippedImagestreams) => set({ skippedImagestreams })}
        multiline
        help={t('One name on a line. The operator neither updates them nor reports their imports.')}
      />
      <Unskipped before={base.spec?.skippedImagestreams ?? []} after={namesIn(form.skippedImagestreams)} />
      <TextField
        name="skippedTemplates"
        label={t('Skipped templates')}
        value={form.skippedTemplates}
        onChange={(skippedTemplates) => set({ skippedTemplates })}
        multiline
      />
    </ActionDialog>
  )
}

function RegistryConsequences({ registry }: { registry: string }) {
  const { data: config } = useQuery({ ...objectOf(ImageConfig, { name: imageConfigName }), retryOnMount: false })
  const { registrySources, allowedRegistriesForImport } = config?.spec ?? {}
  const asked = `${registry}/samples/sample`
  const isRefused =
    registry !== '' &&
    (blockedForImport(registrySources, asked) !== undefined ||
      !importVerdict(allowedRegistriesForImport, asked).allowed)
  return (
    <>
      {isRefused && (
        <Alert inline status="warning" title={t('The cluster image policy does not allow this registry')}>
          {t('The operator will call the settings not valid, and keep to the former ones.')}
        </Alert>
      )}
      <Alert inline status="info" title={t('All samples are imported anew')}>
        {registry === '' ? (
          t('Each comes from the registry that it names again.')
        ) : (
          <>
            <p>
              {t(
                'Each then comes from there, with the path that it has now: mirror the images first. They are listed by:',
              )}
            </p>
            <CommandLine
              command={commandLine(
                'oc',
                'get',
                'configmap',
                'imagestreamtag-to-image',
                '-n',
                samplesNamespace,
                '-o',
                'yaml',
              )}
            />
          </>
        )}
      </Alert>
    </>
  )
}

function Unskipped({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const names = before.filter((name) => !after.includes(name))
  if (names.length === 0) return null
  return (
    <p className="rc-subtle">
      {t('The operator writes its own version over {{names}}. Tags that were added stay.', { names: listed(names) })}
    </p>
  )
}
