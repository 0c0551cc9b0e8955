import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { StatusLabel } from '../StatusLabel.tsx'
import type { YamlProblem } from './yamlDocument.ts'

const most = 50

/** The problems of a text by line; choosing one goes there. */
export function ProblemList({
  problems,
  onChoose,
}: {
  problems: readonly YamlProblem[]
  onChoose(problem: YamlProblem): void
}) {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return (
    <div className="rc-yaml__problems">
      <p role="status" className="pf-v6-screen-reader">
        {problems.length > 0 && t('{{count}} problems', { count: problems.length })}
      </p>
      {problems.length > 0 && (
        <ul aria-label={errors > 0 ? t('Problems') : t('Warnings')}>
          {problems.slice(0, most).map((problem) => (
            <li key={`${problem.from} ${problem.message}`}>
              <StatusLabel compact status={problem.severity === 'error' ? 'danger' : 'warning'}>
                {t('Line {{line}}', { line: problem.line })}
              </StatusLabel>
              <Button variant="link" isInline onClick={() => onChoose(problem)}>
                {problem.message}
              </Button>
            </li>
          ))}
          {problems.length > most && <li>{t('and {{count}} more', { count: problems.length - most })}</li>}
        </ul>
      )}
    </div>
  )
}
