import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { t } from '../../../lib/t.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'

/** What the registry's operator reports: under which names the registry is reached. */
export function ReportedHosts({ config }: { config: ImageConfig }) {
  const { internalRegistryHostname, externalRegistryHostnames, imageStreamImportMode } = config.status ?? {}
  const set = config.spec?.externalRegistryHostnames ?? []
  const external = [...set, ...(externalRegistryHostnames ?? []).filter((host) => !set.includes(host))]
  const [first] = external
  return (
    <DescriptionList
      label={t('Names of the registry')}
      terms={[
        {
          name: t('Inside the cluster'),
          value: internalRegistryHostname ? (
            <Host host={internalRegistryHostname} />
          ) : (
            t('None: the cluster has no registry of its own.')
          ),
        },
        {
          name: t('From outside'),
          value:
            external.length === 0 ? (
              t('None: it has no route and no name is set.')
            ) : (
              <ul className="rc-policy__hosts">
                {external.map((host) => (
                  <li key={host}>
                    <Host host={host} />
                    {host === first && external.length > 1 && (
                      <span className="rc-subtle"> {t('Image streams are published under it.')}</span>
                    )}
                  </li>
                ))}
              </ul>
            ),
        },
        ...(imageStreamImportMode
          ? [{ name: t('Import mode in effect'), value: <code>{imageStreamImportMode}</code> }]
          : []),
      ]}
    />
  )
}

function Host({ host }: { host: string }) {
  return (
    <span className="rc-command">
      <code>{host}</code>
      <CopyButton what={t('host name')} text={host} />
    </span>
  )
}
