import { useId, useState } from 'react'
import { derToPem, parseCertificates } from '../../../lib/certificate.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Expiry } from '../../../ui/Expiry.tsx'
import { TextField } from '../../../ui/fields.tsx'

const begin = '-----BEGIN CERTIFICATE-----'
// A ConfigMap holds a mebibyte at most.
const mostBytes = 1_000_000

/** Certificates that are pasted, or taken from a file, in PEM or as one certificate in DER. */
export function PemField({ value, onChange }: { value: string; onChange(pem: string): void }) {
  const id = useId()
  const [tooBig, setTooBig] = useState(false)
  const { certificates } = parseCertificates(value)
  const read = async (file: File | undefined) => {
    if (!file) return
    setTooBig(file.size > mostBytes)
    if (file.size > mostBytes) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    onChange(text.includes('-----BEGIN') ? text : (derToPem(bytes) ?? text))
  }
  return (
    <>
      <TextField
        name="pem"
        label={t('Certificates (PEM)')}
        value={value}
        onChange={onChange}
        placeholder={begin}
        multiline
        required
        help={t(
          'The authority that issued the registry’s certificate, or the certificate itself. Several may follow each other.',
        )}
      />
      <div>
        <label htmlFor={id} className="rc-policy__file-label">
          {t('From a file')}
        </label>
        <input
          id={id}
          type="file"
          accept=".pem,.crt,.cer,.der,application/x-x509-ca-cert,application/x-pem-file"
          onChange={(event) => void read(event.target.files?.[0])}
        />
        {tooBig && <p role="alert">{t('The file is larger than a ConfigMap can be: 1 MiB.')}</p>}
      </div>
      {certificates.length > 0 && (
        <ul className="rc-policy__refused" aria-label={t('Certificates in it')}>
          {certificates.map(({ subject, issuer, notAfter, isCa }, index) => (
            <li key={String(index)}>
              {subject}{' '}
              <span className="rc-subtle">
                {issuer === subject ? t('issued by itself') : t('by {{issuer}}', { issuer })}
                {!isCa && issuer !== subject && ` · ${t('no authority')}`}
              </span>{' '}
              <Expiry value={notAfter} />
            </li>
          ))}
        </ul>
      )}
      {certificates.length > 0 && certificates.every(({ isCa, issuer, subject }) => !isCa && issuer !== subject) && (
        <Alert inline status="warning" title={t('None of them is an authority')}>
          {t(
            'Clients that want to see an authority refuse a registry whose certificate alone is trusted. Add the one that issued it.',
          )}
        </Alert>
      )}
    </>
  )
}
