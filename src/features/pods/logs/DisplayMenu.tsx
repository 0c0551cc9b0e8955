import CogIcon from '@patternfly/react-icons/dist/esm/icons/cog-icon'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuAction, MenuEntry } from '../../../ui/MenuPopup.tsx'
import { defaultTail, tails, tailToRead, type LogsChange, type LogsQuery } from './logsQuery.ts'

interface DisplayMenuProps {
  query: LogsQuery
  change(change: LogsChange): void
}

/** How lines are shown and how many are read: what is chosen once and then left alone. */
export function DisplayMenu({ query, change }: DisplayMenuProps) {
  const tick = (key: string, label: string, checked: boolean, next: LogsChange, description?: string): MenuAction => ({
    key,
    label,
    checked,
    description,
    onSelect: () => change(next),
  })
  const lines: MenuEntry[] = [
    tick('wrap', t('Wrap lines'), query.wrap, { wrap: query.wrap ? '' : '1' }, t('Shows all of each line')),
    tick('raw', t('Raw lines'), query.raw, { raw: query.raw ? '' : '1' }, t('As the registry wrote them')),
    tick(
      'timestamps',
      t('Timestamps'),
      query.timestamps,
      { timestamps: query.timestamps ? '' : '1' },
      t('When the kubelet took each line'),
    ),
    tick(
      'noise',
      t('Normal noise'),
      query.noise,
      { noise: query.noise ? '' : '1' },
      t('Anonymous pings, HEAD 404, probes and scrapes'),
    ),
    { key: 'divider', divider: true },
  ]
  const read: MenuEntry[] = [
    tick(
      'previous',
      t('Previous container'),
      query.previous,
      { previous: query.previous ? '' : '1' },
      t('The log of the run before the last restart'),
    ),
    {
      key: 'tail',
      heading: t('Lines to read of each container'),
      entries: tails.map((tail) =>
        tick(
          String(tail),
          tail === 'all' ? t('All lines') : t('The newest {{count}}', { count: tail }),
          (tail === 'all' ? undefined : tail) === tailToRead(query),
          { tail: tail === defaultTail && query.view === 'lines' && !query.since ? '' : String(tail) },
        ),
      ),
    },
  ]
  return (
    <MenuButton
      label={t('Display')}
      icon={<CogIcon />}
      variant="plain"
      stayOpen
      entries={() => (query.view === 'lines' ? [...lines, ...read] : read)}
    />
  )
}
