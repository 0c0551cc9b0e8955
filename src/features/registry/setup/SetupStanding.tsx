import type { ReactNode } from 'react'
import { Link } from 'react-router'
import {
  type Infrastructure,
  isHosted,
  lacksDefaultStorage,
  platformOf,
} from '../../../k8s/resources/infrastructure.ts'
import { conditionOf, type RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { storagePlace, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import type { StatusKind } from '../../../ui/StatusLabel.tsx'
import type { SetupStage } from './setupStage.ts'

interface SetupStandingProps {
  stage: SetupStage
  /** Undefined: it may not be read. */
  config: RegistryConfig | undefined
  infrastructure: Infrastructure | undefined
  actions?: ReactNode
}

/** Where the cluster stands: the answer first, then why, then what now. */
export function SetupStanding({ stage, config, infrastructure, actions }: SetupStandingProps) {
  const platform = infrastructure && platformOf(infrastructure)
  const degraded = config && conditionOf(config, 'Degraded')
  const isDegraded = stage === 'works' && degraded?.status === 'True'
  const { status, title } = isDegraded
    ? { status: 'warning' as const, title: t('The registry is set up, and something is wrong with it.') }
    : headOf(stage)
  const place = storagePlace(config?.spec?.storage)
  return (
    <Alert inline status={status} title={title} actions={actions}>
      {stage === 'removed' && (
        <>
          <p>
            {platform !== undefined && lacksDefaultStorage(platform)
              ? t(
                  'This cluster runs on {{platform}}, where the operator knows no storage that images can be kept in: it begins with the registry removed. It has to be told where, below.',
                  { platform },
                )
              : t('Its management state is Removed: somebody switched it off, or it began so.')}
          </p>
          <p>
            {t(
              'Until then nothing can be pushed or built into the cluster, and image streams cannot be pulled through it.',
            )}
          </p>
          {storageTypeOf(config?.spec?.storage) !== 'none' && (
            <p>{t('It has a place already: {{place}}. It is used again unless another one is chosen.', { place })}</p>
          )}
        </>
      )}
      {stage === 'storage-missing' && (
        <>
          <p>
            {t(
              'It is to run, but it was not told where to keep images, and the platform {{platform}} has no storage of its own for it. The operator makes no pods until there is one.',
              {
                platform: platform ?? t('of this cluster'),
              },
            )}
          </p>
          {degraded?.message && <ServerMessage message={degraded.message} />}
        </>
      )}
      {stage === 'coming-up' && (
        <p>{t('It keeps images in {{place}}. What it is waiting for is shown below, live.', { place })}</p>
      )}
      {stage === 'unknown' && (
        <p>
          {t(
            'The guide is of use all the same: it makes the commands for somebody who may apply them. Where the registry works already, they would change where it keeps images.',
          )}
        </p>
      )}
      {stage === 'unmanaged' && (
        <p>
          {t(
            'Its management state is Unmanaged: the operator leaves everything as it is, changes made here too. Manage it first.',
          )}
        </p>
      )}
      {stage === 'works' && config && <p>{t('It keeps images in {{place}}.', { place })}</p>}
      {isDegraded && (
        <>
          <p>
            {t('It serves, but its operator complains.')}
            {sentenceGap()}
            <Link to={paths.registry()}>{t('Status of the registry')}</Link>
          </p>
          {degraded.message && <ServerMessage message={degraded.message} />}
        </>
      )}
      {infrastructure && isHosted(infrastructure) && (
        <p>{t('Its control plane runs elsewhere, and whoever runs it may refuse changes of the registry.')}</p>
      )}
    </Alert>
  )
}

function headOf(stage: SetupStage): { status: StatusKind; title: string } {
  switch (stage) {
    case 'removed':
      return { status: 'warning', title: t('The registry is removed. Choose storage and switch it on.') }
    case 'storage-missing':
      return { status: 'danger', title: t('The registry has no storage. Choose storage.') }
    case 'coming-up':
      return { status: 'info', title: t('The registry is set up and not available.') }
    case 'unknown':
      return { status: 'info', title: t('You may not see how the registry is set.') }
    case 'unmanaged':
      return { status: 'info', title: t('The registry is not managed.') }
    case 'works':
      return { status: 'success', title: t('The registry is set up and works.') }
  }
}
