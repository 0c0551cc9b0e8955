import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { importProblem, type ImportProblem } from '../../../k8s/resources/importProblem.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { failingGroups, type FailingGroup } from './failingGroups.ts'
import { openReimportSource, openSourceCredentials } from './openReimportSource.tsx'
import type { SourceRow } from './sourceRow.ts'

/** The tags that could not be imported from a registry, by what the cause is, each with what to do. */
export function FailingTags({ row }: { row: SourceRow }) {
  const { streams } = row
  const groups = useMemo(() => failingGroups({ streams }), [streams])
  return (
    <div className="rc-sources__groups">
      {groups.map((group) => (
        <Group key={group.cause} row={row} group={group} />
      ))}
    </div>
  )
}

const tagsShown = 5
const projectsShown = 3

function Group({ row, group }: { row: SourceRow; group: FailingGroup }) {
  const { tags, projects } = group
  const [all, setAll] = useState(false)
  const shown = all ? tags : tags.slice(0, tagsShown)
  const problem = importProblem(tags[0] ?? {})
  return (
    <Alert
      inline
      status="danger"
      title={t('{{cause}}: {{count}} tags', { cause: problem.title, count: tags.length })}
      actions={<Remedies row={row} problem={problem} projects={projects} />}
    >
      <p>{problem.advice}</p>
      <ul className="rc-sources__tags">
        {shown.map(({ namespace, stream, tag, from, reason, message, since }) => (
          <li key={`${namespace}/${stream}:${tag}`}>
            <Link to={paths.imageStreamTag(namespace, stream, tag)} className="rc-break">
              {`${namespace}/${stream}:${tag}`}
            </Link>{' '}
            <span className="rc-subtle">
              {t('from {{source}}, since', { source: from })}{' '}
              <Timestamp value={since || undefined} absent={t('an unknown time')} />
            </span>
            <div className="rc-sources__message">
              {reason && <code>{reason}</code>} {message}
            </div>
          </li>
        ))}
      </ul>
      {shown.length < tags.length && (
        <Button variant="link" isInline onClick={() => setAll(true)}>
          {t('Show all {{count}}', { count: tags.length })}
        </Button>
      )}
    </Alert>
  )
}

interface RemediesProps {
  row: SourceRow
  problem: ImportProblem
  projects: readonly string[]
}

/** The next steps: what ends the cause, then the import itself. */
function Remedies({ row, problem: { cause, remedies }, projects }: RemediesProps) {
  const byCredentials = remedies.includes('pullSecret')
  return (
    <>
      {byCredentials &&
        projects.slice(0, projectsShown).map((project) => (
          <Button key={project} variant="link" isInline onClick={() => openSourceCredentials(row, project)}>
            {t('Create pull secret in {{project}}', { project })}
          </Button>
        ))}
      {byCredentials && (
        <Button variant="link" isInline onClick={() => openReimportSource(row, 'credentials')}>
          {t('Re-import what failed for credentials')}
        </Button>
      )}
      {!byCredentials && (
        <Button variant="link" isInline onClick={() => openReimportSource(row, 'failing')}>
          {t('Re-import failing')}
        </Button>
      )}
      {(cause === 'blocked' || cause === 'notAllowed' || cause === 'certificate') && (
        <Link to={paths.policy()}>{t('Cluster image policy')}</Link>
      )}
    </>
  )
}
