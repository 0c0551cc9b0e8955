import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { storageNameOf, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'

/** A thing to do about the data in an object storage, and the command that does it. */
interface StorageAdvice {
  what: string
  command: string
}

const fieldOf = (storage: RegistryStorage | undefined, type: string, name: string): string | undefined => {
  const fields = storage?.[type]
  if (typeof fields !== 'object' || fields === null) return undefined
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The options with which a compatible store, or another region, is reached. */
function s3Options(storage: RegistryStorage | undefined): string[] {
  const endpoint = fieldOf(storage, 's3', 'regionEndpoint')
  const region = fieldOf(storage, 's3', 'region')
  const url = endpoint === undefined || /^https?:/.test(endpoint) ? endpoint : `https://${endpoint}`
  return [...(url === undefined ? [] : ['--endpoint-url', url]), ...(region === undefined ? [] : ['--region', region])]
}

const blobAddress = (account: string, container: string) => `https://${account}.blob.core.windows.net/${container}`

/** The command by which an object storage says how much it holds; undefined where there is no usual one. */
export function sizeCommand(storage: RegistryStorage | undefined): string | undefined {
  const name = storageNameOf(storage)
  if (name === undefined) return undefined
  switch (storageTypeOf(storage)) {
    case 's3':
      return `${commandLine('aws', 's3', 'ls', `s3://${name}`, '--recursive', '--summarize', '--human-readable', ...s3Options(storage))} | tail -n 2`
    case 'gcs':
      return commandLine('gcloud', 'storage', 'du', '--summarize', '--readable-sizes', `gs://${name}`)
    case 'swift':
      return commandLine('swift', 'stat', name)
    case 'azure':
    case 'ibmcos':
    case 'oss':
      return commandLine('rclone', 'size', `REMOTE:${name}`)
    default:
      return undefined
  }
}

/** What keeps the images of an object storage: versions of what is overwritten or deleted, and a copy elsewhere. */
export function backupAdvice(storage: RegistryStorage | undefined): StorageAdvice[] {
  const name = storageNameOf(storage) ?? 'BUCKET'
  const copy = (command: string): StorageAdvice => ({
    what: t('Copy it to another place, as often as you can do without'),
    command,
  })
  const versions = (command: string): StorageAdvice => ({
    what: t('Keep what is deleted for a while: versions or soft deletion'),
    command,
  })
  switch (storageTypeOf(storage)) {
    case 's3': {
      const options = s3Options(storage)
      return [
        versions(
          commandLine(
            'aws',
            's3api',
            'put-bucket-versioning',
            '--bucket',
            name,
            '--versioning-configuration',
            'Status=Enabled',
            ...options,
          ),
        ),
        copy(commandLine('aws', 's3', 'sync', `s3://${name}`, `s3://${name}-backup`, ...options)),
      ]
    }
    case 'gcs':
      return [
        versions(commandLine('gcloud', 'storage', 'buckets', 'update', `gs://${name}`, '--soft-delete-duration=7d')),
        copy(commandLine('gcloud', 'storage', 'rsync', '--recursive', `gs://${name}`, `gs://${name}-backup`)),
      ]
    case 'azure': {
      const account = fieldOf(storage, 'azure', 'accountName') ?? 'ACCOUNT'
      return [
        versions(
          commandLine(
            'az',
            'storage',
            'account',
            'blob-service-properties',
            'update',
            '--account-name',
            account,
            '--enable-delete-retention',
            'true',
            '--delete-retention-days',
            '7',
          ),
        ),
        copy(commandLine('azcopy', 'sync', blobAddress(account, name), blobAddress('BACKUP', name), '--recursive')),
      ]
    }
    default:
      return [copy(commandLine('rclone', 'sync', `REMOTE:${name}`, `BACKUP:${name}`))]
  }
}
