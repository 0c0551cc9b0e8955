import type { ReactNode } from 'react'
import { prunerDefaults, settingsOf, verbosityOption, type ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { prunerProblems } from '../../../k8s/resources/imagePrunerProblems.ts'
import { exactJson } from '../../../lib/exactJson.ts'
import { formatGoDuration } from '../../../lib/goDuration.ts'
import { t } from '../../../lib/t.ts'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { ageSourceWords, ageWords } from './prunerWords.ts'

/** All settings, with the operator's defaults where nothing is set, and with what is wrong with them. */
export function PrunerTerms({ pruner }: { pruner: ImagePruner }) {
  const spec = pruner.spec ?? {}
  const settings = settingsOf(pruner)
  const problems = prunerProblems(spec)
  const term = (field: string, name: string, value: ReactNode, isDefault = false): Term => ({
    name,
    value: (
      <>
        {value} {isDefault && <span className="rc-subtle">{t('(default)')}</span>}
        {problems
          .filter(
            ({ path }) => path[0] === field || (field === 'keepYoungerThanDuration' && path[0] === 'keepYoungerThan'),
          )
          .map(({ severity, message }) => (
            <p key={message}>
              <StatusLabel compact status={severity === 'error' ? 'danger' : 'warning'}>
                {severity === 'error' ? t('Wrong') : t('Take care')}
              </StatusLabel>{' '}
              {message}
            </p>
          ))}
      </>
    ),
  })
  return (
    <DescriptionList
      label={t('Settings')}
      terms={[
        term('schedule', t('Schedule'), <code>{settings.schedule}</code>, !spec.schedule),
        term('suspend', t('Suspended'), settings.suspend ? t('Yes') : t('No')),
        term(
          'keepTagRevisions',
          t('Keep tag revisions'),
          String(spec.keepTagRevisions ?? prunerDefaults.keepTagRevisions),
          spec.keepTagRevisions === undefined,
        ),
        term(
          'keepYoungerThanDuration',
          t('Keep younger than'),
          <Age pruner={pruner} />,
          settings.keepYoungerThanFrom === 'default',
        ),
        term(
          'ignoreInvalidImageReferences',
          t('Ignore invalid image references'),
          settings.ignoreInvalidImageReferences
            ? t('Yes')
            : t('No: one image reference that cannot be read stops every run'),
        ),
        term(
          'logLevel',
          t('Log level'),
          <>
            {settings.logLevel} <code>{verbosityOption(settings.logLevel)}</code>
          </>,
          !spec.logLevel,
        ),
        term(
          'successfulJobsHistoryLimit',
          t('Successful jobs history limit'),
          settings.successfulJobsHistoryLimit,
          spec.successfulJobsHistoryLimit === undefined,
        ),
        term(
          'failedJobsHistoryLimit',
          t('Failed jobs history limit'),
          settings.failedJobsHistoryLimit,
          spec.failedJobsHistoryLimit === undefined,
        ),
        term('resources', t('Resources'), <Resources spec={spec} />, !spec.resources),
        term(
          'nodeSelector',
          t('Node selector'),
          <KeyValues entries={Object.entries(spec.nodeSelector ?? {})} absent={t('any node')} />,
        ),
        term('tolerations', t('Tolerations'), <Json value={spec.tolerations} />),
        term('affinity', t('Affinity'), <Json value={spec.affinity} />),
      ]}
    />
  )
}

function Age({ pruner }: { pruner: ImagePruner }) {
  const { keepYoungerThan, keepYoungerThanFrom } = settingsOf(pruner)
  const text = pruner.spec?.keepYoungerThanDuration
  if (keepYoungerThanFrom === 'unreadable') return <code>{text === '' ? '""' : text}</code>
  const shown =
    keepYoungerThanFrom === 'default' ? prunerDefaults.keepYoungerThan : (text ?? formatGoDuration(keepYoungerThan))
  const source = ageSourceWords(keepYoungerThanFrom, pruner)
  return (
    <>
      <code>{shown}</code> {t('({{words}})', { words: ageWords(keepYoungerThan) })}
      {source && <p>{source}</p>}
    </>
  )
}

function Resources({ spec }: { spec: NonNullable<ImagePruner['spec']> }) {
  const { requests, limits } = spec.resources ?? { requests: prunerDefaults.requests }
  const entries = (['requests', 'limits'] as const).flatMap((kind) =>
    Object.entries({ requests, limits }[kind] ?? {}).map(
      ([name, quantity]) => [`${kind}.${name}`, String(quantity)] as const,
    ),
  )
  return <KeyValues entries={entries} absent={t('none')} />
}

function Json({ value }: { value: object | undefined }) {
  if (!value || Object.keys(value).length === 0) return <span className="rc-subtle">{t('none')}</span>
  return <pre className="rc-pruner__json">{exactJson(value, 2)}</pre>
}
