import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { globalPullSecretName, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import { globalPullSecret } from '../../../k8s/usePullSecrets.ts'
import { scopeName } from '../../../lib/registryHost.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { accountWord, problemSentence, registryProblemSentence } from '../../../ui/pull-secrets/pullSecretWords.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'

const { namespace, name } = globalPullSecretName

/** What the nodes of the cluster pull with, and imports where a project has nothing of its own. */
export function GlobalPullSecret() {
  const { data, error, refetch } = useQuery(globalPullSecret())
  if (!data && !error) return <SkeletonLines lines={4} />
  if (error && !data) {
    const { code } = asApiError(error)
    const isKnown = code === 403 || (code === 404 && !isKindMissing(error))
    if (!isKnown) return <Problem error={error} onRetry={() => void refetch()} />
    return (
      <>
        <p>
          {code === 403
            ? t('You cannot read it: it is {{name}} in {{namespace}}, for cluster administrators.', {
                name,
                namespace,
              })
            : t('The cluster has none: there is no {{name}} in {{namespace}}.', { name, namespace })}
        </p>
        <p className="rc-subtle">{purpose()}</p>
      </>
    )
  }
  return (
    <div className="rc-pull-secrets__details">
      <p className="rc-subtle">{purpose()}</p>
      {data && <GlobalRegistries row={data} />}
      <HowToChange />
    </div>
  )
}

const purpose = () => t('Nodes always pull with it. Imports use it in projects without credentials of their own.')

function GlobalRegistries({ row }: { row: PullSecretRow }) {
  if (row.problem) return <p>{problemSentence(row.problem)}</p>
  if (!row.readable) return <p>{t('The server leaves out its contents.')}</p>
  return (
    <ul className="rc-pull-secrets__registries" aria-label={t('Registries of the global pull secret')}>
      {row.registries.map(({ scope, account, problem }) => (
        <li key={scope}>
          <strong className="rc-break">{scopeName(scope)}</strong>{' '}
          <span className="rc-subtle">{problem ? registryProblemSentence(problem) : accountWord(account)}</span>
        </li>
      ))}
    </ul>
  )
}

const steps = [
  `oc get secret/${name} -n ${namespace} --template='{{index .data ".dockerconfigjson" | base64decode}}' > pull-secret.json`,
  'podman login --authfile=pull-secret.json REGISTRY',
  `oc set data secret/${name} -n ${namespace} --from-file=.dockerconfigjson=pull-secret.json`,
  'rm pull-secret.json',
]

function HowToChange() {
  return (
    <details className="rc-pull-secrets__how">
      <summary>{t('Add a registry to it')}</summary>
      <p>
        {t(
          'Changes replace the whole secret, with its credentials, which the console does not read. On a computer that you trust:',
        )}
      </p>
      <ol>
        {steps.map((command) => (
          <li key={command}>
            <CommandLine command={command} />
          </li>
        ))}
      </ol>
      <p className="rc-subtle">
        {t(
          'Nodes take the change over without being drained or restarted since OpenShift 4.7.4; before, all of them are restarted one by one.',
        )}
      </p>
    </details>
  )
}
