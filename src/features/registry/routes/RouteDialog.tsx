import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Cause } from '../../../k8s/ApiError.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { RadioField, TextField } from '../../../ui/fields.tsx'
import { changeConfig, configCommand } from '../configChange.ts'
import { explainRefusal } from '../settings/Refusal.tsx'
import { CertificateFields } from './CertificateFields.tsx'
import { formOf, routeOf, routeProblems, type CertificateChoice, type RouteForm } from './routeForm.ts'
import { changedRoutes } from './routeRows.ts'
import { createTlsSecret, routesOfHostQuery, secretCommand } from './routeSecret.ts'
import { useRouteEditing } from './useRouteEditing.ts'
import './routes.css'

const exampleHost = 'registry.example.com'

/** Adds a route to the Config, or changes the one of this name. A private key goes nowhere but into the request. */
export function RouteDialog({ name }: { name?: string }) {
  const client = useQueryClient()
  const { editing, refusal } = useRouteEditing()
  const { base } = editing
  const [edits, setEdits] = useState<Partial<RouteForm>>({})
  const [now] = useState(() => Date.now())
  const made = useRef<string>(undefined)
  const routeIn = (config: RegistryConfig) => (config.spec?.routes ?? []).find((route) => route.name === name)
  const before = routeIn(base)
  const form = { ...formOf(before), ...edits }
  const set = (change: Partial<RouteForm>) => setEdits((known) => ({ ...known, ...change }))
  const others = (base.spec?.routes ?? []).map((route) => route.name).filter((other) => other !== name)
  const problems = routeProblems(form, others, now)
  const wanted = routeOf(form, before)
  const isUnchanged = before !== undefined && form.choice !== 'new' && isSame(before, wanted)
  const changeOf = (config: RegistryConfig) => changedRoutes(config, wanted.name, routeOf(form, routeIn(config)))
  const isWrong = Object.keys(problems).length > 0
  return (
    <ActionDialog
      title={name === undefined ? t('Add route') : t('Edit route {{name}}', { name })}
      confirm={name === undefined ? t('Add route') : t('Save')}
      size="large"
      editing={{
        ...editing,
        rebase: (latest, keepEdits) => {
          if (!keepEdits) setEdits({})
          editing.rebase(latest, keepEdits)
        },
      }}
      command={isWrong ? undefined : commandOf(form, configCommand(changeOf(base)))}
      perform={async (seen) => {
        // Once it is made, another attempt goes on with the route.
        if (form.choice === 'new' && made.current !== wanted.secretName) {
          await createTlsSecret(form.secretName.trim(), form)
          made.current = wanted.secretName
        }
        await changeConfig(client, seen, changeOf(seen))
      }}
      isDone={(latest) =>
        isSame(
          (latest?.spec?.routes ?? []).find((route) => route.name === wanted.name),
          wanted,
        )
      }
      done={
        name === undefined
          ? t('Added route {{name}} to the settings', { name: wanted.name })
          : t('Saved route {{name}}', { name })
      }
      blocked={refusal ?? (name !== undefined && !before ? t('The settings have no route of this name.') : undefined)}
      problems={{ ...problems, ...(isUnchanged && { unchanged: t('Nothing is changed yet.') }) }}
      fieldOf={({ field }: Cause) => (field === 'metadata.name' ? 'secretName' : undefined)}
      explain={explainRefusal}
    >
      <NameField form={form} set={set} isNew={name === undefined} />
      <TextField
        name="hostname"
        label={t('Hostname')}
        value={form.hostname}
        onChange={(hostname) => set({ hostname })}
        placeholder={exampleHost}
        help={t('Its DNS name must lead to the routers. Empty: the router gives one below the cluster’s own domain.')}
      />
      <HostInUse host={problems['hostname'] ? '' : form.hostname.trim().toLowerCase()} own={wanted.name} />
      <RadioField
        name="choice"
        label={t('Certificate')}
        value={form.choice}
        // The field has the options below and no others.
        onChange={(choice) => set({ choice: choice as CertificateChoice })}
        options={[
          {
            value: 'router',
            label: t('The router’s default certificate'),
            help: t('Fits hosts below the cluster’s own domain.'),
          },
          { value: 'secret', label: t('A secret that is there') },
          { value: 'new', label: t('A new secret from a certificate and its key') },
        ]}
      />
      <CertificateFields form={form} set={set} />
      <p className="rc-subtle">
        {t(
          'The operator makes the Route, with TLS ended at the router and begun anew to the registry (reencrypt). A secret that is missing stops it from applying any setting.',
        )}
      </p>
    </ActionDialog>
  )
}

interface FormProps {
  form: RouteForm
  set(change: Partial<RouteForm>): void
}

function NameField({ form, set, isNew }: FormProps & { isNew: boolean }) {
  return (
    <TextField
      name="name"
      label={t('Name')}
      value={form.name}
      onChange={(name) => set({ name })}
      readOnly={!isNew}
      required
      help={isNew ? t('The name of the Route in {{namespace}}.', { namespace: registryNamespace }) : undefined}
    />
  )
}

/** Routers admit the first route of a host. */
function HostInUse({ host, own }: { host: string; own: string }) {
  const { data } = useQuery({ ...routesOfHostQuery(host), enabled: host !== '' })
  const others = (data ?? []).filter((route) => route !== `${registryNamespace}/${own}`)
  if (others.length === 0) return null
  return (
    <Alert inline live status="warning" title={t('This host is taken')}>
      {t('Routers admit the older route of a host and refuse this one (HostAlreadyClaimed). It belongs to:')}{' '}
      <code>{others.join(', ')}</code>
    </Alert>
  )
}

function commandOf({ choice, secretName, ca }: RouteForm, patch: string): string {
  return choice === 'new' ? `${secretCommand(secretName.trim(), ca.trim() !== '')}\n${patch}` : patch
}
