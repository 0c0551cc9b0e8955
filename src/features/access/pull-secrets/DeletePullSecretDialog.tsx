import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isLinked, linkServiceAccount } from '../../../k8s/linkServiceAccount.ts'
import { podsPullingWith } from '../../../k8s/podsPullingWith.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamImports } from '../../../k8s/resources/importSource.ts'
import { ListedSecret, Secret, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { usePullSecrets } from '../../../k8s/usePullSecrets.ts'
import { perform } from '../../../k8s/writes.ts'
import { scopeName } from '../../../lib/registryHost.ts'
import { commandLine } from '../../../lib/shell.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField } from '../../../ui/fields.tsx'
import { secretExists } from '../../../ui/pull-secrets/createPullSecret.ts'
import { unlinkCommand } from '../../../ui/pull-secrets/pullSecretCommands.ts'
import { accountsOf } from '../../../ui/pull-secrets/ServiceAccountLinks.tsx'
import { useDenied } from '../../../ui/useDenied.tsx'
import { lostImports } from './missingCredentials.ts'
import './pull-secrets-tab.css'

/** Deletes a pull secret, and takes it out of the service accounts that name it. */
export function DeletePullSecretDialog({ secret }: { secret: PullSecretRow }) {
  const client = useQueryClient()
  const { name, namespace = '', uid } = secret.metadata
  const { data: accounts } = useQuery(accountsOf(namespace))
  const [unlink, setUnlink] = useState(true)
  const denied = useDenied('delete', Secret, namespace)
  const naming = (accounts?.items ?? [])
    .filter(({ pull, mount }) => pull.includes(name) || mount.includes(name))
    .map(({ metadata }) => metadata.name)
  const unlinked = unlink && !secret.generatedFor ? naming : []
  const remove = async () => {
    // Of this uid only: a secret that was made anew since is another one.
    const seen = { metadata: { name, namespace, ...(uid && { uid }) } }
    await perform(client, ListedSecret, { seen, remove: true })
    for (const account of unlinked)
      await linkServiceAccount(client, { namespace, name: account }, { secret: name, pull: false, mount: false })
  }
  const isDone = async () => {
    const out = unlinked.map((account) =>
      isLinked({ namespace, name: account }, { secret: name, pull: false, mount: false }),
    )
    return !(await secretExists(namespace, name)) && (await Promise.all(out)).every(Boolean)
  }
  return (
    <ActionDialog
      title={t('Delete pull secret {{name}}', { name })}
      confirm={t('Delete pull secret')}
      danger
      command={[
        commandLine('oc', 'delete', 'secret', name, '-n', namespace),
        ...unlinked.map((account) => unlinkCommand(namespace, account, name)),
      ].join('\n')}
      blocked={denied}
      perform={remove}
      isDone={isDone}
      done={t('Deleted pull secret {{name}}', { name })}
    >
      {secret.generatedFor && (
        <Alert inline status="warning" title={t('The cluster makes it anew')}>
          {t(
            'It lets the service account {{account}} use the cluster’s own registry. A controller makes another at once; until then its pods and builds can neither pull nor push there.',
            { account: secret.generatedFor },
          )}
        </Alert>
      )}
      <Consequences secret={secret} naming={naming} />
      {!secret.generatedFor && naming.length > 0 && (
        <CheckboxField
          name="unlink"
          label={t('Take it out of the service accounts that name it')}
          checked={unlink}
          onChange={setUnlink}
          help={t('A missing secret does no harm, but one created later under this name is used.')}
        />
      )}
    </ActionDialog>
  )
}

const namesShown = 5

function Consequences({ secret, naming }: { secret: PullSecretRow; naming: readonly string[] }) {
  const { metadata, generatedFor } = secret
  const { name, namespace = '' } = metadata
  const { rows } = usePullSecrets(namespace)
  const streams = useNamespacedList(ImageStream, namespace, streamImports)
  const pods = useQuery(podsPullingWith(namespace, name))
  const lost = lostImports(secret, streams.items, rows)
  const registries = [...new Set(secret.registries.map(({ scope }) => scopeName(scope)))]
  return (
    <ul className="rc-pull-secrets__list" aria-label={t('Consequences')}>
      {registries.length > 0 && !generatedFor && (
        <li>
          {t(
            'Its credentials for {{registries}} are deleted with it. The console cannot show them: if they are kept nowhere else, they are lost.',
            { registries: shortened(registries) },
          )}
        </li>
      )}
      {naming.length > 0 && (
        <li>
          {t('New pods of these service accounts pull without it: {{names}}.', { names: shortened(naming) })}
          {sentenceGap()}
          {t('Pods that run already keep running as long as their images need not be pulled.')}
        </li>
      )}
      {lost.map(({ host, streams: losing, instead }) => (
        <li key={host}>
          {instead
            ? t('Imports from {{host}} use the credentials of {{instead}} instead: {{names}}.', {
                host,
                instead,
                names: shortened(losing),
              })
            : t('Imports from {{host}} lose their credentials: {{names}}.', { host, names: shortened(losing) })}
        </li>
      ))}
      {streams.state === 'ready' && streams.complete && lost.length === 0 && !generatedFor && (
        <li>{t('No image stream of the project imports with it.')}</li>
      )}
      {streams.errors.length > 0 && <li>{t('Which image streams import with it could not be read.')}</li>}
      {pods.data && pods.data.length > 0 && (
        <li>{t('Pods name it, and fail to pull when they restart: {{names}}.', { names: shortened(pods.data) })}</li>
      )}
      {pods.error && <li>{t('Which pods name it could not be read.')}</li>}
    </ul>
  )
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ')
  return names.length > namesShown
    ? t('{{names}} and {{count}} more', { names: shown, count: names.length - namesShown })
    : shown
}
