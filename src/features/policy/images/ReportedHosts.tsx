import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { t } from '../../../lib/t.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'

/** What the registry's operator reports: under which names the registry is reached. */
export function ReportedHosts({ config }: { config: ImageConfig }) {
  const { internalRegistryHostname, externalRegistryHostnames, imageStreamImportMode } = config.status ?? {}
  const set = config.spec?.externalRegistryHostnames ?? []
  const external = [...set, ...(externalRegistryHostnames ?? []).filter((host) => !set.includes(host))]
  const [first] = external
  return (
    <dl className="rc-policy__names">
      <dt>{t('Inside the cluster')}</dt>
      <dd>
        {internalRegistryHostname ? (
          <Host host={internalRegistryHostname} />
        ) : (
          t('None: the cluster has no registry of its own.')
        )}
      </dd>
      <dt>{t('From outside')}</dt>
      {external.length === 0 && <dd>{t('None: it has no route and no name is set.')}</dd>}
      {external.map((host) => (
        <dd key={host}>
          <Host host={host} />
          {host === first && external.length > 1 && (
            <div className="rc-subtle">{t('Image streams are published under it.')}</div>
          )}
        </dd>
      ))}
      {imageStreamImportMode && (
        <>
          <dt>{t('Import mode in effect')}</dt>
          <dd>
            <code>{imageStreamImportMode}</code>
          </dd>
        </>
      )}
    </dl>
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
