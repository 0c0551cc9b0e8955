import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { Link } from 'react-router'
import { useCan } from '../../k8s/access.ts'
import { Pod } from '../../k8s/resources/pod.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { userQuery } from '../../k8s/whoami.ts'
import { paths } from '../../lib/paths.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { sentence } from '../Forbidden.tsx'
import { grantCommand, grantingRole } from '../forbidden.ts'
import { SkeletonLines } from '../Skeleton.tsx'
import './audit.css'

const ReadPushHistory = lazy(async () => ({ default: (await import('./ReadPushHistory.tsx')).ReadPushHistory }))

/** Who pushed to a repository and pulled from it, from the logs of the registry. They may be large: they are read when somebody asks. */
export function PushHistory({ repository }: { repository: string }) {
  const title = useId()
  const [reading, setReading] = useState(0)
  const { allowed } = useCan('get', Pod, { namespace: registryNamespace, subresource: 'log' })
  return (
    <section className="rc-audit__history" aria-labelledby={title}>
      <div className="rc-audit__history-head">
        <h2 id={title}>{t('History of pushes')}</h2>
        {allowed !== false && (
          <Button onClick={() => setReading(reading + 1)}>{reading > 0 ? t('Read again') : t('Read the logs')}</Button>
        )}
      </div>
      {allowed === false ? (
        <NotAllowed />
      ) : (
        <p className="rc-subtle rc-audit__limits">
          {t(
            'Who pushed, who pulled, and who was denied it: the logs of the registry’s pods know, as far back as they reach.',
          )}
          {sentenceGap()}
          {reading === 0 && t('They may be large.')}
          {sentenceGap()}
          <Link to={paths.logs({ view: 'audit', repo: repository })}>{t('Follow it in the logs')}</Link>
        </p>
      )}
      {reading > 0 && allowed !== false && (
        <Suspense fallback={<SkeletonLines lines={4} />}>
          <ReadPushHistory key={reading} repository={repository} />
        </Suspense>
      )}
    </section>
  )
}

/** The logs of the registry are those of the whole cluster: few may read them. */
function NotAllowed() {
  const { data: user } = useQuery(userQuery())
  const right = {
    verb: 'get',
    resource: 'pods/log',
    group: '',
    namespace: registryNamespace,
    ...(user?.name && { user: user.name }),
  }
  return (
    <div className="rc-audit__limits">
      <p>
        {t('Who pushed is only in the logs of the registry, which speak of all projects.')}
        {sentenceGap()}
        {sentence(right)}
        {sentenceGap()}
        {t('Administrators of the cluster can look, or grant it:')}
      </p>
      <CommandLine command={grantCommand(right, grantingRole(right))} />
    </div>
  )
}
