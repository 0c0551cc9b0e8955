import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { snapshotState, snapshotTime, VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { openDeleteSnapshot } from './snapshotDialogs.tsx'

/** The snapshots of the claim, the newest first. They are few: a plain table. */
export function SnapshotTable({ snapshots }: { snapshots: readonly VolumeSnapshot[] }) {
  return (
    <div className="rc-storage__scroll">
      <table className="pf-v6-c-table pf-m-compact rc-storage__snapshots" aria-label={t('Volume snapshots')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {[t('Name'), t('Status'), t('Taken'), t('Restore size'), t('Class')].map((title) => (
              <th key={title} scope="col" className="pf-v6-c-table__th">
                {title}
              </th>
            ))}
            <td className="pf-v6-c-table__td" />
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {snapshots.map((snapshot) => (
            <tr key={snapshot.metadata.uid ?? snapshot.metadata.name} className="pf-v6-c-table__tr">
              <th scope="row" className="pf-v6-c-table__td">
                {snapshot.metadata.name}
              </th>
              <td className="pf-v6-c-table__td">
                <State snapshot={snapshot} />
              </td>
              <td className="pf-v6-c-table__td">
                <Timestamp value={snapshotTime(snapshot)} absent={t('not yet')} />
              </td>
              <td className="pf-v6-c-table__td">
                <Size quantity={snapshot.status?.restoreSize} />
              </td>
              <td className="pf-v6-c-table__td">
                {snapshot.spec?.volumeSnapshotClassName ?? <Absent text={t('default')} />}
              </td>
              <td className="pf-v6-c-table__td pf-v6-c-table__action">
                <MenuButton
                  label={t('Actions for {{name}}', { name: snapshot.metadata.name })}
                  entries={() => [
                    {
                      key: 'delete',
                      label: t('Delete snapshot'),
                      danger: true,
                      needs: {
                        verb: 'delete',
                        type: VolumeSnapshot,
                        namespace: registryNamespace,
                        name: snapshot.metadata.name,
                      },
                      onSelect: () => openDeleteSnapshot(snapshot.metadata.name),
                    },
                  ]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function State({ snapshot }: { snapshot: VolumeSnapshot }) {
  const message = snapshot.status?.error?.message
  switch (snapshotState(snapshot)) {
    case 'ready':
      return (
        <StatusLabel status="success" compact>
          {t('Ready')}
        </StatusLabel>
      )
    case 'failed':
      return (
        <>
          <StatusLabel status="danger" compact>
            {t('Failed')}
          </StatusLabel>
          {message && <div className="rc-storage__message">{message}</div>}
        </>
      )
    case 'creating':
      return (
        <StatusLabel status="info" compact>
          {t('Being taken')}
        </StatusLabel>
      )
    case 'deleting':
      return (
        <StatusLabel status="none" compact title={t('It goes once nothing uses it any more.')}>
          {t('Being deleted')}
        </StatusLabel>
      )
    case 'waiting':
      return (
        <StatusLabel status="none" compact title={t('No snapshot controller has picked it up yet.')}>
          {t('Waiting')}
        </StatusLabel>
      )
  }
}

function Size({ quantity }: { quantity: string | undefined }) {
  if (quantity === undefined) return <Absent text={t('not known')} />
  const bytes = parseQuantity(quantity)
  return <span className="rc-number">{Number.isNaN(bytes) ? quantity : formatBytes(bytes)}</span>
}
