import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { Expiry } from '../../../ui/Expiry.tsx'
import type { RouteOrigin, RouteRow } from './routeRows.ts'

/** Where a route comes from, in words. */
export function originWord(origin: RouteOrigin): string {
  switch (origin) {
    case 'default':
      return t('Default route')
    case 'extra':
      return t('Settings')
    case 'leftOver':
      return t('Left over')
    case 'other':
      return t('Not the operator’s')
    case 'unknown':
      return t('The operator’s')
  }
}

/** Which certificate clients see. */
export function certificateWord({ route, wanted, certificate }: RouteRow): string {
  if (wanted?.secretName) return t('Secret {{name}}', { name: wanted.secretName })
  if (certificate) return t('Its own')
  return route || wanted ? t('The router’s default') : ''
}

function Admitted({ row: { route, admissions } }: { row: RouteRow }) {
  if (!route) {
    return (
      <StatusLabel compact status="warning">
        {t('Not made yet')}
      </StatusLabel>
    )
  }
  if (admissions.length === 0) {
    return (
      <>
        <StatusLabel compact status="warning">
          {t('By no router')}
        </StatusLabel>
        <div className="rc-subtle">{t('No router has taken it up.')}</div>
      </>
    )
  }
  return (
    <ul className="rc-routes__admissions">
      {admissions.map(({ router, admitted, since, reason, message }) => (
        <li key={router}>
          <StatusLabel compact status={admitted ? 'success' : 'danger'}>
            {admitted ? t('Admitted') : t('Not admitted')}
          </StatusLabel>{' '}
          {t('by {{router}}', { router: router || t('a router') })}
          {since && (
            <div className="rc-subtle">
              {t('since')} <Timestamp value={since} />
            </div>
          )}
          {!admitted && (reason || message) && (
            <div className="rc-break">
              <code>{[reason, message].filter(Boolean).join(': ')}</code>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

const admittedText = ({ route, admissions }: RouteRow) =>
  !route
    ? t('Not made yet')
    : admissions
        .map(({ router, admitted, reason, message }) =>
          [router, admitted ? t('Admitted') : t('Not admitted'), reason, message].filter(Boolean).join(' '),
        )
        .join('; ') || t('By no router')

export const routeColumns: readonly Column<RouteRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 14,
    render: ({ name }) => name,
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'host',
    title: () => t('Host'),
    width: 25,
    render: ({ host }) =>
      host ? (
        <span className="rc-break">
          {host} <CopyButton what={t('host {{host}}', { host })} text={host} />
        </span>
      ) : (
        <Absent text={t('chosen by the router')} />
      ),
    sort: ({ host }) => host,
    text: ({ host }) => host,
  },
  {
    key: 'tls',
    title: () => t('TLS'),
    width: 17,
    render: (row) => (
      <>
        {certificateWord(row)}
        {row.termination && <div className="rc-subtle">{row.termination}</div>}
      </>
    ),
    sort: certificateWord,
    text: (row) => [row.termination, certificateWord(row)].filter(Boolean).join(', '),
  },
  {
    key: 'admitted',
    title: () => t('Admitted'),
    width: 20,
    render: (row) => <Admitted row={row} />,
    text: admittedText,
  },
  {
    key: 'expires',
    title: () => t('Certificate expires'),
    width: 14,
    render: ({ certificate, wanted }) =>
      certificate ? (
        <Expiry value={certificate.notAfter} />
      ) : wanted?.secretName ? (
        <Absent text={t('not known')} />
      ) : (
        <span className="rc-subtle">{t('The router’s')}</span>
      ),
    sort: ({ certificate }) => certificate?.notAfter,
    text: ({ certificate }) => certificate?.notAfter,
  },
  {
    key: 'origin',
    title: () => t('From'),
    width: 10,
    render: ({ origin }) =>
      origin === 'leftOver' ? (
        <StatusLabel compact status="warning" title={t('The settings do not ask for it: the operator deletes it.')}>
          {originWord(origin)}
        </StatusLabel>
      ) : (
        originWord(origin)
      ),
    sort: ({ origin }) => originWord(origin),
    text: ({ origin }) => originWord(origin),
  },
]
