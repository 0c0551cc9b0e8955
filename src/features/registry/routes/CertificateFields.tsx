import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Secret } from '../../../k8s/resources/pullSecret.ts'
import { parseCertificates } from '../../../lib/certificate.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useDenied } from '../../../ui/useDenied.tsx'
import { certificateWarnings, type RouteForm } from './routeForm.ts'
import { tlsSecretsQuery } from './routeSecret.ts'

interface CertificateFieldsProps {
  form: RouteForm
  set(change: Partial<RouteForm>): void
}

/** How texts in PEM begin: the same in every language. */
const pem = { certificate: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN PRIVATE KEY-----' }

const secretNameOf = (route: string) => `${route}-tls`

/** What a route's certificate is made from. */
export function CertificateFields({ form, set }: CertificateFieldsProps) {
  if (form.choice === 'secret') return <ExistingSecret form={form} set={set} />
  if (form.choice === 'new') return <NewSecret form={form} set={set} />
  return null
}

function ExistingSecret({ form, set }: CertificateFieldsProps) {
  const { data: names, error } = useQuery(tlsSecretsQuery())
  return (
    <TextField
      name="secretName"
      label={t('Secret')}
      value={form.secretName}
      onChange={(secretName) => set({ secretName })}
      suggestions={names ?? []}
      required
      help={
        error
          ? t(
              'Which secrets there are could not be read. It needs the keys tls.crt and tls.key, tls.cacrt for the CA, in {{namespace}}.',
              {
                namespace: registryNamespace,
              },
            )
          : t(
              'In {{namespace}}, with the keys tls.crt and tls.key; tls.cacrt for the certificates that it was issued by.',
              {
                namespace: registryNamespace,
              },
            )
      }
    />
  )
}

function NewSecret({ form, set }: CertificateFieldsProps) {
  const denied = useDenied('create', Secret, registryNamespace)
  const [now] = useState(() => Date.now())
  const warnings = certificateWarnings(form, now)
  const [leaf] = parseCertificates(form.certificate).certificates
  return (
    <div className="rc-routes__pem">
      {denied !== undefined && (
        <Alert inline status="warning" title={t('You may not create secrets here')}>
          {denied}
        </Alert>
      )}
      <TextField
        name="secretName"
        label={t('Name of the secret')}
        value={form.secretName}
        onChange={(secretName) => set({ secretName })}
        placeholder={secretNameOf(form.name || 'registry')}
        required
      />
      <TextField
        name="certificate"
        label={t('Certificate (tls.crt)')}
        value={form.certificate}
        onChange={(certificate) => set({ certificate })}
        placeholder={pem.certificate}
        multiline
        required
        help={
          leaf && (
            <>
              {t('{{subject}}, for {{names}}, expires', {
                subject: leaf.subject,
                names: listed(leaf.sans) || t('no host'),
              })}{' '}
              <Timestamp value={leaf.notAfter} />
            </>
          )
        }
      />
      {warnings.map((text) => (
        <Alert key={text} inline status="warning" title={text} />
      ))}
      <TextField
        name="key"
        label={t('Private key (tls.key)')}
        value={form.key}
        onChange={(key) => set({ key })}
        placeholder={pem.key}
        multiline
        required
        help={t('It goes into the secret only, and is not shown again.')}
      />
      <TextField
        name="ca"
        label={t('CA certificates (tls.cacrt)')}
        value={form.ca}
        onChange={(ca) => set({ ca })}
        placeholder={pem.certificate}
        multiline
        help={t('Those that it was issued by, if they do not stand below it already.')}
      />
    </div>
  )
}
