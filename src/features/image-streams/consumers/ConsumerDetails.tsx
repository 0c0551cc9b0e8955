import { t } from '../../../lib/t.ts'
import type { ImageConsumer } from '../../../k8s/resources/imageConsumer.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import type { ConsumerView } from './consumerColumns.tsx'
import { behindSentence, policySentences, workloadText } from './consumerWords.ts'
import { triggerSentence } from './triggerWords.ts'

const shown = 20

/** What opens below a workload: its reference in full, what that means, and everything that is folded in it. */
export function ConsumerDetails({ row }: { row: ConsumerView }) {
  const { image, pullPolicy, behind, trigger, members, namespace } = row
  const folded = members.filter(({ role }) => role !== 'trigger')
  const alone = folded.length === 1 && folded[0]?.workload === row.workload
  const terms: Term[] = [{ name: t('Image'), value: <CommandLine command={image} what={t('image')} /> }]
  if (pullPolicy) terms.push({ name: t('Pull policy'), value: `${pullPolicy}. ${policySentences(row).join(' ')}` })
  if (behind) terms.push({ name: t('Behind'), value: behindSentence(behind) })
  if (trigger) terms.push({ name: t('Trigger'), value: triggerSentence(trigger, namespace) })
  return (
    <div className="rc-consumers__details">
      <DescriptionList label={workloadText(row)} terms={terms} />
      {folded.length > 0 && !alone && <Members members={folded} label={workloadText(row)} />}
    </div>
  )
}

function Members({ members, label }: { members: readonly ImageConsumer[]; label: string }) {
  return (
    <>
      <table
        className="pf-v6-c-table pf-m-compact rc-table__table"
        aria-label={t('What {{workload}} consists of', { workload: label })}
      >
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {[t('Kind'), t('Name'), t('Reference'), t('Runs'), t('State')].map((title) => (
              <th key={title} scope="col" className="pf-v6-c-table__th">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {members.slice(0, shown).map((member) => (
            <tr key={`${member.kind} ${member.name} ${member.image}`} className="pf-v6-c-table__tr">
              <td className="pf-v6-c-table__td" data-label={t('Kind')}>
                {member.kind}
              </td>
              <td className="pf-v6-c-table__td rc-consumers__long" data-label={t('Name')}>
                {member.name}
              </td>
              <td className="pf-v6-c-table__td" data-label={t('Reference')}>
                {member.digest ? <Digest value={member.digest} /> : (member.tag ?? member.image)}
              </td>
              <td className="pf-v6-c-table__td" data-label={t('Runs')}>
                {member.running ? <Digest value={member.running} /> : <Absent text={t('not known')} />}
              </td>
              <td className="pf-v6-c-table__td" data-label={t('State')}>
                {stateText(member)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {members.length > shown && <p>{t('and {{count}} more', { count: members.length - shown })}</p>}
    </>
  )
}

/** An old replica set runs nothing, but is what a roll back of its deployment would start. */
function stateText({ kind, workload }: ImageConsumer): string {
  if (!workload.idle) return kind === 'Pod' ? t('runs or will run') : t('in use')
  if (kind === 'ReplicaSet' || kind === 'ReplicationController') return t('kept for a roll back')
  return t('not running')
}
