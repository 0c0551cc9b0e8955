import '@patternfly/patternfly/components/Table/table.css'
import { useState } from 'react'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { useKind } from '../../../k8s/discovery.ts'
import {
  countBySeverity,
  ImageManifestVuln,
  scanOf,
  scanRow,
  type Severity,
  type Weakness,
} from '../../../k8s/resources/imageManifestVuln.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusLabel, type StatusKind } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import '../../../ui/table.css'

/** What a scanner found in images, on clusters that have one; on others nothing at all. */
export function Vulnerabilities({ digests }: { digests: readonly string[] }) {
  const kind = useKind(ImageManifestVuln)
  return kind === 'present' ? <Scan digests={digests} /> : null
}

function Scan({ digests }: { digests: readonly string[] }) {
  const { items, state, complete } = useNamespacedList(ImageManifestVuln, undefined, scanRow)
  // Who may not read what was found is shown nothing of it, as where nothing scans.
  if (state !== 'ready' || !complete) return null
  const scan = digests.map((digest) => scanOf(items, digest)).find((found) => found !== undefined)
  return (
    <Panel title={t('Vulnerabilities')}>
      {scan ? (
        <>
          <p>
            {scan.weaknesses.length === 0 ? (
              t('The scanner found none.')
            ) : (
              <span className="rc-streams__labels">
                {countBySeverity(scan.weaknesses).map(({ severity, count }) => (
                  <StatusLabel key={severity} status={statusOf(severity)}>
                    {`${count} ${severityText(severity)}`}
                  </StatusLabel>
                ))}
              </span>
            )}
            {sentenceGap()}
            {t('{{count}} can be mended by newer packages.', { count: scan.weaknesses.filter(isFixable).length })}
            {sentenceGap()}
            {scan.updated && (
              <>
                {t('Scanned')} <Timestamp value={scan.updated} />
                {t('.')}
              </>
            )}
          </p>
          {scan.pods.length > 0 && (
            <p>
              {t('Runs in {{pods}}.', { pods: scan.pods.slice(0, 5).join(', ') + (scan.pods.length > 5 ? ' …' : '') })}
            </p>
          )}
          {scan.weaknesses.length > 0 && <WeaknessTable weaknesses={scan.weaknesses} />}
        </>
      ) : (
        <p>{t('Not scanned: only images that run on the cluster and come from a Quay registry are.')}</p>
      )}
    </Panel>
  )
}

const isFixable = ({ fixedBy }: Weakness) => fixedBy !== undefined
const shownAtFirst = 10

function WeaknessTable({ weaknesses }: { weaknesses: readonly Weakness[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? weaknesses : weaknesses.slice(0, shownAtFirst)
  const titles = [t('Vulnerability'), t('Severity'), t('Package'), t('Version'), t('Mended in')]
  return (
    <>
      <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Vulnerabilities')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {titles.map((title) => (
              <th key={title} scope="col" className="pf-v6-c-table__th">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {shown.map((found) => (
            <tr className="pf-v6-c-table__tr" key={`${found.name} ${found.package} ${found.version}`}>
              <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={titles[0]}>
                <WeaknessName found={found} />
              </th>
              <td className="pf-v6-c-table__td" data-label={titles[1]}>
                <StatusLabel status={statusOf(found.severity)} compact>
                  {severityText(found.severity)}
                </StatusLabel>
              </td>
              <td className="pf-v6-c-table__td" data-label={titles[2]}>
                {found.package}
              </td>
              <td className="pf-v6-c-table__td" data-label={titles[3]}>
                {found.version}
              </td>
              <td className="pf-v6-c-table__td" data-label={titles[4]}>
                {found.fixedBy ?? <Absent text={t('not yet')} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && weaknesses.length > shownAtFirst && (
        <Button variant="link" isInline onClick={() => setAll(true)}>
          {t('Show all {{count}} vulnerabilities', { count: weaknesses.length })}
        </Button>
      )}
    </>
  )
}

function WeaknessName({ found: { name, link } }: { found: Weakness }) {
  // Some scanners give several addresses in one text.
  const [address = ''] = (link ?? '').split(/\s+/)
  if (!/^https?:\/\//.test(address)) return name
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {name}
    </a>
  )
}

function statusOf(severity: Severity): StatusKind | 'none' {
  if (severity === 'Defcon1' || severity === 'Critical') return 'danger'
  if (severity === 'High' || severity === 'Medium') return 'warning'
  return severity === 'Low' ? 'info' : 'none'
}

function severityText(severity: Severity): string {
  switch (severity) {
    case 'Defcon1':
      return t('Defcon 1')
    case 'Critical':
      return t('Critical')
    case 'High':
      return t('High')
    case 'Medium':
      return t('Medium')
    case 'Low':
      return t('Low')
    case 'Negligible':
      return t('Negligible')
    default:
      return t('Unknown')
  }
}
