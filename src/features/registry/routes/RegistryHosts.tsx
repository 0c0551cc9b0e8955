import type { ApiError } from '../../../k8s/ApiError.ts'
import { internalRegistryHost } from '../../../k8s/resources/imageConfig.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { isAdmitted } from './routeRows.ts'
import type { RegistryRoutes } from './useRegistryRoutes.ts'

/** The names that the registry is reached by, with the commands to sign in. */
export function RegistryHosts({ found }: { found: RegistryRoutes }) {
  const { images, imagesError, routesError, rows } = found
  const published = images?.status?.externalRegistryHostnames ?? []
  // Where the cluster does not say it, a route that is admitted does.
  const admitted = rows.filter((row) => isAdmitted(row) && row.host !== '').map(({ host }) => host)
  const [first] = [...published, ...admitted]
  // What could not be read may well be there.
  const isUnknown = routesError !== undefined && imagesError !== undefined && !images
  return (
    <Panel title={t('How the registry is reached')}>
      <DescriptionList
        label={t('How the registry is reached')}
        terms={[
          {
            name: t('Inside the cluster'),
            value: imagesError && !images ? <NotRead error={imagesError} /> : <Inside found={found} />,
          },
          {
            name: t('From outside'),
            value:
              first === undefined ? (
                isUnknown ? (
                  t('Not known: neither the routes nor the cluster’s image configuration can be read.')
                ) : (
                  t('Not at all: no route is admitted.')
                )
              ) : (
                <ul className="rc-routes__hosts">
                  {[...new Set([...published, ...admitted])].map((host) => (
                    <li key={host}>
                      <code>{host}</code> <CopyButton what={t('host {{host}}', { host })} text={host} />
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            name: t('Published'),
            value:
              published[0] === undefined
                ? !images && imagesError
                  ? t('Not known. The page of an image stream shows what it publishes.')
                  : t('Image streams publish no address for clients outside: none is known to the cluster.')
                : t('Image streams publish {{host}}: the default route’s host, else the first by alphabet.', {
                    host: published[0],
                  }),
          },
          ...(first === undefined
            ? []
            : [
                {
                  name: t('Sign in'),
                  value: (
                    <div className="rc-routes__commands">
                      <CommandLine command={commandLine('oc', 'registry', 'login', `--registry=${first}`)} />
                      <CommandLine command={`podman login -u "$(oc whoami)" -p "$(oc whoami -t)" ${first}`} />
                    </div>
                  ),
                },
              ]),
        ]}
      />
    </Panel>
  )
}

function NotRead({ error }: { error: ApiError }) {
  const right = error.code === 403 ? missingRight(error) : undefined
  return right ? t('Not known. {{why}}', { why: sentence(right) }) : <ServerMessage message={error.message} />
}

function Inside({ found: { images, config } }: { found: RegistryRoutes }) {
  const host = images ? internalRegistryHost(images) : ''
  if (host !== '') {
    return (
      <>
        <code>{host}</code> <CopyButton what={t('host {{host}}', { host })} text={host} />
        <p className="rc-subtle">{t('The Service of the registry. Pods and builds push and pull by it.')}</p>
      </>
    )
  }
  const { managementState } = config?.spec ?? {}
  if (managementState === 'Removed') return t('Not at all: the registry is removed, and its Service with it.')
  if (managementState === 'Unmanaged')
    return t('No name: there is no Service image-registry, and the operator is told to leave everything alone.')
  return t('No name: the Service image-registry is not there. The operator makes it once the registry can run.')
}
