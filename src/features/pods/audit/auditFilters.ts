import { t } from '../../../lib/t.ts'
import type { Filter } from '../../../ui/table.ts'

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE']
const statuses = ['2xx', '3xx', '4xx', '5xx', '401', '404', '429', '500', '503']

// The worker has filtered already, over all there is: what it found passes here.
const passes = () => true

/** The filters of requests and events, by the names that the address of the logs has for them. */
export const auditFilters: readonly Filter<object>[] = [
  { key: 'q', kind: 'text', label: () => t('Any text') },
  { key: 'user', kind: 'text', label: () => t('User') },
  { key: 'repo', kind: 'text', label: () => t('Repository') },
  {
    key: 'method',
    kind: 'select',
    label: () => t('Method'),
    matches: passes,
    options: () => methods.map((value) => ({ value, label: value })),
  },
  {
    key: 'status',
    kind: 'select',
    label: () => t('Status'),
    matches: passes,
    options: () => statuses.map((value) => ({ value, label: value })),
  },
]
