import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'

const filters = ['q', 'user', 'repo', 'method', 'status', 'kind', 'page']

/** Filters hide all there is: what to say, and the way back. */
export function NothingMatches({ children }: { children: string }) {
  const [, setParams] = useSearchParams()
  const clear = () =>
    setParams((before) => new URLSearchParams([...before].filter(([name]) => !filters.includes(name))), {
      preventScrollReset: true,
    })
  return (
    <EmptyState title={t('Nothing matches')} actions={<Button onClick={clear}>{t('Clear filters')}</Button>}>
      {children}
    </EmptyState>
  )
}
