import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ConfigMap } from '../../../k8s/resources/configMap.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { formOf, imageConfigCommand, patchOf, type ImageConfigForm } from '../../../k8s/resources/imageConfigChange.ts'
import {
  createTrustCommand,
  hostOfKey,
  keyOfHost,
  newTrust,
  pemProblem,
  putTrust,
  putTrustCommand,
  trustHostProblem,
  trustName,
  trustNamespace,
  trustText,
} from '../../../k8s/resources/imageConfigTrust.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { perform } from '../../../k8s/writes.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { PemField } from './PemField.tsx'
import { useTrust } from './useTrust.ts'
import './policy-images.css'

interface TrustEntryDialogProps {
  /** The entry whose certificates are replaced. Without it one is added. */
  replaced?: string
}

// The same in every language.
const example = { host: 'registry.example.com:5000' }

const configOptions = {
  type: ImageConfig,
  name: imageConfigName,
  formOf: ({ spec }: ImageConfig): ImageConfigForm => formOf(spec),
  relevant: ({ spec }: ImageConfig) => ({ additionalTrustedCA: spec?.additionalTrustedCA ?? null }),
}

/** Puts the certificates of a registry into the ConfigMap that is trusted, and makes that first where there is none. */
export function TrustEntryDialog({ replaced }: TrustEntryDialogProps) {
  const editing = useEditing<ImageConfig, ImageConfigForm>(configOptions)
  const name = editing.base.spec?.additionalTrustedCA?.name ?? ''
  // What is set while the dialog is open is what it makes itself.
  const [first] = useState(name)
  const trust = useTrust(first)
  const [fields, setFields] = useState({
    host: replaced === undefined ? '' : (hostOfKey(replaced) ?? replaced),
    pem: '',
  })
  const use = { fields, set: (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change })) }
  if (trust.state === 'loading') return null
  if (trust.state === 'unread') return <Problem error={trust.error} onRetry={trust.retry} />
  return trust.state === 'present' ? (
    <PutEntry use={use} name={first} replaced={replaced} />
  ) : (
    <CreateTrust use={use} named={first} editing={editing} />
  )
}

interface Fields {
  host: string
  pem: string
}

interface EntryForm {
  fields: Fields
  set(change: Partial<Fields>): void
}

function problemsOf({ fields: { host, pem } }: EntryForm): Record<string, string> {
  const [hostIs, pemIs] = [trustHostProblem(host), pemProblem(pem)]
  return { ...(hostIs !== undefined && { host: hostIs }), ...(pemIs !== undefined && { pem: pemIs }) }
}

function PutEntry({ use, name, replaced }: { use: EntryForm; name: string; replaced: string | undefined }) {
  const client = useQueryClient()
  const { fields } = use
  const key = replaced ?? keyOfHost(fields.host)
  const entryIn = ({ data, binaryData }: ConfigMap) => data?.[key] ?? binaryData?.[key]
  const editing = useEditing<ConfigMap, object>({
    type: ConfigMap,
    namespace: trustNamespace,
    name,
    formOf: () => ({}),
    relevant: (map) => ({ [key]: entryIn(map) }),
  })
  const refusal = useRefusal('patch', ConfigMap, { namespace: trustNamespace, name })
  const problems = problemsOf(use)
  const isTaken = replaced === undefined && fields.host !== '' && entryIn(editing.base) !== undefined
  if (isTaken) problems['host'] ??= t('There are certificates for it already: replace those.')
  return (
    <ActionDialog
      title={
        replaced === undefined ? t('Add certificate') : t('Replace certificate of {{name}}', { name: fields.host })
      }
      confirm={replaced === undefined ? t('Add certificate') : t('Replace certificate')}
      command={Object.keys(problems).length > 0 ? undefined : putTrustCommand(name, key)}
      editing={editing}
      perform={(map) => perform(client, ConfigMap, { seen: map, patch: putTrust(map, key, fields.pem) })}
      isDone={(map) => map !== undefined && map.data?.[key] === trustText(fields.pem)}
      done={t('Saved the certificates of {{name}}', { name: fields.host.trim() })}
      problems={problems}
      blocked={refusal}
      fieldOf={() => undefined}
    >
      <EntryFields use={use} isNew={replaced === undefined} />
      <Effect />
    </ActionDialog>
  )
}

interface CreateTrustProps {
  use: EntryForm
  /** The name that is set already, of a ConfigMap that is not there. */
  named: string
  editing: ReturnType<typeof useEditing<ImageConfig, ImageConfigForm>>
}

function CreateTrust({ use, named, editing }: CreateTrustProps) {
  const client = useQueryClient()
  const { fields } = use
  const [typed, setTyped] = useState(named || trustName)
  const name = typed.trim()
  const made = useRef<string>(undefined)
  const refusedMap = useRefusal('create', ConfigMap, { namespace: trustNamespace })
  const refusedConfig = useRefusal('patch', ImageConfig, { name: imageConfigName }, { enabled: named === '' })
  const key = keyOfHost(fields.host)
  const patchFor = (config: ImageConfig) => patchOf(config, { additionalTrustedCA: name })
  const patch = patchFor(editing.base)
  const problems = problemsOf(use)
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
    problems['name'] = t('{{name}} is not a valid name of a ConfigMap.', { name })
  const commands = [createTrustCommand(name, key), ...(patch ? [imageConfigCommand(patch)] : [])]
  return (
    <ActionDialog
      title={t('Add certificate')}
      confirm={t('Add certificate')}
      command={Object.keys(problems).length > 0 ? undefined : commands.join('\n')}
      editing={{ ...editing, relevant: named ? () => ({}) : configOptions.relevant }}
      perform={async (config) => {
        // Once it is made, another attempt goes on with setting it.
        if (made.current !== name) {
          await perform(client, ConfigMap, { create: newTrust(name, key, fields.pem) })
          made.current = name
          // Whoever knows that it was not there has to ask again.
          void client.invalidateQueries(objectOf(ConfigMap, { namespace: trustNamespace, name }))
        }
        const change = patchFor(config)
        if (change) await perform(client, ImageConfig, { seen: config, patch: change })
      }}
      done={t('Saved the certificates of {{name}}', { name: fields.host.trim() })}
      problems={problems}
      blocked={refusedMap ?? refusedConfig}
      fieldOf={() => undefined}
    >
      <TextField
        name="name"
        label={t('ConfigMap')}
        value={typed}
        onChange={setTyped}
        readOnly={named !== ''}
        required
        help={t('It is made in {{namespace}} and set as the additional trusted CA.', { namespace: trustNamespace })}
      />
      <EntryFields use={use} isNew />
      <Effect />
    </ActionDialog>
  )
}

function EntryFields({ use: { fields, set }, isNew }: { use: EntryForm; isNew: boolean }) {
  return (
    <div className="rc-policy__pem">
      <TextField
        name="host"
        label={t('Registry host')}
        value={fields.host}
        onChange={(host) => set({ host })}
        placeholder={example.host}
        readOnly={!isNew}
        required
        help={t('With its port, if it is not 443. As a key of the ConfigMap: {{key}}', {
          key: keyOfHost(fields.host || example.host),
        })}
      />
      <PemField value={fields.pem} onChange={(pem) => set({ pem })} />
    </div>
  )
}

function Effect() {
  return (
    <p className="rc-subtle">
      {t('Nodes, builds, imports and the registry trust it after a few minutes. No node restarts.')}
    </p>
  )
}
