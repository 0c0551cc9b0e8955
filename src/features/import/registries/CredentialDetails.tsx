import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { listed, sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { openSourceCredentials } from './openReimportSource.tsx'
import type { CredentialState, ProjectCredentials } from './sourceCredentials.ts'
import type { SourceRow } from './sourceRow.ts'

const projectsShown = 8

/** Whether imports of each project have credentials for the registry, and whether the cluster's global pull secret has. */
export function CredentialDetails({ row }: { row: SourceRow }) {
  const { global } = row.credentials
  const [all, setAll] = useState(false)
  const projects = row.credentials.projects.toSorted((a, b) => b.failing - a.failing)
  const shown = all ? projects : projects.slice(0, projectsShown)
  return (
    <>
      <ul className="rc-sources__list">
        <li>
          <strong>{t('Global pull secret')}</strong> {globalText(global)}
        </li>
        {shown.map((project) => (
          <li key={project.namespace}>
            <strong>{project.namespace}</strong> {projectText(project)}{' '}
            {mayLack(project) && (
              <Button
                variant="link"
                isInline
                aria-label={t('Create pull secret for {{registry}} in {{project}}', {
                  registry: row.host,
                  project: project.namespace,
                })}
                onClick={() => openSourceCredentials(row, project.namespace)}
              >
                {t('Create')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < projects.length && (
        <p>
          <Button variant="link" isInline onClick={() => setAll(true)}>
            {t('Show all {{count}}', { count: projects.length })}
          </Button>
        </p>
      )}
      <p className="rc-subtle">
        {t('Imports use the pull secrets of the project first, linked or not, then the global one.')}
        {sentenceGap()}
        <Link to={paths.access('pull-secrets')}>{t('Pull secrets')}</Link>
      </p>
    </>
  )
}

/** Whether credentials may be what the project lacks: what cannot be seen may well be there. */
function mayLack({ state, failing }: ProjectCredentials): boolean {
  return state === 'missing' || state === 'partial' || (state === 'hidden' && failing > 0)
}

function globalText(state: CredentialState): string {
  switch (state) {
    case 'found':
      return t('has credentials')
    case 'partial':
      return t('has credentials for a part of it')
    case 'missing':
      return t('has none')
    case 'unreadable':
      return t('is broken: nothing can read it')
    case 'hidden':
      return t('is not visible to you')
    case 'pending':
      return t('is being read')
  }
}

function projectText({ state, secrets, failing }: ProjectCredentials): string {
  const names = listed(secrets)
  switch (state) {
    case 'found':
      return failing > 0
        ? t('{{names}}, which the registry refuses for {{count}} tags', { names, count: failing })
        : names
    case 'partial':
      return t('{{names}}, for a part of what it imports', { names })
    case 'missing':
      return failing > 0 ? t('has none, and {{count}} tags fail', { count: failing }) : t('has none')
    case 'unreadable':
      return t('{{names}} cannot be read: every import of the project fails', { names })
    case 'hidden':
      return t('is not visible to you')
    case 'pending':
      return t('is being read')
  }
}
