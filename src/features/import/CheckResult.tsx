import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList'
import type { ReactNode } from 'react'
import { isKindMissing, type ApiError } from '../../k8s/ApiError.ts'
import { createdOf, layersOf, manifestsOf, platformsOf, sizeOf, sumOf } from '../../k8s/resources/image.ts'
import type { ImportResult } from '../../k8s/resources/imageStreamImport.ts'
import { importProblem } from '../../k8s/resources/importProblem.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { CommandLine } from '../../ui/CommandLine.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { Problem } from '../../ui/Failed.tsx'
import { sentence } from '../../ui/Forbidden.tsx'
import { grantCommand, grantingRole, missingRight } from '../../ui/forbidden.ts'
import { bringIntoView } from '../../ui/inView.ts'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import type { Check } from './importForm.ts'
import type { CheckState } from './useCheck.ts'
import { ImportProblemAlert, type Remedies } from './ImportProblemAlert.tsx'

export interface CheckResultProps extends Remedies {
  state: CheckState
  /** The form says something else than what was looked at. */
  outdated: boolean
}

/** What a look at the source found, or why it found nothing and what to do now. */
export function CheckResult({ state, outdated, ...remedies }: CheckResultProps) {
  switch (state.kind) {
    case 'idle':
      return (
        <p className="rc-subtle">
          {t('Checking looks at the source with the pull secrets of the project. Nothing is stored.')}
        </p>
      )
    case 'busy':
      return <SkeletonLines lines={4} />
    default:
      return (
        <div className="rc-import__check" ref={bringIntoView}>
          {outdated && <Alert inline status="info" title={t('The source has changed since the check')} />}
          {state.kind === 'failed' ? (
            <CheckFailed error={state.error} remedies={remedies} />
          ) : (
            <Found check={state.check} scope={state.request.scope} remedies={remedies} />
          )}
        </div>
      )
  }
}

function CheckFailed({ error, remedies }: { error: ApiError; remedies: Remedies }) {
  if (isKindMissing(error)) return <Problem error={error} onRetry={remedies.onRetry} />
  const problem = importProblem(error)
  if (error.code === 422 || problem.cause !== 'unknown')
    return <ImportProblemAlert problem={problem} remedies={remedies} />
  const right = error.code === 403 ? missingRight(error) : undefined
  return (
    <Alert
      inline
      live
      status="danger"
      title={t('Could not check')}
      actions={
        <Button variant="link" isInline onClick={remedies.onRetry}>
          {t('Check again')}
        </Button>
      }
    >
      {right && <p>{sentence(right)}</p>}
      <ServerMessage message={error.message} />
      {right && (
        <p>
          {t('An administrator can grant it:')} <CommandLine command={grantCommand(right, grantingRole(right))} />
        </p>
      )}
    </Alert>
  )
}

function Found({ check, scope, remedies }: { check: Check; scope: 'image' | 'repository'; remedies: Remedies }) {
  const [first] = check.results
  if (!first) return <p>{t('The repository has no tags.')}</p>
  if (!first.ok && (scope === 'image' || first.tag === ''))
    return <ImportProblemAlert problem={importProblem(first)} remedies={remedies} />
  if (scope === 'image') return <FoundImage result={first} />
  const failed = check.results.filter(({ ok }) => !ok).length
  return (
    <div className="rc-import__labels" role="status">
      <StatusLabel status="success">{t('{{count}} tags found', { count: check.results.length - failed })}</StatusLabel>
      {failed > 0 && <StatusLabel status="danger">{t('{{count}} tags cannot be read', { count: failed })}</StatusLabel>}
      {check.additionalTags.length > 0 && (
        <StatusLabel status="info">
          {t('{{count}} more tags than the cluster imports at once', { count: check.additionalTags.length })}
        </StatusLabel>
      )}
    </div>
  )
}

/** One image: digest, size, platforms, age. */
function FoundImage({ result: { image, manifests = [], digest } }: { result: ImportResult }) {
  if (!image) return null
  const isList = manifestsOf(image).length > 0
  const size = isList ? sumOf(manifests.flatMap(layersOf)) || undefined : sizeOf(image)
  const created = isList ? newestOf(manifests.map(createdOf)) : createdOf(image)
  const terms: [string, ReactNode][] = [
    [t('Digest'), <Digest key="digest" value={digest} />],
    [
      t('Size'),
      <>
        <Bytes value={size} />
        {isList && ` ${t('compressed, all platforms')}`}
      </>,
    ],
    [t('Platforms'), platformsOf(image).join(', ') || t('unknown')],
    [t('Created'), <Timestamp key="created" value={created} absent={t('unknown')} />],
  ]
  return (
    <>
      <div role="status">
        <StatusLabel status="success">{t('The image is there')}</StatusLabel>
      </div>
      <DescriptionList isCompact orientation={{ md: 'horizontal' }} aria-label={t('Image found')}>
        {terms.map(([name, value]) => (
          <DescriptionListGroup key={name}>
            <DescriptionListTerm>{name}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </>
  )
}

/** The latest of some times of the API, which all have the same form. */
function newestOf(times: readonly (string | undefined)[]): string | undefined {
  return times.reduce((newest, time) => ((time ?? '') > (newest ?? '') ? time : newest), undefined)
}
