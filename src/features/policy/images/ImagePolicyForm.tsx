import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useId, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import {
  formOf,
  patchOf,
  rebasedEdits,
  specOf,
  type EntryList,
  type ImageConfigEdits,
  type ImageConfigForm,
} from '../../../k8s/resources/imageConfigChange.ts'
import { nodeChangeOf } from '../../../k8s/resources/imageConfigEffects.ts'
import { imageConfigFindings, refusedFields } from '../../../k8s/resources/imageConfigProblems.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ConflictAlert } from '../../../ui/ConflictAlert.tsx'
import { ProblemsContext, SelectField, TextField, type Problems } from '../../../ui/fields.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import { focusProblem } from '../../../ui/formFocus.ts'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { LeaveGuard } from '../../../ui/yaml/LeaveGuard.tsx'
import { decided } from './decided.ts'
import { EntryListField } from './EntryListField.tsx'
import { ImportListField } from './ImportListField.tsx'
import { NeedsAlert } from './NeedsAlert.tsx'
import { openSaveImageConfig } from './policyDialogs.tsx'
import { usePolicyFacts } from './usePolicyFacts.ts'
import { useTrustNames } from './useTrust.ts'

interface ImagePolicyFormProps {
  /** As the cluster has it now. */
  config: ImageConfig
  /** Something was saved that goes to the nodes. */
  onNodeChange(): void
}

