import { reimportable } from '../../../k8s/resources/importSource.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openReimportSource, openSourceCredentials } from './openReimportSource.tsx'
import { sourceName, type SourceRow } from './sourceRow.ts'

/** What can be done with one registry. */
export function SourceActions({ row }: { row: SourceRow }) {
  return <MenuButton label={t('Actions for {{name}}', { name: sourceName(row) })} entries={() => entriesOf(row)} />
}

function entriesOf(row: SourceRow): MenuEntry[] {
  const isAsked = row.streams.some((stream) => reimportable(stream).length > 0)
  const none = isAsked ? undefined : t('No tag asks for an image of this registry.')
  const isPullSpec = row.host !== ''
  const [lacking] = row.credentials.projects.toSorted((a, b) => b.failing - a.failing)
  return [
    {
      key: 'all',
      label: t('Re-import all'),
      description: t('Each tag with the policies it has'),
      disabledReason: isPullSpec ? none : t('These are no pull specs.'),
      onSelect: () => openReimportSource(row, 'all'),
    },
    {
      key: 'failing',
      label: t('Re-import failing'),
      disabledReason: none ?? (row.failing === 0 ? t('No import fails.') : undefined),
      onSelect: () => openReimportSource(row, 'failing'),
    },
    {
      key: 'credentials',
      label: lacking ? t('Create pull secret in {{project}}', { project: lacking.namespace }) : t('Create pull secret'),
      disabledReason: isPullSpec ? undefined : t('These are no pull specs.'),
      onSelect: () => openSourceCredentials(row, lacking?.namespace),
    },
  ]
}
