import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { addressTime } from '../../lib/fieldTime.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../../ui/Button.tsx'
import { NativeSelect } from '../../ui/NativeSelect.tsx'
import { TimeField } from '../../ui/TimeField.tsx'
import { keepFocus } from '../../ui/titleFocus.ts'
import { nameOf, ranges, refreshes, spanWords, steps, withChoices, type MetricsView } from './metricsView.ts'

const custom = 'custom'

/** Which part of the past all charts show, in which steps, and how often they are asked for again. */
export function MetricsToolbar({ view }: { view: MetricsView }) {
  const [params, setParams] = useSearchParams()
  const client = useQueryClient()
  const fetching = useIsFetching({ queryKey: ['prometheus'] }) > 0
  const { span } = view
  const choose = (changes: Record<string, string | undefined>) =>
    setParams(withChoices(params, changes), { state: keepFocus })
  const chooseRange = (name: string) => {
    if (name !== custom) return choose({ range: name })
    if (!('last' in span)) return
    const now = Date.now() / 1000
    choose({ from: addressTime(now - span.last), to: addressTime(now) })
  }
  const rangeOptions = Object.entries(ranges).map(([value, seconds]) => ({
    value,
    label: t('Last {{span}}', { span: spanWords(seconds) }),
  }))
  const automatic = t('Automatic step ({{step}})', { step: spanWords(view.step) })
  return (
    <div className="rc-metrics__toolbar" role="group" aria-label={t('What the charts show')}>
      <NativeSelect
        label={t('Range')}
        value={view.range ?? custom}
        options={[...rangeOptions, { value: custom, label: t('From … to …') }]}
        onChange={chooseRange}
      />
      {!('last' in span) && (
        <>
          <TimeField
            key={`from ${span.start}`}
            label={t('From', { context: 'time' })}
            seconds={span.start}
            onChange={(start) =>
              start < span.end - 60 && choose({ from: addressTime(start), to: addressTime(span.end) })
            }
          />
          <TimeField
            key={`to ${span.end}`}
            label={t('To', { context: 'time' })}
            seconds={span.end}
            onChange={(end) => end > span.start + 60 && choose({ from: addressTime(span.start), to: addressTime(end) })}
          />
        </>
      )}
      <NativeSelect
        label={t('Step')}
        value={nameOf(steps, view.chosenStep)}
        options={[
          { value: '', label: view.chosenStep === undefined ? automatic : t('Automatic step') },
          ...Object.entries(steps).map(([value, seconds]) => ({
            value,
            label: t('Every {{span}}', { span: spanWords(seconds) }),
          })),
        ]}
        onChange={(step) => choose({ step })}
      />
      {'last' in span && (
        <NativeSelect
          label={t('Auto refresh')}
          value={nameOf(refreshes, view.refresh)}
          options={[
            { value: '', label: t('No auto refresh') },
            ...Object.entries(refreshes).map(([value, seconds]) => ({
              value,
              label: t('Refresh every {{span}}', { span: spanWords(seconds) }),
            })),
          ]}
          onChange={(refresh) => choose({ refresh })}
        />
      )}
      <Button
        isLoading={fetching}
        spinnerAriaLabel={t('Loading')}
        onClick={() => void client.refetchQueries({ queryKey: ['prometheus'], type: 'active' })}
      >
        {t('Refresh')}
      </Button>
      {view.chosenStep !== undefined && view.step !== view.chosenStep && (
        <p className="rc-subtle">
          {t('Points are {{step}} apart: Prometheus gives at most 11,000 of them.', { step: spanWords(view.step) })}
        </p>
      )}
    </div>
  )
}