/** The configuration of images as a form: edited in place, and saved when its consequences have been read. */
export function ImagePolicyForm({ config, onNodeChange }: ImagePolicyFormProps) {
  const editing = useEditing<ImageConfig, ImageConfigForm>({
    type: ImageConfig,
    name: imageConfigName,
    formOf: ({ spec }) => formOf(spec),
    relevant: decided,
  })
  const { base, edits, form, set, rebase } = editing
  const dirty = patchOf(base, edits) !== undefined
  const differs = !isSame(decided(base), decided(config))
  // Whoever has typed nothing sees what is there now.
  if (differs && !dirty) rebase(config, false)
  const refusal = useRefusal('patch', ImageConfig, { name: imageConfigName })
  const readOnly = refusal !== undefined
  const facts = usePolicyFacts(base)
  const trustNames = useTrustNames()
  const [attempted, setAttempted] = useState(false)
  const [refused, setRefused] = useState<{ edits: ImageConfigEdits; problems: Problems }>()
  const { problems, warnings } = imageConfigFindings(base.spec, edits)
  const wrong = Object.values(problems)

  const submit = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (wrong.length > 0) return focusProblem(fields)
    if (!dirty || readOnly) return
    openSaveImageConfig({
      origin: base,
      edits,
      onSaved: () => {
        setAttempted(false)
        // What was saved has come into the cache before: without edits the form shows it.
        editing.rebase(base, false)
        if (nodeChangeOf(base.spec?.registrySources, specOf(base.spec, edits).registrySources) !== 'none')
          onNodeChange()
      },
      onRefused: (causes) => setRefused({ edits, problems: refusedFields(causes) }),
      onRebase: (latest, kept) => {
        editing.rebase(latest, false)
        set(kept)
      },
    })
  }
  const listField = (list: EntryList, placeholder: string, help: ReactNode) => (
    <div>
      <EntryListField
        list={list}
        value={form[list]}
        onChange={(text) => set({ [list]: text })}
        placeholder={placeholder}
        help={help}
        readOnly={readOnly}
      />
      <FieldWarning text={warnings[list]} />
    </div>
  )
  const name = form.additionalTrustedCA.trim()
  const hasMode = [base.spec, base.status].some((part) => part?.imageStreamImportMode !== undefined)
  return (
    <ProblemsContext value={{ ...(refused?.edits === edits && refused.problems), ...(attempted && problems) }}>
      <Form
        noValidate
        aria-label={t('Image configuration')}
        className="rc-policy__form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        {readOnly && (
          <Alert inline status="info" title={t('You may read this but not change it')}>
            {refusal}
          </Alert>
        )}
        {facts.hosted && (
          <Alert inline status="info" title={t('The control plane of this cluster is hosted')}>
            {t(
              'Its HostedCluster (spec.configuration.image) is where this is set, and may write over what is changed here. Its nodes are replaced or updated by their node pool.',
            )}
          </Alert>
        )}
        {dirty && differs && (
          <ConflictAlert
            before={decided(base)}
            latest={decided(config)}
            busy={false}
            onUseLatest={() => rebase(config, false)}
            onApplyMine={() => {
              set(rebasedEdits(base.spec, edits, config.spec))
              rebase(config, true)
            }}
          />
        )}
        {attempted && wrong.length > 0 && (
          <Alert inline live status="danger" title={t('Could not save')}>
            <ul>
              {wrong.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Alert>
        )}
        <Section title={t('What nodes and builds may pull')}>
          {listField(
            'allowedRegistries',
            'quay.io',
            t(
              'Only these. Name each registry that the cluster needs, its own and OpenShift’s too. Empty: every registry.',
            ),
          )}
          {listField(
            'blockedRegistries',
            'registry.example.com/path',
            t('All but these. Not together with allowed registries.'),
          )}
          <NeedsAlert
            form={form}
            needs={facts.needs}
            onAllow={readOnly ? undefined : (allowedRegistries) => set({ allowedRegistries })}
          />
          {listField(
            'insecureRegistries',
            'registry.example.com:5000',
            t('Reached without checking certificates, or by plain HTTP. A trusted certificate is safer.'),
          )}
          {listField(
            'containerRuntimeSearchRegistries',
            'registry.example.com',
            t('Where nodes look for images whose name has no registry, in this order. Builds and imports do not.'),
          )}
          <p className="rc-subtle">
            {t(
              'One registry per line: host, host:port, host/path or *.host. The most exact entry counts. A change goes to every node.',
            )}
          </p>
        </Section>
        <Section title={t('What people may import')}>
          <ImportListField
            entries={form.allowedRegistriesForImport}
            onChange={(allowedRegistriesForImport) => set({ allowedRegistriesForImport })}
            readOnly={readOnly}
          />
          {Object.entries(warnings).map(
            ([field, text]) =>
              field.startsWith('allowedRegistriesForImport') && <FieldWarning key={field} text={text} />,
          )}
          {hasMode && (
            <SelectField
              name="imageStreamImportMode"
              label={t('Image stream import mode')}
              value={form.imageStreamImportMode}
              onChange={(imageStreamImportMode) => set({ imageStreamImportMode })}
              disabled={readOnly}
              options={[
                { value: '', label: modeDefault(base.status?.imageStreamImportMode) },
                { value: 'Legacy', label: t('Legacy: one platform of a manifest list') },
                { value: 'PreserveOriginal', label: t('PreserveOriginal: the manifest list with all platforms') },
              ]}
              help={t('For tags that say nothing themselves, from the next one that is made.')}
            />
          )}
        </Section>
        <Section title={t('Names and certificates')}>
          {listField(
            'externalRegistryHostnames',
            'registry.example.com',
            t(
              'Names of the cluster’s registry from outside, besides those of its routes. Streams are published under the first.',
            ),
          )}
          <div>
            <TextField
              name="additionalTrustedCA"
              label={t('Additional trusted CA')}
              value={form.additionalTrustedCA}
              onChange={(additionalTrustedCA) => set({ additionalTrustedCA })}
              suggestions={trustNames ?? []}
              readOnly={readOnly}
              help={t(
                'A ConfigMap in openshift-config with certificates of registries, by host. Its entries stand under Trusted certificates.',
              )}
            />
            <FieldWarning text={warnings['additionalTrustedCA']} />
            {name !== '' && edits.additionalTrustedCA !== undefined && trustNames && !trustNames.includes(name) && (
              <FieldWarning
                text={t('There is no ConfigMap {{name}} with certificates in openshift-config.', { name })}
              />
            )}
          </div>
        </Section>
        {!readOnly && (
          <div className="rc-policy__buttons">
            <Button type="submit" variant="primary" isAriaDisabled={!dirty}>
              {t('Save')}
            </Button>
            {dirty && (
              <Button
                variant="link"
                onClick={() => {
                  setAttempted(false)
                  rebase(config, false)
                }}
              >
                {t('Discard changes')}
              </Button>
            )}
            {!dirty && <span className="rc-subtle">{t('Nothing is changed yet.')}</span>}
          </div>
        )}
      </Form>
      <LeaveGuard active={dirty}>{t('What you changed in the form is not saved.')}</LeaveGuard>
    </ProblemsContext>
  )
}

function modeDefault(effective: string | undefined): string {
  return effective
    ? t('As the cluster’s release says: {{mode}}', { mode: effective })
    : t('As the cluster’s release says')
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="rc-policy__section">
      <h3 id={id}>{title}</h3>
      {children}
    </div>
  )
}
