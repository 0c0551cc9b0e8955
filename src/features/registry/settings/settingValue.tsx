import { Link } from 'react-router'
import { withoutPassword } from '../../../k8s/resources/proxyProblems.ts'
import type { RegistryConfig, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { isUnset, valueAt, type ConfigField } from '../../../k8s/resources/registryConfigFields.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { KeyValues } from '../../../ui/DescriptionList.tsx'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'

/** The level at which the registry writes its log, by both fields that decide it (pkg/resource/deployment.go of the operator). */
export function registryLevel({ logLevel, logging = 0 }: RegistryConfigSpec): 'debug' | 'info' | 'warn' {
  if (logLevel === 'Debug' || logLevel === 'Trace' || logLevel === 'TraceAll') return 'debug'
  if (logging === 1) return 'warn'
  return [0, 2, 3].includes(logging) ? 'info' : 'debug'
}

/** What a field is, or what the operator takes for it. Secrets are not shown. */
export function SettingValue({ field, config }: { field: ConfigField; config: RegistryConfig }) {
  const value = valueAt(config, field.path)
  const spec = config.spec ?? {}
  switch (field.path) {
    case 'spec.httpSecret':
      return <>{value ? t('Set, not shown') : t('Not set: the operator makes one')}</>
    case 'spec.routes':
      return <RouteNames routes={spec.routes ?? []} />
    case 'spec.logLevel':
      return (
        <>
          <Plain field={field} value={value} />{' '}
          <span className="rc-subtle">
            {t('(the registry writes {{level}} and above)', { level: registryLevel(spec) })}
          </span>
        </>
      )
    case 'spec.resources':
      return <Resources spec={spec} />
    case 'status.conditions':
      return (
        <>
          {t('{{count}} conditions', { count: (config.status?.conditions ?? []).length })}{' '}
          <Link to={paths.registry()}>{t('Look at the status')}</Link>
        </>
      )
    default:
      return <Plain field={field} value={value} />
  }
}

function Plain({ field, value }: { field: ConfigField; value: unknown }) {
  if (isUnset(value) && !isEmptyDirectory(field, value)) return <Standard field={field} />
  if (typeof value === 'boolean') return <>{value ? t('Yes') : t('No')}</>
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return <>{t('Yes')}</>
    if (!Array.isArray(value) && entries.every(([, each]) => typeof each === 'string'))
      return <KeyValues entries={entries.map(([key, each]) => [key, String(each)])} absent="" />
    return <pre className="rc-settings__yaml">{toYaml(value).trimEnd()}</pre>
  }
  return <code>{withoutPassword(String(value))}</code>
}

const isEmptyDirectory = ({ path }: ConfigField, value: unknown) => path.endsWith('.emptyDir') && value !== undefined

/** What the operator takes for a field that is not set. */
function Standard({ field: { standard, standardWords } }: { field: ConfigField }) {
  const words = standardWords?.()
  if (words !== undefined) return <span>{words}</span>
  if (standard === undefined) return <span className="rc-subtle">{t('not set')}</span>
  return typeof standard === 'boolean' ? <>{standard ? t('Yes') : t('No')}</> : <code>{String(standard)}</code>
}

/** What a field is when nobody sets it, in words. */
export function standardText({ standard, standardWords }: ConfigField): string | undefined {
  if (standardWords) return standardWords()
  if (typeof standard === 'boolean') return standard ? t('Yes') : t('No')
  return typeof standard === 'string' || typeof standard === 'number' ? String(standard) : undefined
}

function Resources({ spec: { resources } }: { spec: RegistryConfigSpec }) {
  const standard = { requests: { cpu: '100m', memory: '256Mi' }, limits: undefined }
  const shown = isUnset(resources) || !resources ? standard : resources
  const entries = (['requests', 'limits'] as const).flatMap((kind) =>
    Object.entries(shown[kind] ?? {}).map(([name, quantity]) => [`${kind}.${name}`, String(quantity)] as const),
  )
  return <KeyValues entries={entries} absent={t('none')} />
}

function RouteNames({ routes }: { routes: NonNullable<RegistryConfigSpec['routes']> }) {
  return (
    <>
      {routes.length === 0 ? (
        <span>{t('none')}</span>
      ) : (
        <ul className="rc-entries">
          {routes.map(({ name, hostname, secretName }, index) => (
            <li key={`${name} ${String(index)}`}>
              <code>{name}</code>
              {hostname && ` ${hostname}`} {secretName && t('(secret {{secretName}})', { secretName })}
            </li>
          ))}
        </ul>
      )}{' '}
      <Link to={paths.registry('routes')}>{t('Routes')}</Link>
    </>
  )
}
