import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { PlanSections } from './PlanSections.tsx'
import { PlanSummary } from './PlanSummary.tsx'
import { PresentNotice } from './PresentNotice.tsx'
import { optionsKey, wantedOptions } from './previewOptions.ts'
import { ReadingKinds } from './ReadingKinds.tsx'
import { ReadLine } from './ReadLine.tsx'
import { RunSince } from './RunSince.tsx'
import { SettingsBar } from './SettingsBar.tsx'
import { ShownPreviewContext, type ShownPlan } from './shownPreview.ts'
import { UncertaintyAlert } from './UncertaintyAlert.tsx'
import { useComparedPreview } from './useComparedPreview.ts'
import { usePresentOptions } from './usePresentOptions.ts'
import type { PreviewState } from './usePreview.ts'
import './preview.css'

/** What a run of the pruner would delete now, with its own or with other settings. */
export function PreviewTab() {
  const [params] = useSearchParams()
  const present = usePresentOptions()
  const wanted = useMemo(() => present && wantedOptions(params, present), [params, present])
  const good = useLastGood(wanted?.options ?? present?.options, wanted?.options !== undefined)
  const namespace = good ? good.namespace : params.get('project') || undefined
  const { preview, shown, compared } = useComparedPreview(namespace, good, present?.options)
  const value = useMemo(
    () => shown && present && { ...shown, preview, present, compared },
    [shown, preview, present, compared],
  )
  // The answer shows at once; tables follow without holding up the next key.
  const sections = useDeferredValue(value, undefined)
  const planning =
    preview.planning ||
    (good !== undefined && shown !== undefined && optionsKey(good) !== optionsKey(shown.plan.options))
  if (!present || !wanted) return <SkeletonLines lines={10} />
  return (
    <ShownPreviewContext value={value}>
      <div className="rc-preview">
        {value && <UncertaintyAlert />}
        <PresentNotice present={present} />
        {value && <RunSince />}
        {value && preview.state === 'failed' && <FailedAgain preview={preview} />}
        {value && !isEmpty(value) && <PlanSummary present={present} planning={planning} outdated={!wanted.options} />}
        <SettingsBar present={present} wanted={wanted} />
        {!value ? (
          <Without preview={preview} namespace={namespace} />
        ) : isEmpty(value) ? (
          <Empty namespace={namespace} />
        ) : (
          <>
            <ReadLine />
            {sections && (
              <ShownPreviewContext value={sections}>
                <PlanSections />
              </ShownPreviewContext>
            )}
          </>
        )}
      </div>
    </ShownPreviewContext>
  )
}

/** The last options that could be read: what they show stays while a field is wrong. */
function useLastGood(options: PruneOptions | undefined, isGood: boolean): PruneOptions | undefined {
  const [last, setLast] = useState(options)
  if (!options || (last && (!isGood || optionsKey(last) === optionsKey(options)))) return last
  setLast(options)
  return options
}

const isEmpty = ({ reading }: ShownPlan) => reading.streams.length === 0 && reading.images.length === 0

/** Before there is anything to show: still reading, stopped, or failed. */
function Without({ preview, namespace }: { preview: PreviewState; namespace: string | undefined }) {
  const { state, error, kinds, stop, readAgain } = preview
  // What was pressed goes away with it: the focus goes to what takes its place.
  const [pressed, setPressed] = useState(false)
  const pressing = (act: () => void) => () => {
    setPressed(true)
    act()
  }
  if (state === 'failed' && error) {
    return (
      <>
        {error.code === 403 && namespace === undefined && (
          <Alert status="info" inline title={t('Choose a project that you may read')}>
            {t(
              'Who may not list the image streams of the whole cluster can still preview what a run for one project would take out of its history.',
            )}
          </Alert>
        )}
        <Problem error={error} onRetry={readAgain} />
      </>
    )
  }
  if (state === 'stopped') {
    return (
      <EmptyState
        title={t('Reading was stopped')}
        actions={
          <Button ref={takeFocus} onClick={pressing(readAgain)}>
            {t('Read again')}
          </Button>
        }
      >
        {t('A preview needs all of it: half of the workloads would make used images look unused.')}
      </EmptyState>
    )
  }
  return (
    <>
      <ReadingKinds kinds={kinds} stop={pressing(stop)} stopRef={pressed ? takeFocus : undefined} />
      <SkeletonLines lines={8} />
    </>
  )
}

/** The ref of a button that takes the place of the one that was pressed. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}

/** What is on screen is older than somebody wanted. */
function FailedAgain({ preview: { error, readAgain } }: { preview: PreviewState }) {
  return (
    <Alert
      status="danger"
      inline
      live
      title={t('Could not read again: what was read before is shown')}
      actions={<Button onClick={readAgain}>{t('Retry')}</Button>}
    >
      {error && <ServerMessage message={error.message} />}
    </Alert>
  )
}

function Empty({ namespace }: { namespace: string | undefined }) {
  return (
    <EmptyState title={t('Nothing to prune')}>
      {namespace === undefined
        ? t('There are no image streams and no images in this cluster.')
        : t('There are no image streams in this project.')}
    </EmptyState>
  )
}
