import { useState } from 'react'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Absent } from '../../../ui/Bytes.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { Expiry } from '../../../ui/Expiry.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { CertificateRow, Renewal } from './certificateRows.ts'
import { useCertificates } from './useCertificates.ts'
import './certificates.css'

/** The certificates that the registry shows and trusts, the one that ends first above, and who renews them. */
export function Certificates() {
  const [now] = useState(() => Date.now())
  const { rows, unread, pending } = useCertificates(now)
  if (pending && rows.length === 0) return <SkeletonLines lines={5} />
  return (
    <div className="rc-certificates">
      {rows.length > 0 && <CertificateTable rows={rows} />}
      {rows.length === 0 && unread.length === 0 && <p>{t('There are none: the registry has not been set up.')}</p>}
      {unread.length > 0 && (
        <Alert inline status="info" title={t('Some certificates could not be read')}>
          <ul className="rc-certificates__unread">
            {unread.map(({ object, error }) => {
              const right = error.code === 403 ? missingRight(error) : undefined
              return (
                <li key={object}>
                  <code>{object}</code>
                  {': '}
                  {right ? sentence(right) : error.message}
                </li>
              )
            })}
          </ul>
        </Alert>
      )}
      <p className="rc-subtle">
        {t(
          'Routes without a certificate of their own show the router’s default one, which whoever runs the cluster’s ingress renews.',
        )}
      </p>
    </div>
  )
}

function CertificateTable({ rows }: { rows: readonly CertificateRow[] }) {
  return (
    <div className="rc-certificates__scroll">
      <table aria-label={t('Certificates')}>
        <thead>
          <tr>
            <th scope="col">{t('Certificate')}</th>
            <th scope="col">{t('Issued for')}</th>
            <th scope="col">{t('Expires')}</th>
            <th scope="col">{t('Renewed by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.name}
                <div className="rc-subtle">{row.object}</div>
              </th>
              <td data-label={t('Issued for')}>
                <IssuedFor row={row} />
              </td>
              <td data-label={t('Expires')}>
                {row.notAfter === undefined ? <NoCertificate row={row} /> : <Expiry value={row.notAfter} />}
                {row.kind === 'trusted' && row.expired > 0 && (
                  <div className="rc-subtle">
                    {t('{{expired}} of {{total}} have expired', {
                      expired: row.expired,
                      total: row.chain.certificates.length,
                    })}
                  </div>
                )}
              </td>
              <td data-label={t('Renewed by')}>{renewalWord(row.renewal)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function IssuedFor({ row: { chain, first, kind } }: { row: CertificateRow }) {
  if (!first) return <Absent />
  const { length } = chain.certificates
  if (kind === 'trusted' && length > 1) return t('{{count}} certificate authorities', { count: length })
  if (kind === 'trusted') return <span className="rc-break">{first.subject}</span>
  return (
    <>
      <span className="rc-break">{first.sans.join(', ') || first.subject}</span>
      <div className="rc-subtle rc-break">{t('by {{issuer}}', { issuer: first.issuer })}</div>
    </>
  )
}

function NoCertificate({ row: { chain } }: { row: CertificateRow }) {
  // A bundle that nobody has filled in is nothing to worry about.
  if (chain.unreadable === 0) return <span className="rc-subtle">{t('No certificates in it')}</span>
  return (
    <StatusLabel compact status="warning">
      {t('Cannot be read')}
    </StatusLabel>
  )
}

function renewalWord(renewal: Renewal): string {
  switch (renewal) {
    case 'you':
      return t('You, in the secret of the route')
    case 'serviceCa':
      return t('The service CA operator, by itself')
    case 'cluster':
      return t('Whoever changes the cluster’s configuration')
  }
}
