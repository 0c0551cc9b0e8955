import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError } from '../../k8s/ApiError.ts'
import { listOf } from '../../k8s/queries.ts'
import { ServiceAccount, serviceAccountRow, type ServiceAccountRow } from '../../k8s/resources/serviceAccount.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { sentence } from '../Forbidden.tsx'
import { missingRight } from '../forbidden.ts'
import { SearchField } from '../SearchField.tsx'
import { SkeletonLines } from '../Skeleton.tsx'
import type { LinkChoice, LinkChoices } from './pullSecretForm.ts'
import './pull-secrets.css'

interface ServiceAccountLinksProps {
  namespace: string
  /** How a service account is linked now. */
  standing?(account: ServiceAccountRow): LinkChoice
  choices: LinkChoices
  onChange(choices: LinkChoices): void
}

/** The service accounts of a project, as lists keep them. */
export function accountsOf(namespace: string) {
  return listOf(ServiceAccount, { namespace }, serviceAccountRow)
}

const notLinked = (): LinkChoice => ({ pull: false, mount: false })
const first = ['default', 'builder', 'deployer']
const manyAccounts = 8

/** Which service accounts pull with a secret, and which mount it. */
export function ServiceAccountLinks(props: ServiceAccountLinksProps) {
  const { namespace, standing = notLinked, choices, onChange } = props
  const { data, error } = useQuery({ ...accountsOf(namespace), enabled: namespace !== '' })
  const [text, setText] = useState('')
  if (namespace === '') return <p className="rc-subtle">{t('Choose a project to see its service accounts.')}</p>
  if (error && !data) {
    const failure = asApiError(error)
    const right = failure.code === 403 ? missingRight(failure) : undefined
    return (
      <p className="rc-subtle">
        {right ? sentence(right) : failure.message}
        {sentenceGap()}
        {t('Link the secret with the command below.')}
      </p>
    )
  }
  if (!data) return <SkeletonLines lines={3} />
  const accounts = data.items.toSorted(compareAccounts)
  const shown = accounts.filter(({ metadata }) => metadata.name.includes(text.trim().toLowerCase()))
  const set = (account: ServiceAccountRow, change: Partial<LinkChoice>) => {
    const { name } = account.metadata
    const now = standing(account)
    const next = { ...(choices.get(name) ?? now), ...change }
    const others = [...choices].filter(([other]) => other !== name)
    const isSame = next.pull === now.pull && next.mount === now.mount
    onChange(new Map(isSame ? others : [...others, [name, next]]))
  }
  if (accounts.length === 0) return <p className="rc-subtle">{t('The project has no service accounts.')}</p>
  return (
    <>
      {accounts.length > manyAccounts && (
        <SearchField label={t('Find a service account')} value={text} onChange={setText} />
      )}
      <div className="rc-links">
        <table className="rc-links__table" aria-label={t('Service accounts')}>
          <thead>
            <tr>
              <th scope="col">{t('Service account')}</th>
              <th scope="col">{t('Pull')}</th>
              <th scope="col">{t('Mount')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((account) => (
              <LinkRow
                key={account.metadata.name}
                name={account.metadata.name}
                choice={choices.get(account.metadata.name) ?? standing(account)}
                onChange={(change) => set(account, change)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface LinkRowProps {
  name: string
  choice: LinkChoice
  onChange(change: Partial<LinkChoice>): void
}

function LinkRow({ name, choice, onChange }: LinkRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <input
          type="checkbox"
          className="pf-v6-c-check__input"
          aria-label={t('{{account}} pulls with it', { account: name })}
          checked={choice.pull}
          onChange={({ target }) => onChange({ pull: target.checked })}
        />
      </td>
      <td>
        <input
          type="checkbox"
          className="pf-v6-c-check__input"
          aria-label={t('{{account}} mounts it', { account: name })}
          checked={choice.mount}
          onChange={({ target }) => onChange({ mount: target.checked })}
        />
      </td>
    </tr>
  )
}

/** What every project has comes first. */
function compareAccounts(a: ServiceAccountRow, b: ServiceAccountRow): number {
  const place = (row: ServiceAccountRow) => (first.indexOf(row.metadata.name) + first.length + 1) % (first.length + 1)
  return place(a) - place(b) || (a.metadata.name < b.metadata.name ? -1 : 1)
}
