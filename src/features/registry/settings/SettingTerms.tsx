import type { Finding } from '../../../k8s/resources/podPlacement.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import {
  configFields,
  isChangedSetting,
  isUnset,
  valueAt,
  type ConfigField,
  type ConfigGroup,
} from '../../../k8s/resources/registryConfigFields.ts'
import { t } from '../../../lib/t.ts'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { SettingValue, standardText } from './settingValue.tsx'
import { groupTitle } from './settingsWords.ts'

interface SettingTermsProps {
  group: ConfigGroup
  config: RegistryConfig
  findings: readonly Finding[]
}

/** The settings of a group, with the operator's defaults where nothing is set, and with what is wrong with them. */
export function SettingTerms({ group, config, findings }: SettingTermsProps) {
  const fields = configFields.filter((field) => field.group === group && isShown(field, config))
  return (
    <DescriptionList
      label={groupTitle(group)}
      terms={fields.map((field): Term => ({
        name: field.label(),
        value: <Setting field={field} config={config} findings={findings.filter((finding) => isOf(finding, field))} />,
      }))}
    />
  )
}

/** Of the storage types only those that are set are shown: the fields of all others say nothing. */
function isShown({ path }: ConfigField, config: RegistryConfig): boolean {
  const [part = '', storage, type = '', ...rest] = path.split('.')
  if (storage !== 'storage' || type === 'managementState') return true
  const fields = valueAt(config, `${part}.storage.${type}`)
  if (fields === undefined || fields === null) return false
  return part === 'spec' || rest.length === 0 || !isUnset(valueAt(config, path))
}

const isOf = ({ path }: Finding, field: ConfigField) => `spec.${path.join('.')}.`.startsWith(`${field.path}.`)

function Setting({
  field,
  config,
  findings,
}: {
  field: ConfigField
  config: RegistryConfig
  findings: readonly Finding[]
}) {
  const isChanged = isChangedSetting(field, config)
  const standard = standardText(field)
  const isStandard = !isChanged && field.how === 'form' && standard !== undefined
  return (
    <div className="rc-setting">
      <div>
        <SettingValue field={field} config={config} />{' '}
        {isStandard && <span className="rc-subtle">{t('(default)')}</span>}
      </div>
      {isChanged && (
        <p>
          <StatusLabel compact status="info">
            {t('Changed')}
          </StatusLabel>{' '}
          {standard !== undefined && <span className="rc-subtle">{t('Default: {{value}}.', { value: standard })}</span>}
        </p>
      )}
      {findings.map(({ severity, message }) => (
        <p key={message}>
          <StatusLabel compact status={severity === 'error' ? 'danger' : 'warning'}>
            {severity === 'error' ? t('Wrong') : t('Take care')}
          </StatusLabel>{' '}
          {message}
        </p>
      ))}
    </div>
  )
}
