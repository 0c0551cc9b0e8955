import { useSearchParams } from 'react-router'
import { t } from '../../lib/t.ts'

/** A value that narrows the rows to its own when it is clicked. */
export function FilterBy({ param, value }: { param: 'user' | 'repo'; value: string }) {
  const [params, setParams] = useSearchParams()
  if (params.get(param) === value) return <bdi>{value}</bdi>
  const title = param === 'user' ? t('Only those of {{value}}', { value }) : t('Only those about {{value}}', { value })
  return (
    <button
      type="button"
      className="rc-audit__filter"
      title={title}
      onClick={() =>
        setParams(
          (current) => {
            const next = new URLSearchParams(current)
            next.set(param, value)
            next.delete('by')
            next.delete('page')
            return next
          },
          { preventScrollReset: true },
        )
      }
    >
      <bdi>{value}</bdi>
    </button>
  )
}
