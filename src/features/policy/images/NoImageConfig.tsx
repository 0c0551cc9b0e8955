import SlidersIcon from '@patternfly/react-icons/dist/esm/icons/sliders-h-icon'
import { isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Missing } from '../../../ui/Missing.tsx'

/** Why there is no configuration to show: the cluster does not have the kind or the object, or the person may not read it. */
export function NoImageConfig({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  if (isKindMissing(error))
    return (
      <Missing what={ImageConfig.group}>
        <p>
          {t(
            'It is no OpenShift, or its configuration is kept elsewhere: nodes pull and people import as each node and the registry were set up.',
          )}
        </p>
      </Missing>
    )
  if (error.code === 403)
    return (
      <>
        <Problem error={error} onRetry={onRetry} />
        <p className="rc-subtle">
          {t(
            'Without it the console cannot say which registries are allowed. When an image is refused, the message of the pod or the import names the policy.',
          )}
        </p>
      </>
    )
  if (error.code !== 404) return <Problem error={error} onRetry={onRetry} />
  return (
    <EmptyState
      title={t('There is no Image {{name}}', { name: imageConfigName })}
      icon={SlidersIcon}
      status="warning"
      actions={<Button onClick={onRetry}>{t('Look again')}</Button>}
    >
      <p>
        {t(
          'It comes with the cluster. Whoever deleted it can make an empty one, with which everything is as by default:',
        )}
      </p>
      <CommandLine
        command={`oc create -f - <<< '{"apiVersion":"config.openshift.io/v1","kind":"Image","metadata":{"name":"cluster"},"spec":{}}'`}
      />
    </EmptyState>
  )
}
