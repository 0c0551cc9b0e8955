import { Link } from 'react-router'
import type { InLog } from '../../../logs/logProtocol.ts'
import type { LogProblem } from '../../../lib/registryDiagnosis.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Glyph } from '../../../ui/Glyph.tsx'
import { statusGlyphs } from '../../../ui/statusGlyphs.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { problemWords } from './problemWords.ts'

interface ProblemsToggleProps {
  problems: readonly InLog<LogProblem>[]
  open: boolean
  /** The id of the list that it opens. */
  controls: string
  onToggle(): void
}

/** What goes wrong again and again, in few words: a button among other facts, so that nothing moves when it comes. */
export function ProblemsToggle({ problems, open, controls, onToggle }: ProblemsToggleProps) {
  if (problems.length === 0) return null
  const titles = [...new Set(problems.map((problem) => problemWords(problem).title))]
  const [first = '', ...others] = titles
  return (
    <button
      type="button"
      className="pf-v6-c-label pf-m-warning pf-m-clickable rc-logs__problems-toggle"
      aria-expanded={open}
      aria-controls={controls}
      title={titles.join(' · ')}
      onClick={onToggle}
    >
      <span className="pf-v6-c-label__content">
        <span className="pf-v6-c-label__icon">
          <Glyph config={statusGlyphs.warning} />
        </span>
        <span className="pf-v6-c-label__text">
          <span className="pf-v6-screen-reader">{t('Problems found:')} </span>
          {others.length > 0 ? t('{{first}} and {{count}} more', { first, count: others.length }) : first}
        </span>
      </span>
    </button>
  )
}

interface LogProblemsProps {
  id: string
  problems: readonly InLog<LogProblem>[]
  onShow(problem: InLog<LogProblem>): void
  onClose(): void
}

/** The problems that lines tell of, each with what it means, where it is mended, and the way to its lines. */
export function LogProblems({ id, problems, onShow, onClose }: LogProblemsProps) {
  return (
    <div id={id}>
      <Alert inline status="warning" title={t('Problems found in these lines')} onClose={onClose}>
        <ul className="rc-logs__problems" aria-label={t('Problems found')}>
          {problems.map((problem) => (
            <li key={`${problem.source} ${problem.kind} ${problem.line}`}>
              <Problem problem={problem} onShow={onShow} />
            </li>
          ))}
        </ul>
      </Alert>
    </div>
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
