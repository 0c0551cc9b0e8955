import { useState } from 'react'
import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { snapshotState, type VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { openChangeStorage } from '../setup/storageDialogs.tsx'
import { restoreCommand } from './restoreCommand.ts'
import '../../../ui/action.css'

interface RestoreStepsProps {
  snapshots: readonly VolumeSnapshot[]
  claim: PersistentVolumeClaim | undefined
  name: string
}

/** How a snapshot becomes the storage of the registry again. */
export function RestoreSteps({ snapshots, claim, name }: RestoreStepsProps) {
  const ready = snapshots.filter((snapshot) => snapshotState(snapshot) === 'ready')
  const [chosen, setChosen] = useState<string>()
  const snapshot = ready.find(({ metadata }) => metadata.name === chosen) ?? ready[0]
  if (!snapshot) return null
  const command = restoreCommand(snapshot, claim, name)
  return (
    <details className="rc-storage__steps">
      <summary>{t('Restore from a snapshot')}</summary>
      <div className="rc-storage__stack">
        <Alert inline status="warning" title={t('Images that were pushed since the snapshot lose their data')}>
          {t(
            'Their image streams stay, and pulls of them fail, until they are pushed again or pruned. The present claim stays as it is: going back is changing the storage back.',
          )}
        </Alert>
        <ol className="rc-storage__list">
          <li>
            {t('Make a claim from the snapshot, beside the present one.')}
            {ready.length > 1 && (
              <div className="rc-storage__step">
                <NativeSelect
                  label={t('Snapshot')}
                  value={snapshot.metadata.name}
                  onChange={setChosen}
                  options={ready.map(({ metadata }) => ({ value: metadata.name, label: metadata.name }))}
                />
              </div>
            )}
            <div className="rc-equivalent__command rc-storage__step">
              <pre>{command.text}</pre>
              <CopyButton what={t('command')} text={command.text} />
            </div>
          </li>
          <li>
            {t('Change the storage to the claim {{name}}. The pods of the registry are replaced.', {
              name: command.claim,
            })}
            <div className="rc-storage__step">
              <Button onClick={() => openChangeStorage('pvc')}>{t('Change storage')}</Button>
            </div>
          </li>
          <li>{t('Pull an image, and keep the former claim until you are sure.')}</li>
        </ol>
      </div>
    </details>
  )
}
