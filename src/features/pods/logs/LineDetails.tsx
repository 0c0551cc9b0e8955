import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { lazy, Suspense, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { LogClient } from '../../../logs/logClient.ts'
import type { LogSource } from '../../../logs/logSession.ts'
import { absoluteTime } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import { paths } from '../../../lib/paths.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { logTimeTitle } from '../../../ui/logs/logTime.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { FieldValue } from './FieldValue.tsx'
import { fieldOfParam, requestIdField, type FieldFilter } from './logsQuery.ts'
import { useLine, type WholeLine } from './useLine.ts'

// Few lines say no.
const LineDenial = lazy(async () => ({ default: (await import('../../../ui/audit/LineDenial.tsx')).LineDenial }))

interface LineDetailsProps {
  client: LogClient
  line: number
  sources: readonly LogSource[]
  onFilter(filter: FieldFilter): void
  onWholeRequest(id: string): void
  onClose(): void
}

/** Everything about one line: when and where, its fields, its text, and what belongs to it. Everything in it is text. */
export function LineDetails({ client, line, sources, onFilter, onWholeRequest, onClose }: LineDetailsProps) {
  const reading = useLine(client, line)
  const panel = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const id = useId()
  // The focus: who opened a line reads on in it, below the lines where there is no room beside them.
  useEffect(() => {
    if (line >= 0) title.current?.focus()
  }, [line])
  const close = useRef(onClose)
  // The keys belong to the browser: Escape leaves from anywhere in here.
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const element = panel.current
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      event.stopPropagation()
      close.current()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [])
  return (
    <aside ref={panel} className="rc-logs__details" aria-labelledby={id}>
      <div className="rc-logs__details-head">
        <h2 ref={title} id={id} tabIndex={-1}>
          {t('Line details')}
        </h2>
        <Button
          variant="plain"
          size="sm"
          aria-label={t('Close line details')}
          title={t('Close line details')}
          icon={<TimesIcon />}
          onClick={onClose}
        />
      </div>
      {reading.state === 'reading' && <SkeletonLines lines={6} />}
      {reading.state === 'gone' && (
        <p className="rc-subtle">{t('This line is no longer held: newer ones needed its room.')}</p>
      )}
      {reading.state === 'failed' && (
        <Alert inline status="warning" title={t('The line could not be read')}>
          {reading.error.message}
        </Alert>
      )}
      {reading.state === 'known' && (
        <Whole key={line} whole={reading.whole} {...{ sources, onFilter, onWholeRequest }} />
      )}
    </aside>
  )
}

type WholeProps = Pick<LineDetailsProps, 'sources' | 'onFilter' | 'onWholeRequest'> & { whole: WholeLine }

function Whole({ whole, sources, onFilter, onWholeRequest }: WholeProps) {
  const { line, time, continued } = whole
  const source = sources.find(({ id }) => id === whole.source)
  const request = line.fields[requestIdField]
  const places: Term[] = [
    ...(time === undefined ? [] : [{ name: t('Time'), value: <Moment time={time} /> }]),
    ...(line.level ? [{ name: t('Level'), value: line.level }] : []),
    ...(source
      ? [
          {
            name: t('Pod'),
            value: (
              <>
                <Link to={paths.pod(source.pod)}>{source.pod}</Link>{' '}
                <span className="rc-subtle">
                  {source.previous ? t('{{container}}, previous', { container: source.container }) : source.container}
                </span>
              </>
            ),
          },
        ]
      : []),
  ]
  const fields = Object.entries(line.fields)
    .filter(([key]) => key !== 'time' && key !== 'level' && key !== 'msg')
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]): Term => ({
      name: key,
      value: <FieldValue field={key} value={value} onFilter={onFilter} />,
    }))
  const text = [line.text, ...continued].join('\n')
  return (
    <>
      <p className="rc-logs__message">
        <Cut text={line.message} most={1000} />
      </p>
      <div className="rc-logs__details-actions">
        {request !== undefined && request !== '' && (
          <Button size="sm" onClick={() => onWholeRequest(request)}>
            {t('Show the whole request')}
          </Button>
        )}
        <StreamLink repository={line.fields[fieldOfParam.repo]} />
      </div>
      <Suspense>
        <LineDenial line={line} />
      </Suspense>
      <DescriptionList label={t('Where the line comes from')} terms={places} />
      {fields.length > 0 && (
        <>
          <h3>{t('Fields')}</h3>
          <DescriptionList label={t('Fields of the line')} terms={fields} />
        </>
      )}
      <h3 className="rc-logs__details-head">
        {continued.length > 0
          ? t('Whole text with {{count}} lines that belong to it', { count: continued.length })
          : t('Whole text')}
        <CopyButton what={t('line')} text={text} />
      </h3>
      <pre className="rc-logs__raw" dir="ltr">
        <Cut text={text} most={20_000} />
      </pre>
    </>
  )
}

/** A time in the person's zone, and to the microsecond as the cluster has it. */
function Moment({ time }: { time: number }) {
  const iso = new Date(time / 1000).toISOString()
  return (
    <time dateTime={iso}>
      {absoluteTime(iso)}
      <span className="rc-subtle rc-logs__exact">{logTimeTitle(time)}</span>
    </time>
  )
}

/** The beginning of a text; all of it when somebody asks: a line may have a million characters. */
function Cut({ text, most }: { text: string; most: number }): ReactNode {
  const [whole, setWhole] = useState(false)
  if (text.length <= most || whole) return <bdi>{text}</bdi>
  return (
    <>
      <bdi>{`${text.slice(0, most)}…`}</bdi>{' '}
      <Button variant="link" isInline onClick={() => setWhole(true)}>
        {t('Show all {{count}} characters', { count: text.length })}
      </Button>
    </>
  )
}

function StreamLink({ repository = '' }: { repository: string | undefined }) {
  const [namespace, name, ...rest] = repository.split('/')
  if (!namespace || !name || rest.length > 0) return null
  return (
    <Link className="rc-break" to={paths.imageStream(namespace, name)}>
      {t('Image stream {{name}}', { name: repository })}
    </Link>
  )
}

const first = [
  fieldOfParam.user,
  fieldOfParam.repo,
  'vars.reference',
  'vars.digest',
  fieldOfParam.method,
  'http.request.uri',
  fieldOfParam.status,
  'err.code',
  'err.message',
  'err.detail',
]

/** What people look for stands first; the rest as the line has it. */
function rank(key: string): number {
  const at = first.indexOf(key)
  return at < 0 ? first.length : at
}
