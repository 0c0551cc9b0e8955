import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { storageNameOf, storagePlace, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { configCommand } from '../configChange.ts'

/** How images get from one place to another, which the operator does not do. */
export function CopyImages({
  from,
  to,
}: {
  from: RegistryStorage | null | undefined
  to: RegistryStorage | null | undefined
}) {
  return (
    <details className="rc-storage__copy">
      <summary>{t('How to copy the images')}</summary>
      <ol>
        <li>
          {t('Set the registry read-only, so that nothing is added meanwhile:')}{' '}
          <CommandLine command={configCommand({ spec: { readOnly: true } })} />
        </li>
        <li>
          {t('Copy everything below the directory docker, while the old place is still in use:')}
          {copyCommands(from, to).map((command) => (
            <CommandLine key={command} command={command} />
          ))}
        </li>
        <li>{t('Change the storage, and wait until the registry is available.')}</li>
        <li>
          {t('Pull an image that was pushed before, then set the registry writable again:')}{' '}
          <CommandLine command={configCommand({ spec: { readOnly: false } })} />
        </li>
      </ol>
      <p>
        {t('Single image streams can be copied through another registry instead:')}{' '}
        <CommandLine command="skopeo sync --src docker --dest docker REGISTRY_HOST/PROJECT/STREAM OTHER_HOST/PROJECT" />
      </p>
    </details>
  )
}

function copyCommands(from: RegistryStorage | null | undefined, to: RegistryStorage | null | undefined): string[] {
  const source = placeOf(from)
  const target = placeOf(to)
  if (source.startsWith('s3://') && target.startsWith('s3://')) return [`aws s3 sync ${source} ${target}`]
  if (source.startsWith('gs://') && target.startsWith('gs://')) return [`gsutil -m rsync -r ${source} ${target}`]
  return [fetchCommand(source), storeCommand(target)]
}

const fetchCommand = (source: string) => {
  if (source.startsWith('s3://')) return `aws s3 sync ${source} ./docker`
  if (source.startsWith('gs://')) return `gsutil -m rsync -r ${source} ./docker`
  if (source === '') return 'rclone sync OLD:docker ./docker'
  return `oc rsync -n ${registryNamespace} REGISTRY_POD:${source}/ ./docker`
}

const storeCommand = (target: string) => {
  if (target.startsWith('s3://')) return `aws s3 sync ./docker ${target}`
  if (target.startsWith('gs://')) return `gsutil -m rsync -r ./docker ${target}`
  if (target === '') return 'rclone sync ./docker NEW:docker'
  return `oc rsync -n ${registryNamespace} ./docker/ POD_WITH_THE_NEW_CLAIM:${target}/`
}

/** Where the tools find the images; empty for what only rclone speaks. */
function placeOf(storage: RegistryStorage | null | undefined): string {
  const name = storageNameOf(storage)
  switch (storageTypeOf(storage)) {
    case 's3':
      return `s3://${name ?? 'BUCKET'}/docker`
    case 'gcs':
      return `gs://${name ?? 'BUCKET'}/docker`
    case 'pvc':
    case 'emptyDir':
      return '/registry/docker'
    default:
      return ''
  }
}

/** What a change of place does to the images that are there. */
export function MovingNotice({
  from,
  to,
}: {
  from: RegistryStorage | null | undefined
  to: RegistryStorage | null | undefined
}) {
  return (
    <>
      <p>
        {t(
          'Images do not move: they stay in {{place}}. Pushed and built images cannot be pulled until they are copied, pushed or built again; image streams keep naming them. Imported images are fetched from their source again.',
          { place: storagePlace(from) },
        )}
      </p>
      <CopyImages from={from} to={to} />
    </>
  )
}
