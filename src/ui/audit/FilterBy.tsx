import { useSearchParams } from 'react-router'
import { serviceAccountOf } from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'

/** A value that narrows the rows to its own when it is clicked. */
export function FilterBy({ param, value }: { param: 'user' | 'repo'; value: string }) {
  const [params, setParams] = useSearchParams()
  const shown = param === 'user' ? <UserName name={value} /> : <bdi>{value}</bdi>
  if (params.get(param) === value) return shown
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
      {shown}
    </button>
  )
}

/** A user by name; a service account by its project and name, without what all of them begin with. */
export function UserName({ name }: { name: string }) {
  const account = serviceAccountOf(name)
  if (!account) return <bdi>{name}</bdi>
  return (
    <span title={name}>
      <bdi>{`${account.namespace}/${account.name}`}</bdi>{' '}
      <span className="rc-subtle rc-audit__mark">{t('service account')}</span>
    </span>
  )
}
