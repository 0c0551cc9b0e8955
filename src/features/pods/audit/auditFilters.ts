import { t } from '../../../lib/t.ts'
import type { TextFilter } from '../../../ui/table.ts'

/** The filters of events, by the names that the address of the logs has for them. The worker applies them, over all events. */
export const auditFilters: readonly TextFilter<object>[] = [
  { key: 'q', kind: 'text', label: () => t('Any text') },
  { key: 'user', kind: 'text', label: () => t('User') },
  { key: 'repo', kind: 'text', label: () => t('Repository') },
]
