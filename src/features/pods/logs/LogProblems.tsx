import { useId, useState } from 'react'
import { Link } from 'react-router'
import type { InLog } from '../../../logs/logProtocol.ts'
import type { LogProblem } from '../../../lib/registryDiagnosis.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { mergedProblems, problemWords } from './problemWords.ts'

interface LogProblemsProps {
  problems: readonly InLog<LogProblem>[]
  onShow(problem: InLog<LogProblem>): void
}

/** What goes wrong again and again, as the lines tell it, with where it is mended. Quiet until somebody opens it. */
export function LogProblems({ problems, onShow }: LogProblemsProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const merged = mergedProblems(problems)
  if (merged.length === 0) return null
  const titles = [...new Set(merged.map((problem) => problemWords(problem).title))]
  return (
    <Alert
      inline
      status="warning"
      title={t('Problems found in these lines: {{titles}}', { titles: titles.join(' · ') })}
      actions={
        <Button variant="link" isInline aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? t('Hide problems') : t('Show {{count}} problems', { count: merged.length })}
        </Button>
      }
    >
      <ul id={id} hidden={!open} className="rc-logs__problems" aria-label={t('Problems found')}>
        {open &&
          merged.map((problem) => (
            <li key={`${problem.source} ${problem.kind} ${problem.line}`}>
              <Problem problem={problem} onShow={onShow} />
            </li>
          ))}
      </ul>
    </Alert>
  )
}

function Problem({ problem, onShow }: { problem: InLog<LogProblem>; onShow: LogProblemsProps['onShow'] }) {
  const { title, means, next } = problemWords(problem)
  const { count, first, last, sample, repository, user, host } = problem
  const about = [repository, user, host].filter((part) => part !== undefined && part !== '')
  return (
    <>
      <p>
        <strong>{title}</strong>{' '}
        <span className="rc-subtle">
          {t('{{count}} times', { count })}
          {last > 0 && (
            <>
              {' · '}
              {last - first > 1_000_000 && (
                <>
                  {t('first')} <Timestamp value={iso(first)} />
                  {' · '}
                </>
              )}
              {t('last')} <Timestamp value={iso(last)} />
            </>
          )}
          {about.length > 0 && ` · ${about.join(' · ')}`}
        </span>
      </p>
      <p>{means}</p>
      <p className="rc-logs__sample">
        <code>
          <bdi>{sample}</bdi>
        </code>
      </p>
      <p className="rc-logs__links">
        <Button variant="link" isInline onClick={() => onShow(problem)}>
          {t('Show these lines')}
        </Button>
        {next.map(({ label, to }) => (
          <Link key={to} to={to}>
            {label}
          </Link>
        ))}
      </p>
    </>
  )
}

function iso(time: number): string {
  return new Date(time / 1000).toISOString()
}
