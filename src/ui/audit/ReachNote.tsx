import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listOf } from '../../k8s/queries.ts'
import { Pod } from '../../k8s/resources/pod.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { registryPodSelector } from '../../k8s/resources/registryConfig.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import type { LogViewState } from '../../logs/logProtocol.ts'
import { momentText } from './auditWords.ts'
import { reachOf, type LogReach, type ReachedLog } from './logReach.ts'
import './audit.css'

interface ReachNoteProps {
  sources: readonly ReachedLog[]
  view: Pick<LogViewState, 'sources' | 'dropped'>
}

/** How far back it all reaches, for each pod, and what no log of the registry ever says. */
export function ReachNote({ sources, view }: ReachNoteProps) {
  const [open, setOpen] = useState(false)
  // The same that the logs are followed by.
  const { data: pods } = useQuery(listOf(Pod, { namespace: registryNamespace, labelSelector: registryPodSelector }))
  const reach = reachOf(sources, view.sources, pods?.items ?? [])
  const least = reach[0]
  return (
    <div className="rc-audit__reach">
      {least && (
        <p>
          {reach.length === 1
            ? reachSentence(least)
            : t('The logs of {{number}} containers reach back to {{time}} and further.', {
                number: reach.length,
                time: momentText(least.oldest),
              })}
          {sentenceGap()}
          {t('Logs end with their pod.')}
        </p>
      )}
      <ExpandableSection
        toggleText={t('How far back, and what is never here')}
        isIndented
        isExpanded={open}
        onToggle={(_, expanded) => setOpen(expanded)}
      >
        {open && <Limits reach={reach} dropped={view.dropped} />}
      </ExpandableSection>
    </div>
  )
}

function Limits({ reach, dropped }: { reach: readonly LogReach[]; dropped: number }) {
  return (
    <div className="rc-audit__limits">
      <ul>
        {reach.map((each) => (
          <li key={each.id}>{reachSentence(each)}</li>
        ))}
        <li>
          {t(
            'When a pod is deleted or replaced, by a rollout too, its log is gone: what was not read before stays unknown.',
          )}
        </li>
        <li>
          {t(
            'The kubelet keeps the newest 10 MiB or so of a container’s log and cuts the rest. It answers with the newest file only.',
          )}
        </li>
        {dropped > 0 && (
          <li>
            {t('{{count}} older lines were let go here, because there was no room for more.', { count: dropped })}
          </li>
        )}
      </ul>
      <p>{t('What never reaches these logs:')}</p>
      <ul>
        <li>{t('Pods that start with an image which their node has already.')}</li>
        <li>{t('Pulls that go to another registry: tags with the reference policy Source.')}</li>
        <li>
          {t(
            'Changes through the API: tagging, imports, roll backs, deleting tags and image streams. The API server’s audit log has them.',
          )}
        </li>
        <li>{t('Everything, while the registry’s log level is Warning or higher (logging: 1).')}</li>
      </ul>
    </div>
  )
}

function reachSentence({ pod, previous, oldest, from }: LogReach): string {
  const params = { pod, time: momentText(oldest) }
  if (previous) return t('{{pod}}, before its restart: since {{time}}.', params)
  switch (from) {
    case 'start':
      return t('{{pod}}: since {{time}}, when it started.', params)
    case 'cut':
      return t('{{pod}}: since {{time}}; what it said before was cut or not asked for.', params)
    case 'unknown':
      return t('{{pod}}: since {{time}}.', params)
  }
}
