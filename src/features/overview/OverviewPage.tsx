import { lazy, useMemo } from 'react'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { streamRow } from '../../k8s/resources/imageStreamRow.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { seesNothing } from '../../k8s/resources/registryFacts.ts'
import { registryVerdict, type RegistryVerdict } from '../../k8s/resources/registryVerdict.ts'
import { useNamespacedList } from '../../k8s/useNamespacedList.ts'
import { useRegistryFacts, useToldEnough } from '../../k8s/useRegistryFacts.ts'
import { t } from '../../lib/t.ts'
import { useVolumeUse } from '../../prometheus/useVolumeUse.ts'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RegistryVerdictAlert } from '../../ui/RegistryVerdictAlert.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ConditionsCard } from './ConditionsCard.tsx'
import { CountsCard } from './CountsCard.tsx'
import { FailingImports } from './FailingImports.tsx'
import { LatestImages } from './LatestImages.tsx'
import { OwnProjects } from './OwnProjects.tsx'
import { PruningCard } from './PruningCard.tsx'
import { RoutesCard } from './RoutesCard.tsx'
import { StorageCard } from './StorageCard.tsx'
import { streamTotals } from './streamTotals.ts'
import './overview.css'

// What comes later anyway is no part of what the start page waits for.
const AlertsCard = lazy(async () => ({ default: (await import('./AlertsCard.tsx')).AlertsCard }))
const LargestCard = lazy(async () => ({ default: (await import('./LargestCard.tsx')).LargestCard }))

/** Is the registry healthy, and if not, exactly why, and what to do. Then what it holds and what happens to it. */
export function OverviewPage() {
  const facts = useRegistryFacts()
  const streams = useNamespacedList(ImageStream, undefined, streamRow)
  const totals = useMemo(() => streamTotals(streams.items), [streams.items])
  const claim = facts.claim.object?.metadata.name
  const volume = useVolumeUse(claim === undefined ? undefined : { namespace: registryNamespace, name: claim })
  const { used, capacity } = volume
  const isTold = useToldEnough(facts)
  const isOwn = isTold && seesNothing(facts)
  const full = used !== undefined && capacity !== undefined ? { volume: { used, capacity } } : {}
  return (
    <Page title={t('Overview')} description={t('How the image registry is, what it holds, and what happens to it.')}>
      <div className="rc-overview">
        {/* Who may see nothing of the registry begins with what is theirs. */}
        {!isTold ? (
          <SkeletonLines lines={2} />
        ) : (
          !isOwn && <RegistryVerdictAlert verdict={registryVerdict({ ...facts, ...full })} />
        )}
        {!isTold ? (
          <SkeletonLines lines={12} />
        ) : isOwn ? (
          <OwnProjects streams={streams} />
        ) : (
          <div className="rc-overview__numbers">
            <Panel title={t('Storage')}>
              <StorageCard facts={facts} volume={volume} />
            </Panel>
            <Panel title={t('Contents')}>
              <CountsCard streams={streams} totals={totals} />
            </Panel>
            <Panel title={t('Pods and routes')}>
              <RoutesCard facts={facts} />
            </Panel>
            <Panel title={t('Pruning')}>
              <PruningCard />
            </Panel>
            <Panel title={t('Alerts')}>
              <AlertsCard />
            </Panel>
            <Panel title={t('Conditions')}>
              <ConditionsCard facts={facts} />
            </Panel>
          </div>
        )}
        <div className="rc-overview__columns">
          {/* Who begins with their projects has read there that all imports work. */}
          {(!isOwn || totals.failing > 0) && (
            <Panel title={t('Failing imports')}>
              <FailingImports streams={streams} totals={totals} />
            </Panel>
          )}
          <Panel title={t('Latest pushes and imports')}>
            <LatestImages streams={streams} totals={totals} />
          </Panel>
        </div>
        {isOwn ? (
          <NotTold verdict={registryVerdict(facts)} />
        ) : (
          <Panel title={t('Largest projects and image streams')}>
            <LargestCard wanted={streams.complete || streams.state === 'failed'} />
          </Panel>
        )}
      </div>
    </Page>
  )
}

/** In one line what the person may not see. */
function NotTold({ verdict: { sentence, why } }: { verdict: RegistryVerdict }) {
  return (
    <p className="rc-subtle">
      {sentence} {why}
    </p>
  )
}
