import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isLinked, linkServiceAccount } from '../../../k8s/linkServiceAccount.ts'
import { ServiceAccount, type LinkChange, type ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { linkCommand, unlinkCommand } from '../../../ui/pull-secrets/pullSecretCommands.ts'
import type { LinkChoice, LinkChoices } from '../../../ui/pull-secrets/pullSecretForm.ts'
import { accountsOf, ServiceAccountLinks } from '../../../ui/pull-secrets/ServiceAccountLinks.tsx'
import { useDenied } from '../../../ui/useDenied.tsx'

interface LinkServiceAccountsDialogProps {
  namespace: string
  name: string
}

/** Which service accounts pull with a secret, and which may mount it. Entries of other secrets stay, whoever changes them meanwhile. */
export function LinkServiceAccountsDialog({ namespace, name }: LinkServiceAccountsDialogProps) {
  const client = useQueryClient()
  const { data } = useQuery(accountsOf(namespace))
  const [choices, setChoices] = useState<LinkChoices>(new Map())
  const denied = useDenied('patch', ServiceAccount, namespace)
  const standing = ({ pull, mount }: Pick<ServiceAccountRow, 'pull' | 'mount'>): LinkChoice => ({
    pull: pull.includes(name),
    mount: mount.includes(name),
  })
  const changes = (data?.items ?? []).flatMap((account) => {
    const choice = choices.get(account.metadata.name)
    return choice ? [changeOf(account.metadata.name, standing(account), choice)] : []
  })
  const linkOf = ({ account, pull, mount }: Change): [{ namespace: string; name: string }, LinkChange] => [
    { namespace, name: account },
    { secret: name, ...(pull !== undefined && { pull }), ...(mount !== undefined && { mount }) },
  ]
  const save = async () => {
    for (const change of changes) await linkServiceAccount(client, ...linkOf(change))
  }
  return (
    <ActionDialog
      title={t('Link {{name}} to service accounts', { name })}
      confirm={t('Save')}
      done={t('Changed who uses {{name}}', { name })}
      command={
        changes.length > 0 ? changes.flatMap((change) => commandsOf(namespace, name, change)).join('\n') : undefined
      }
      problems={changes.length === 0 ? { links: t('Change at least one service account.') } : {}}
      blocked={denied}
      perform={save}
      isDone={async () => (await Promise.all(changes.map((change) => isLinked(...linkOf(change))))).every(Boolean)}
    >
      <p>
        {t('Pods use what their service account has under Pull: default, unless they name another.')}
        {sentenceGap()}
        {t('Builds push and pull with what builder may mount.')}
        {sentenceGap()}
        {t('Pods that run already keep what they began with.')}
      </p>
      <ServiceAccountLinks namespace={namespace} standing={standing} choices={choices} onChange={setChoices} />
    </ActionDialog>
  )
}

/** What is to change about one service account, and how it is after that. */
interface Change {
  account: string
  pull?: boolean
  mount?: boolean
  after: LinkChoice
}

function changeOf(account: string, before: LinkChoice, after: LinkChoice): Change {
  return {
    account,
    ...(before.pull !== after.pull && { pull: after.pull }),
    ...(before.mount !== after.mount && { mount: after.mount }),
    after,
  }
}

/** "oc secrets unlink" knows both lists only: what stays is linked again. */
function commandsOf(namespace: string, secret: string, { account, pull, mount, after }: Change): string[] {
  const unlinks = pull === false || mount === false
  const wanted = unlinks ? after : { pull: pull === true, mount: mount === true }
  const kinds = [wanted.pull && 'pull', wanted.mount && 'mount'].filter(Boolean).join(',')
  return [
    ...(unlinks ? [unlinkCommand(namespace, account, secret)] : []),
    ...(kinds === '' ? [] : [linkCommand(namespace, account, secret, kinds)]),
  ]
}
