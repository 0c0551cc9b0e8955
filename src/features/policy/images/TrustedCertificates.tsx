import { useState } from 'react'
import { ConfigMap } from '../../../k8s/resources/configMap.ts'
import { trustEntries, trustNamespace, type TrustEntry } from '../../../k8s/resources/imageConfigTrust.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Absent } from '../../../ui/Bytes.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Expiry } from '../../../ui/Expiry.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { NeededRight } from '../../../ui/MenuPopup.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { openRemoveTrust, openTrustEntry } from './policyDialogs.tsx'
import { useTrust } from './useTrust.ts'

/** The certificates that are trusted besides those that nodes come with: for which registry, until when. */
export function TrustedCertificates({ name, mayConfigure }: { name: string; mayConfigure: boolean }) {
  const trust = useTrust(name)
  const refusal = useRefusal(trust.state === 'present' ? 'patch' : 'create', ConfigMap, {
    namespace: trustNamespace,
    ...(trust.state === 'present' && { name }),
  })
  if (trust.state === 'loading') return <SkeletonLines lines={3} />
  if (trust.state === 'unread') {
    const right = trust.error.code === 403 ? missingRight(trust.error) : undefined
    if (!right) return <Failed error={trust.error} onRetry={trust.retry} />
    return (
      <p>
        {t('The ConfigMap {{name}} is set. {{refusal}} Which certificates are in it is not seen here.', {
          name,
          refusal: sentence(right),
        })}
      </p>
    )
  }
  const may = refusal === undefined && (trust.state !== 'none' || mayConfigure)
  return (
    <div className="rc-policy__trust">
      {trust.state === 'none' && (
        <p>
          {t(
            'None is set: registries need certificates of a public authority, or of one that the nodes and the cluster’s proxy trust.',
          )}
        </p>
      )}
      {trust.state === 'missing' && (
        <Alert
          inline
          status="danger"
          title={t('There is no ConfigMap {{name}} in {{namespace}}', { name, namespace: trustNamespace })}
        >
          {t(
            'The registry operator is degraded by it, and no additional certificates are trusted. Add a certificate to make it, or choose another one in the form.',
          )}
        </Alert>
      )}
      {trust.state === 'present' && <EntryTable name={name} configMap={trust.configMap} />}
      {may ? (
        <div>
          <Button onClick={() => openTrustEntry()}>{t('Add certificate')}</Button>
        </div>
      ) : (
        refusal !== undefined && <p className="rc-subtle">{refusal}</p>
      )}
    </div>
  )
}

function EntryTable({ name, configMap }: { name: string; configMap: ConfigMap }) {
  const [now] = useState(() => Date.now())
  const entries = trustEntries(configMap, now)
  if (entries.length === 0)
    return <p>{t('The ConfigMap {{name}} is empty: no additional certificates are trusted.', { name })}</p>
  return (
    <div className="rc-policy__scroll">
      <table className="rc-policy__table" aria-label={t('Trusted certificates')}>
        <thead>
          <tr>
            <th scope="col">{t('Registry')}</th>
            <th scope="col">{t('Subject')}</th>
            <th scope="col">{t('Expires')}</th>
            <th scope="col">
              <span className="pf-v6-screen-reader">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.key} name={name} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EntryRow({ name, entry }: { name: string; entry: TrustEntry }) {
  const { key, host, chain, state, expired } = entry
  const title = host ?? key
  const needs: NeededRight = { verb: 'patch', type: ConfigMap, namespace: trustNamespace, name }
  return (
    <tr>
      <th scope="row">
        {title}
        {host === undefined && <div className="rc-subtle">{t('For the update service, no registry')}</div>}
        {host !== undefined && host !== key && (
          <div className="rc-subtle">
            <code>{key}</code>
          </div>
        )}
      </th>
      <td data-label={t('Subject')}>
        {chain.certificates.length === 0 && <Absent />}
        {chain.certificates.map(({ subject, issuer, notAfter }, index) => (
          <div key={String(index)} className="rc-policy__subject">
            <span>{subject}</span>{' '}
            <span className="rc-subtle">
              {issuer === subject ? t('issued by itself') : t('by {{issuer}}', { issuer })}
              {chain.certificates.length > 1 && (
                <>
                  {', '}
                  <Expiry value={notAfter} />
                </>
              )}
            </span>
          </div>
        ))}
      </td>
      <td data-label={t('Expires')}>
        {entry.notAfter !== undefined && <Expiry value={entry.notAfter} />}
        {state === 'garbage' && (
          <StatusLabel compact status="danger">
            {t('Cannot be read')}
          </StatusLabel>
        )}
        {chain.unreadable > 0 && state !== 'garbage' && (
          <div>
            <StatusLabel compact status="warning">
              {t('{{count}} certificates cannot be read', { count: chain.unreadable })}
            </StatusLabel>
          </div>
        )}
        {expired > 0 && chain.certificates.length > 1 && (
          <div className="rc-subtle">
            {t('{{expired}} of {{total}} have expired', { expired, total: chain.certificates.length })}
          </div>
        )}
      </td>
      <td className="rc-policy__actions">
        <MenuButton
          label={t('Actions for {{name}}', { name: title })}
          entries={() => [
            { key: 'replace', label: t('Replace certificate'), needs, onSelect: () => openTrustEntry(key) },
            {
              key: 'remove',
              label: t('Remove certificate'),
              danger: true,
              needs,
              onSelect: () => openRemoveTrust(name, key),
            },
          ]}
        />
      </td>
    </tr>
  )
}
