import PauseIcon from '@patternfly/react-icons/dist/esm/icons/pause-icon'
import PlayIcon from '@patternfly/react-icons/dist/esm/icons/play-icon'
import { useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import type { LogClient } from '../../../logs/logClient.ts'
import type { LogProblem } from '../../../lib/registryDiagnosis.ts'
import type { LogSource } from '../../../logs/logSession.ts'
import type { InLog, LogViewState, SourceId } from '../../../logs/logProtocol.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { LogList } from '../../../ui/logs/LogList.tsx'
import { useLogRows } from '../../../ui/logs/useLogRows.ts'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { levelWords } from './filterWords.ts'
import { LineDetails } from './LineDetails.tsx'
import { LinesStatus } from './LinesStatus.tsx'
import { LogProblems, ProblemsToggle } from './LogProblems.tsx'
import { LogsEmpty } from './LogsEmpty.tsx'
import {
  offeredLevels,
  viewOptionsOf,
  wholeRequest,
  withChange,
  withField,
  withoutField,
  withoutFilters,
} from './logsQuery.ts'
import { MatchStatus } from './MatchStatus.tsx'
import { mergedProblems, problemLines } from './problemWords.ts'
import { RowsInSight } from './rowsInSight.ts'
import { SearchBox } from './SearchBox.tsx'
import { sourceLabels } from './sourceWords.ts'
import { useFollowing } from './useFollowing.ts'
import { useLogProblems } from './useLogProblems.ts'
import type { LogsAddress } from './useLogsAddress.ts'
import { useMatches } from './useMatches.ts'
import { useRoomBelow } from './useRoomBelow.ts'
import { useSearchKeys } from './useSearchKeys.ts'

interface LinesViewProps {
  address: LogsAddress
  client: LogClient
  sources: readonly LogSource[]
  view: LogViewState
  /** What stands beside the search. */
  toolbar(find: ReactNode): ReactNode
  /** What stands before the number of lines. */
  states: ReactNode
}

/** The lines themselves: searched, filtered, followed, opened. */
export function LinesView({ address, client, sources, view, toolbar, states }: LinesViewProps) {
  const { query, change, edit } = address
  const root = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [columns, setColumns] = useState(0)
  const [selected, setSelected] = useState<number>()
  const shownAs = JSON.stringify(viewOptionsOf(query, 0))
  const options = useMemo(() => viewOptionsOf(query, query.wrap ? columns : 0), [query, columns])
  const key = JSON.stringify(options)
  // The lines are in a worker, which is told how they are looked at.
  useEffect(() => {
    const abort = new AbortController()
    client.call('setView', JSON.parse(key) as typeof options, { signal: abort.signal }).catch(() => {})
    return () => abort.abort()
  }, [client, key])

  const cached = useLogRows(client, view)
  const [sight] = useState(() => new RowsInSight())
  const rows = useMemo(() => sight.of(cached), [sight, cached])
  const matches = useMatches(client, shownAs, sight, view.searched === 1)
  const found = useLogProblems(client, view.total)
  const problems = useMemo(() => mergedProblems(found), [found])
  const [showProblems, setShowProblems] = useState(false)
  const problemsId = useId()

  const [following, onFollowing] = useFollowing(client, query.follow)
  const open = useCallback(
    (line: number) => {
      setSelected(line)
      onFollowing(false)
    },
    [onFollowing],
  )
  const close = () => {
    setSelected(undefined)
    root.current?.querySelector<HTMLElement>('[role=log]')?.focus({ preventScroll: true })
  }
  const labels = useMemo(() => sourceLabels(sources), [sources])
  const sourceLabel = useCallback((source: SourceId) => labels.get(source) ?? '', [labels])
  const go = (direction: 1 | -1) => void matches.go(direction).catch(() => {})
  useRoomBelow(root, main)
  useSearchKeys(root, query.q === '' ? undefined : go)
  const showLines = ({ kind }: InLog<LogProblem>) =>
    edit((params) => withChange(withoutFilters(params), { ...problemLines[kind], regex: '1', only: '1', noise: '1' }))

  return (
    <div ref={root} className="rc-logs__lines-view">
      {toolbar(
        <>
          <NativeSelect
            label={t('Level')}
            value={query.level ?? ''}
            options={[
              { value: '', label: t('All levels') },
              ...[...new Set([...offeredLevels, ...(query.level ? [query.level] : [])])].map((value) => ({
                value,
                label: levelWords(value),
              })),
            ]}
            onChange={(level) => change({ level })}
          />
          <SearchBox query={query} change={change} view={view} go={go} input={input} />
          <Button
            icon={following ? <PauseIcon /> : <PlayIcon />}
            onClick={() => {
              onFollowing(!following)
              change({ follow: following ? '0' : '1' }, true)
            }}
          >
            {following ? t('Pause') : t('Follow')}
          </Button>
        </>,
      )}
      <LinesStatus
        {...{ query, view, change }}
        lead={
          <>
            {states}
            <ProblemsToggle
              problems={problems}
              open={showProblems}
              controls={problemsId}
              onToggle={() => setShowProblems(!showProblems)}
            />
            <MatchStatus {...{ query, view, change, go }} index={matches.current?.index} />
          </>
        }
        onRemove={(filter) => edit((params) => withoutField(params, filter))}
        onClear={() => edit(withoutFilters)}
      />
      {showProblems && problems.length > 0 && (
        <LogProblems id={problemsId} problems={problems} onShow={showLines} onClose={() => setShowProblems(false)} />
      )}
      <div ref={main} className={`rc-logs__main${selected === undefined ? '' : ' rc-m-details'}`}>
        {view.shown === 0 ? (
          <div className="rc-logs__empty">
            <LogsEmpty
              {...{ query, sources, view }}
              onClearFilters={() => edit(withoutFilters)}
              onShowNoise={() => change({ noise: '1' })}
              onAllTime={() => change({ since: '' })}
            />
          </div>
        ) : (
          <LogList
            name={t('Log')}
            rows={rows}
            following={following}
            onFollowing={onFollowing}
            wrap={query.wrap}
            brief={!query.raw}
            onColumns={setColumns}
            timestamps={query.timestamps}
            sourceLabel={sources.length > 1 ? sourceLabel : undefined}
            current={matches.current?.row}
            turn={matches.current?.turn ?? 0}
            selected={selected}
            onSelect={open}
            shownAs={shownAs}
          />
        )}
        {selected !== undefined && (
          <LineDetails
            client={client}
            line={selected}
            sources={sources}
            onFilter={(filter) => edit((params) => withField(params, filter))}
            onWholeRequest={(id) => edit((params) => wholeRequest(params, id))}
            onClose={close}
          />
        )}
      </div>
    </div>
  )
}
