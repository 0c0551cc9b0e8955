import { listed, sentenceGap, sentences } from '../../../lib/prose.ts'
import { scopeName } from '../../../lib/registryHost.ts'
import { t } from '../../../lib/t.ts'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { accountWord, problemSentence, registryProblemSentence } from '../../../ui/pull-secrets/pullSecretWords.ts'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Overlap, PullSecretTableRow } from './pullSecretTable.ts'

/** All that is known of a pull secret. */
export function PullSecretDetails({ row }: { row: PullSecretTableRow }) {
  const { secret, name } = row
  return (
    <div className="rc-pull-secrets__details">
      {secret.problem && <p>{problemSentence(secret.problem)}</p>}
      {!secret.readable && (
        <p>
          {t(
            'Only its name is known: you cannot read the secrets of this project, or the server leaves out their contents.',
          )}
        </p>
      )}
      {secret.registries.length > 0 && <RegistryTable row={row} />}
      <DescriptionList label={t('Details of {{name}}', { name })} terms={termsOf(row)} />
    </div>
  )
}

function RegistryTable({ row: { secret, overlaps, name } }: { row: PullSecretTableRow }) {
  return (
    <ul className="rc-pull-secrets__registries" aria-label={t('Registries of {{name}}', { name })}>
      {secret.registries.map(({ scope, account, problem }, index) => (
        // A name may be there twice, written in two ways.
        <li key={`${scope} ${String(index)}`}>
          <strong className="rc-break">{scopeName(scope)}</strong>{' '}
          {problem && problem !== 'scheme' ? (
            <StatusLabel compact status={problem === 'auth' ? 'danger' : 'warning'}>
              {problem === 'auth' ? t('Cannot be read') : t('Signs in nowhere')}
            </StatusLabel>
          ) : (
            <span className="rc-subtle">{accountWord(account)}</span>
          )}
          {problem && <div>{registryProblemSentence(problem)}</div>}
          {overlaps
            .filter((overlap) => overlap.scope === scope)
            .map((overlap) => (
              <OverlapText key={overlap.scope} overlap={overlap} name={name} />
            ))}
        </li>
      ))}
    </ul>
  )
}

function OverlapText({
  overlap: { others, more, same, scope, importsTake },
  name,
}: {
  overlap: Overlap
  name: string
}) {
  const equal = others.filter((other) => other.scope === scope).map(({ secret }) => secret)
  const near = others.filter((other) => other.scope !== scope)
  return (
    <div className="rc-subtle">
      {same &&
        sentences(
          t('{{names}} covers it, too.', { names: listed(equal) }),
          importsTake === undefined
            ? t('Imports use neither.')
            : t('Imports use only {{name}}, the first by name.', { name: importsTake }),
          t('Pods try each secret of their service account, in order.'),
        )}
      {sentenceGap()}
      {near.length > 0 &&
        t('Longer paths go first: {{list}}.', {
          list: listed(
            [...near, { secret: name, scope }]
              .toSorted((a, b) => (a.scope < b.scope ? 1 : -1))
              .map((each) => t('{{scope}} of {{name}}', { scope: scopeName(each.scope), name: each.secret })),
          ),
        })}
      {sentenceGap()}
      {more !== undefined && t('and {{count}} more', { count: more })}
    </div>
  )
}

function termsOf({ secret, pull, mount }: PullSecretTableRow): Term[] {
  const none = <span className="rc-subtle">{t('No service account')}</span>
  const names = (list: readonly string[]) => (list.length > 0 ? <span className="rc-break">{listed(list)}</span> : none)
  const { type, generatedFor, excluded, readable } = secret
  return [
    { name: t('Pods that pull with it'), value: names(pull) },
    { name: t('May mount it'), value: names(mount) },
    {
      name: t('Imports'),
      value: !readable
        ? t('not known')
        : excluded
          ? t('Leave it out: {{annotation}} is true.', { annotation: 'openshift.io/image.excludeSecret' })
          : t('All imports of the project use it.'),
    },
    ...(type ? [{ name: t('Type'), value: <code>{type}</code> }] : []),
    ...(generatedFor
      ? [
          {
            name: t('Made by'),
            value: t('The cluster, for the service account {{account}} to use its own registry.', {
              account: generatedFor,
            }),
          },
        ]
      : []),
  ]
}
