import { Link } from 'react-router'
import { isSame } from '../../../lib/differences.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import {
  removalEffect,
  storagePlace,
  storageProblems,
  storageTitle,
  storageTypeOf,
  unknownKeysOf,
} from '../../../k8s/resources/registryStorage.ts'
import { storageTypes } from '../../../k8s/resources/registryStorageTypes.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import type { StoragePlace } from './useStoragePlace.ts'

/** What storage the settings ask for, what is in effect, and what becomes of it with the registry. */
export function ConfiguredStorage({ place }: { place: StoragePlace }) {
  const { config, storage, error } = place
  const right = error?.code === 403 ? missingRight(error) : undefined
  return (
    <div className="rc-storage__stack">
      {error && !config && (
        <Alert inline status="info" title={t('The settings of the registry could not be read')}>
          {right ? sentence(right) : error.message}
          {sentenceGap()}
          {t('This is what its Deployment uses; whether it would go with the registry is not known.')}
        </Alert>
      )}
      <Difference place={place} />
      <DescriptionList label={t('Storage in use')} terms={termsOf(storage, place)} />
      {/* That it loses images is said at the top. */}
      {config?.spec && (
        <Problems problems={storageProblems(config.spec).filter(({ path }) => path !== 'storage.emptyDir')} />
      )}
      <p>
        <Link to={paths.registry('settings')}>{t('All settings of the registry')}</Link>
      </p>
    </div>
  )
}

function termsOf(storage: RegistryStorage | undefined, { type, config }: StoragePlace): Term[] {
  const info = storageTypes.find((each) => each.type === type)
  const terms: Term[] = [{ name: t('Type'), value: storageTitle(type) }]
  for (const field of info?.fields ?? []) {
    const value = textAt(storage?.[type], field.path)
    if (value !== undefined) terms.push({ name: field.label(), value: <code>{value}</code> })
  }
  const unknown = unknownKeysOf(storage)
  if (unknown.length > 0) terms.push({ name: t('Not known here'), value: <code>{unknown.join(', ')}</code> })
  if (info && type !== 'pvc') {
    terms.push({ name: t('Shared by pods'), value: info.shared ? t('Yes') : t('No: each pod has its own') })
  }
  if (!config || type === 'none') return terms
  const state = config.spec?.storage?.managementState
  terms.push({
    name: t('Managed by'),
    value:
      state === 'Managed'
        ? t('The operator (Managed)')
        : state
          ? t('You ({{state}})', { state })
          : t('Not decided: the operator sets it'),
  })
  terms.push({ name: t('When the registry is removed'), value: <Removal config={config} type={type} /> })
  return terms
}

function Removal({ config, type }: { config: NonNullable<StoragePlace['config']>; type: StoragePlace['type'] }) {
  const { deletes, place } = removalEffect(config)
  if (deletes) return <strong>{t('The operator deletes {{place}} with all image data', { place })}</strong>
  if (type === 'emptyDir') return t('All image data goes with the pods')
  return t('The data stays')
}

/** Where the operator has not (yet) made what the settings ask for. */
function Difference({ place: { config } }: { place: StoragePlace }) {
  const asked = config?.spec?.storage
  const used = config?.status?.storage
  if (!config || storageTypeOf(asked) === 'none' || isSame(placeOf(asked), placeOf(used))) return null
  return (
    <Alert inline status="warning" title={t('The settings ask for other storage than is in use')}>
      {t('Asked for: {{asked}}. In use: {{used}}.', { asked: storagePlace(asked), used: storagePlace(used) })}
      {sentenceGap()}
      <Link to={paths.registry()}>{t('The conditions say why.')}</Link>
    </Alert>
  )
}

// What the operator fills in by itself is no difference of the place.
const placeOf = (storage: RegistryStorage | null | undefined) => storagePlace(storage)

function Problems({ problems }: { problems: ReturnType<typeof storageProblems> }) {
  return problems.map(({ severity, message }) => (
    <Alert key={message} inline status={severity === 'error' ? 'danger' : 'warning'} title={message} />
  ))
}

/** What a storage says at a path, in words; undefined where it says nothing. */
function textAt(value: unknown, path: string): string | undefined {
  let at = value
  for (const key of path.split('.')) {
    at = typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined
  }
  if (typeof at === 'boolean') return at ? t('Yes') : undefined
  if (typeof at === 'number' || typeof at === 'bigint') return String(at)
  return typeof at === 'string' && at !== '' ? at : undefined
}
