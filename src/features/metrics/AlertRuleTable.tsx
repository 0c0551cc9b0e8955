import '@patternfly/patternfly/components/Table/table.css'
import { t } from '../../lib/t.ts'
import type { PromAlertRule } from '../../prometheus/client.ts'
import { stateOfRule } from '../../prometheus/registryAlerts.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { meaningOf } from './alertMeaning.ts'
import { statusOf } from './AlertView.tsx'
import { spanWords } from './metricsView.ts'

/** The rules that can fire for the registry, with what they are now for it. */
export function AlertRuleTable({ rules }: { rules: readonly PromAlertRule[] }) {
  if (rules.length === 0) return <p>{t('Prometheus has no rule that concerns the registry.')}</p>
  const titles = [t('Alert'), t('State'), t('Severity'), t('Holds for'), t('Meaning'), t('PromQL')]
  return (
    <table className="pf-v6-c-table pf-m-compact rc-metrics__table" aria-label={t('Alerting rules')}>
      <thead className="pf-v6-c-table__thead">
        <tr className="pf-v6-c-table__tr">
          {titles.map((title) => (
            <th key={title} scope="col" className="pf-v6-c-table__th pf-m-nowrap">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="pf-v6-c-table__tbody">
        {rules.map((rule) => (
          <RuleRow key={`${rule.group} ${rule.name} ${rule.query}`} rule={rule} titles={titles} />
        ))}
      </tbody>
    </table>
  )
}

function RuleRow({ rule, titles }: { rule: PromAlertRule; titles: readonly string[] }) {
  const { name, query, labels, annotations, holdSeconds, lastError } = rule
  const cells = [
    <RuleState key="state" rule={rule} />,
    labels['severity'] ?? '',
    spanWords(holdSeconds),
    <div key="meaning">
      {meaningOf(name)?.means ?? annotations['summary'] ?? annotations['message'] ?? ''}
      {lastError && <ServerMessage message={lastError} />}
    </div>,
    <CopyButton key="query" what={t('PromQL of {{title}}', { title: name })} text={query} />,
  ]
  return (
    <tr className="pf-v6-c-table__tr">
      <th scope="row" className="pf-v6-c-table__th rc-metrics__rule" data-label={titles[0]}>
        {name}
      </th>
      {cells.map((cell, index) => (
        <td key={titles[index + 1]} className="pf-v6-c-table__td" data-label={titles[index + 1]}>
          {cell}
        </td>
      ))}
    </tr>
  )
}

function RuleState({ rule }: { rule: PromAlertRule }) {
  const { labels } = rule
  switch (stateOfRule(rule)) {
    case 'firing':
      return <StatusLabel status={statusOf(labels['severity'])}>{t('Firing')}</StatusLabel>
    case 'pending':
      return <StatusLabel status="info">{t('Pending')}</StatusLabel>
    case 'inactive':
      return <StatusLabel status="success">{t('Inactive')}</StatusLabel>
    case 'unknown':
      return <StatusLabel status="none">{t('Not evaluated')}</StatusLabel>
  }
}
