import { useCan } from '../../k8s/access.ts'
import { RegistryConfig, registryConfigName } from '../../k8s/resources/registryConfig.ts'
import type { RegistryPlace } from '../../lib/registryCommands.ts'
import { paths } from '../../lib/paths.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import { CommandLine } from '../CommandLine.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { LinkButton } from '../LinkButton.tsx'

const expose = commandLine(
  'oc',
  'patch',
  `configs.imageregistry.operator.openshift.io/${registryConfigName}`,
  '--type=merge',
  '-p',
  JSON.stringify({ spec: { defaultRoute: true } }),
)

/** Why there is no host to write into commands, and what to do. `inside`: pods have one, so that a route would lead somewhere. */
export function NoRoute({ place, unknown, inside }: { place: RegistryPlace; unknown: boolean; inside: boolean }) {
  const { allowed } = useCan('patch', RegistryConfig, { name: registryConfigName })
  if (unknown) {
    return (
      <EmptyState title={t('The registry’s address is not known')}>
        <p>
          {t(
            'The address is in the cluster’s image configuration and in every image stream, and you cannot read either. Choose a project that you can see, or ask an administrator for the address.',
          )}
        </p>
      </EmptyState>
    )
  }
  if (place !== 'outside' || !inside) {
    return (
      <EmptyState title={t('There is no registry inside the cluster')} status="warning">
        <p>{t('The cluster reports no registry: it was removed, or its Service does not exist yet.')}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('The registry cannot be reached from outside')}
      status="info"
      actions={
        allowed === true && (
          <LinkButton primary to={paths.registry('routes', { action: 'expose-route' })}>
            {t('Expose default route')}
          </LinkButton>
        )
      }
    >
      <p>
        {allowed === true
          ? t('It has no route. Pods and builds inside the cluster pull and push without one.')
          : t(
              'It has no route. A cluster administrator can create one with the command below. Pods and builds inside the cluster pull and push without it.',
            )}
      </p>
      <CommandLine command={expose} />
    </EmptyState>
  )
}
