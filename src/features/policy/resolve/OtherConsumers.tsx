import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { blockedForImport, importVerdict } from '../../../k8s/resources/imagePolicy.ts'
import { importPlaces, pullThroughPlaces, type ImagePlace } from '../../../k8s/resources/imageSources.ts'
import type { MirrorSet } from '../../../k8s/resources/mirrorSet.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlaceList } from './PlaceList.tsx'
import { knowsAllKinds } from './resolveWords.ts'

interface OtherConsumersProps {
  pullSpec: string
  sets: readonly MirrorSet[]
  config: ImageConfig | undefined
  version: string | undefined
  /** Where nodes look. */
  places: readonly ImagePlace[]
}

const specs = (places: readonly ImagePlace[]) => places.map(({ pullSpec }) => pullSpec)

/** Where imports look for an image, and the registry that passes it through: they do not go by all that nodes go by. */
export function OtherConsumers({ pullSpec, sets, config, version, places }: OtherConsumersProps) {
  const knowsAll = knowsAllKinds(version)
  const old = sets.filter(({ kind }) => kind === 'ImageContentSourcePolicy')
  const known = knowsAll === false ? old : sets
  const imports = importPlaces(pullSpec, known, config?.spec)
  const passed = pullThroughPlaces(pullSpec, known)
  const mirrored = known.flatMap(({ entries }) => entries.map(({ source }) => source))
  const blocked = blockedForImport(config?.spec?.registrySources, pullSpec, mirrored)
  const allowed = importVerdict(
    config?.spec?.allowedRegistriesForImport,
    pullSpec,
    false,
    config?.status?.internalRegistryHostname ?? '',
  )
  return (
    <Panel title={t('Imports, and the registry’s pull-through')}>
      <div className="rc-resolve__answer">
        {sets.length > old.length && knowsAll !== true && (
          <p>
            {knowsAll === false
              ? t(
                  'OpenShift {{version}} uses only ImageContentSourcePolicy for imports and pull-through: other mirror sets are for nodes.',
                  { version },
                )
              : t(
                  'The version of OpenShift could not be read. Up to 4.13 only ImageContentSourcePolicy counts here; from 4.14 on all mirror sets do, as shown below.',
                )}
          </p>
        )}
        {blocked !== undefined && (
          <Alert inline status="danger" title={t('Imports are refused: {{entry}} is blocked', { entry: blocked })} />
        )}
        {!allowed.allowed && (
          <Alert
            inline
            status="warning"
            title={t('{{host}}:{{port}} is not in the list of registries to import from', {
              host: allowed.host,
              port: allowed.port,
            })}
          >
            {t('Only users who may create images cluster-wide can import from it.')}
          </Alert>
        )}
        <Consumer title={t('Image imports')} places={imports} nodes={places} />
        <Consumer title={t('Pull-through by the registry')} places={passed} nodes={places} />
        <p className="rc-subtle">
          {t(
            'Both always try the source last, even where nodes must not, and ignore wildcards. Imports respect blocked and insecure registries where an entry names the whole registry; pull-through respects neither, and uses mirrors for tags and digests alike. Allowed registries count for nodes and builds only.',
          )}
        </p>
      </div>
    </Panel>
  )
}

interface ConsumerProps {
  title: string
  places: readonly ImagePlace[]
  nodes: readonly ImagePlace[]
}

function Consumer({ title, places, nodes }: ConsumerProps) {
  const isAlike = isSame(specs(places), specs(nodes)) && nodes.every(({ blocked }) => !blocked)
  return (
    <section aria-label={title}>
      <h3 className="rc-resolve__heading">{title}</h3>
      {isAlike ? (
        <p>{t('The same places in the same order as nodes.')}</p>
      ) : (
        <PlaceList label={title} places={places} />
      )}
    </section>
  )
}
