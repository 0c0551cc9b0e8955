import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { configFields, isChangedSetting, type ConfigGroup } from '../../../k8s/resources/registryConfigFields.ts'
import { configProblems } from '../../../k8s/resources/registryConfigProblems.ts'
import { storagePlace, storageTypeOf, unknownKeysOf } from '../../../k8s/resources/registryStorage.ts'
import { paths } from '../../../lib/paths.ts'
import { listed, sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { NoConfig } from './NoConfig.tsx'
import { openEditSettings } from './settingsDialogs.tsx'
import { SettingTerms } from './SettingTerms.tsx'
import { groupTitle } from './settingsWords.ts'
import { useSurroundings } from './useSurroundings.ts'
import './registry-settings.css'

const columns: readonly (readonly ConfigGroup[])[] = [
  ['state', 'network', 'requests', 'storage', 'advanced'],
  ['logging', 'pods', 'reported'],
]

/** All settings of the registry, and what the operator makes of those that nobody has set. */
export function SettingsTab() {
  const { data: config, error, refetch } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const surroundings = useSurroundings(config?.spec ?? {})
  if (!config)
    return error ? <NoConfig error={asApiError(error)} onRetry={() => void refetch()} /> : <SkeletonLines lines={12} />
  const findings = configProblems(config.spec ?? {}, surroundings)
  const isGone = error !== null && asApiError(error).code === 404
  return (
    <div className="rc-settings">
      {isGone && (
        <Alert inline live status="warning" title={t('The Config was deleted')}>
          {t('The operator makes a new one with its defaults. This is what was set before.')}
        </Alert>
      )}
      <Head config={config} />
      <div className="rc-settings__columns">
        {columns.map((groups) => (
          <div key={groups.join(' ')} className="rc-settings__column">
            {groups.map((group) => (
              <Panel key={group} title={groupTitle(group)}>
                {group === 'storage' && <StorageLine config={config} />}
                <SettingTerms group={group} config={config} findings={findings} />
              </Panel>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

function Head({ config }: { config: RegistryConfig }) {
  const refusal = useRefusal('patch', RegistryConfig, { name: registryConfigName })
  const may = refusal === undefined
  const changed = configFields.filter((field) => isChangedSetting(field, config))
  return (
    <div className="rc-settings__head">
      <p>
        {changed.length === 0
          ? t('All settings are as the operator has them by default.')
          : t('{{count}} settings differ from the defaults: {{names}}.', {
              count: changed.length,
              names: listed(changed.map(({ label }) => label())),
            })}
      </p>
      <div>
        <Button variant="primary" isAriaDisabled={!may} onClick={() => may && openEditSettings()}>
          {t('Edit settings')}
        </Button>
        {!may && <p className="rc-subtle">{refusal}</p>}
      </div>
    </div>
  )
}

/** The place in a word, and what no type of storage known here says. */
function StorageLine({ config: { spec } }: { config: RegistryConfig }) {
  const storage = spec?.storage
  const unknown = unknownKeysOf(storage)
  return (
    <>
      <p>
        {storageTypeOf(storage) === 'none'
          ? t('No storage is set.')
          : t('Images are kept in {{place}}.', { place: storagePlace(storage) })}
        {sentenceGap()}
        <Link to={paths.registry('storage')}>{t('Storage')}</Link>
      </p>
      {unknown.length > 0 && (
        <pre className="rc-settings__yaml">
          {toYaml(Object.fromEntries(unknown.map((key) => [key, storage?.[key]]))).trimEnd()}
        </pre>
      )}
    </>
  )
}
