import { Link } from 'react-router'
import { t } from '../../lib/t.ts'
import type { RegistryAlert } from '../../prometheus/registryAlerts.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { KeyValues } from '../../ui/DescriptionList.tsx'
import { StatusLabel, type StatusKind } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { meaningOf } from './alertMeaning.ts'

/** One alert: what, since when, what it means, what to do, and all that Prometheus says of it. */
export function AlertView({ alert }: { alert: RegistryAlert }) {
  const { name, state, labels, annotations, activeAt, value, query } = alert
  const meaning = meaningOf(name)
  const severity = labels['severity']
  return (
    <section className="rc-metrics__alert" aria-label={name}>
      <p className="rc-metrics__alert-head">
        <StatusLabel status={state === 'pending' ? 'info' : statusOf(severity)}>
          {state === 'pending' ? t('Pending') : t('Firing')}
        </StatusLabel>
        <strong>{name}</strong>
        {severity && <span className="rc-subtle">{severity}</span>}
        <span className="rc-subtle">
          {t('since')} <Timestamp value={activeAt} absent={t('not recorded')} />
        </span>
      </p>
      {annotations['summary'] && <p>{annotations['summary']}</p>}
      {annotations['description'] && <p className="rc-subtle">{annotations['description']}</p>}
      {!annotations['summary'] && !annotations['description'] && annotations['message'] && (
        <p>{annotations['message']}</p>
      )}
      {meaning && <p>{meaning.means}</p>}
      {state === 'pending' && <p>{t('The condition holds, but not yet for as long as the rule asks.')}</p>}
      <p className="rc-metrics__alert-links">
        {meaning?.next && <Link to={meaning.next.to}>{meaning.next.label}</Link>}
        <Runbook address={annotations['runbook_url']} />
      </p>
      <details>
        <summary>{t('Labels, annotations and value')}</summary>
        <KeyValues entries={Object.entries(labels)} absent={t('No labels')} />
        <KeyValues entries={Object.entries(annotations)} absent={t('No annotations')} />
        <p>
          {t('Value')} <code>{String(value)}</code>
        </p>
        <p className="rc-metrics__expression">
          <code>{query}</code> <CopyButton what={t('PromQL of {{title}}', { title: name })} text={query} />
        </p>
      </details>
    </section>
  )
}

/** The color of a severity. */
export function statusOf(severity: string | undefined): StatusKind {
  return severity === 'critical' ? 'danger' : severity === 'info' ? 'info' : 'warning'
}

/** A link to elsewhere: shown with its address, so that it can be copied where there is no internet. */
function Runbook({ address }: { address: string | undefined }) {
  if (!address) return null
  if (!/^https?:\/\//i.test(address)) return <code className="rc-metrics__expression">{address}</code>
  return (
    <span className="rc-metrics__expression">
      {t('Runbook:')}{' '}
      <a href={address} target="_blank" rel="noopener noreferrer">
        {address}
      </a>
    </span>
  )
}
