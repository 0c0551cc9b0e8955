import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { listed, sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { exampleOf, type SourceMirror, type SourcePolicy } from './sourcePolicy.ts'
import type { SourceRow } from './sourceRow.ts'

/** Whether the cluster's image policy allows a registry, and what stands before it. */
export function PolicyDetails({ row }: { row: SourceRow }) {
  const example = exampleOf(row)
  return (
    <>
      <p>
        {policySentence(row.policy)}
        {sentenceGap()}
        <Link to={paths.policy()}>{t('Cluster image policy')}</Link>
      </p>
      <Mirrors mirrors={row.mirrors} />
      {example !== undefined && (
        <p>
          <Link to={paths.policy('resolve', { q: example })}>{t('Where would its images come from?')}</Link>
        </p>
      )}
    </>
  )
}

function policySentence(policy: SourcePolicy): string {
  switch (policy.kind) {
    case 'allowed':
      return t('Nodes may pull from it, and people may import from it.')
    case 'noPolicy':
      return t('The cluster has no image policy: everything is allowed.')
    case 'partly':
      return t('A part of it is decided by entries of their own: {{entries}}.', { entries: listed(policy.entries) })
    case 'notForImport':
      if (policy.insecureOnly)
        return t(
          'Tags with Insecure ask for port 80, which is not among the allowed registries for import. The others may be imported.',
        )
      return t(
        'It is not among the allowed registries for import. Users who may create images cluster-wide can still import.',
      )
    case 'blocked':
      if (policy.list === 'allowedRegistries')
        return t('It is not among the allowed registries: nodes and builds do not pull from it. Imports still work.')
      if (policy.entry === undefined) return t('The cluster blocks it, as failing imports say.')
      return policy.imports
        ? t('The entry {{entry}} of the blocked registries keeps nodes, builds and imports from it.', {
            entry: policy.entry,
          })
        : t('The entry {{entry}} of the blocked registries keeps nodes and builds from it. Imports still work.', {
            entry: policy.entry,
          })
    case 'hidden':
      return t('You cannot see the policy.')
    case 'pending':
      return t('The policy is being read.')
  }
}

function Mirrors({ mirrors }: { mirrors: readonly SourceMirror[] | undefined }) {
  if (!mirrors) return <p>{t('You cannot see whether it has mirrors.')}</p>
  if (mirrors.length === 0) return <p>{t('No mirror set covers it.')}</p>
  return (
    <ul className="rc-sources__list" aria-label={t('Mirror sets')}>
      {mirrors.map(({ set, kind, source, mirrors: places }) => (
        <li key={`${kind}/${set} ${source}`}>
          <Link to={paths.policy('mirrors', { name: set })}>{set}</Link>{' '}
          {t('looks for {{source}} in {{places}} first', { source, places: listed(places) || t('no mirror') })}
        </li>
      ))}
    </ul>
  )
}
