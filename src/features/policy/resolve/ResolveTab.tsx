import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { asApiError, isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { versionQuery } from '../../../k8s/clusterInfo.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { imageSources } from '../../../k8s/resources/imageSources.ts'
import { useMirrorSets } from '../../../k8s/useMirrorSets.ts'
import { parseImageReference } from '../../../lib/imageReference.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { Unread } from '../mirrors/Unread.tsx'
import { NodeSources } from './NodeSources.tsx'
import { OtherConsumers } from './OtherConsumers.tsx'
import { pullSpecProblem, ResolveForm } from './ResolveForm.tsx'
import { StreamSources, streamTagOf } from './StreamSources.tsx'
import './resolve.css'

/** Where an image would come from. */
export function ResolveTab() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('q') ?? ''
  return (
    <div className="rc-resolve">
      <ResolveForm value={asked} onResolve={(q) => setParams({ q })} />
      {asked !== '' && pullSpecProblem(asked) === undefined && <Answer key={asked} pullSpec={asked} />}
    </div>
  )
}

function Answer({ pullSpec }: { pullSpec: string }) {
  const mirrors = useMirrorSets()
  const { data: images, error, isPending } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const { data: version } = useQuery(versionQuery())
  if (mirrors.pending || (isPending && !error)) return <SkeletonLines lines={8} />
  const all = imageSources(pullSpec, mirrors.sets, images?.spec) ?? []
  const [first] = all
  if (!first) return null
  const title = t('Where the image would come from')
  const isShort = parseImageReference(pullSpec)?.registry === undefined
  const hosts = [images?.status?.internalRegistryHostname ?? '', ...(images?.status?.externalRegistryHostnames ?? [])]
  const stream = streamTagOf(pullSpec, hosts)
  const { blockedRegistries, allowedRegistries } = images?.spec?.registrySources ?? {}
  // Nothing reads the oldest kind.
  const unread = mirrors.unread.filter(({ kind }) => kind !== 'ImageContentPolicy')
  const isPartial = unread.length > 0 || (error !== null && !images && !isNone(asApiError(error)))
  const noKinds = mirrors.present.length === 0 && mirrors.unread.length === 0
  return (
    <>
      {Boolean(blockedRegistries?.length) && Boolean(allowedRegistries?.length) && (
        <Alert inline status="danger" title={t('Both allowed and blocked registries are set')}>
          {t(
            'Nodes reject this configuration and keep the one they have. The answer is what both together would mean.',
          )}
          {sentenceGap()}
          <Link to={paths.policy()}>{t('Image configuration')}</Link>
        </Alert>
      )}
      {stream && <StreamSources {...stream} />}
      <Panel title={title}>
        <div className="rc-resolve__answers">
          {noKinds && (
            <p>{t('This cluster has no mirror sets: images come from the registry that their name says.')}</p>
          )}
          {isShort && (
            <p>
              {t(
                'The name has no registry. Nodes try each of their search registries in turn, unless a node has an alias for it.',
              )}
            </p>
          )}
          {all.map((sources) => (
            <NodeSources
              key={sources.pullSpec}
              sources={sources}
              label={all.length === 1 ? title : t('Where {{pullSpec}} would come from', { pullSpec: sources.pullSpec })}
              partial={isPartial}
            />
          ))}
        </div>
      </Panel>
      {/* The answer says that it is partial: why comes after it. */}
      <Unread found={{ ...mirrors, unread }} />
      {error && !images && <NoConfig error={asApiError(error)} />}
      <OtherConsumers
        pullSpec={pullSpec}
        sets={mirrors.sets}
        config={images}
        version={version?.openshift}
        places={first.places}
      />
    </>
  )
}

/** The image configuration is not there, or cannot be read. */
function NoConfig({ error }: { error: ApiError }) {
  if (isNone(error)) {
    return <p>{t('This cluster has no image configuration: it blocks no registry.')}</p>
  }
  return (
    <Alert inline status="warning" title={t('It is not known which registries are blocked or allowed')}>
      <p>{t('Any of these places may be blocked or untrusted.')}</p>
      <ServerMessage message={error.message} />
    </Alert>
  )
}

const isNone = (error: ApiError) => isKindMissing(error) || error.code === 404
