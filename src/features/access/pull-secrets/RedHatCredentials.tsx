import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { credentialsFor, globalPullSecretName } from '../../../k8s/resources/pullSecret.ts'
import type { RegistryAccount } from '../../../k8s/resources/pullSecretContent.ts'
import { globalPullSecret, usePullSecrets } from '../../../k8s/usePullSecrets.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { openCreatePullSecret } from '../../../ui/pull-secrets/openCreatePullSecret.tsx'
import { accountWord } from '../../../ui/pull-secrets/pullSecretWords.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel, type StatusKind } from '../../../ui/StatusLabel.tsx'
import { projectCredentials, type ProjectCredentials } from './missingCredentials.ts'
import type { PullSecretPage } from './usePullSecretPage.ts'

const registry = 'registry.redhat.io'
const samples = 'openshift'
const shownAtMost = 10

/** The account of the cluster's own pull secret for the registry; undefined when it has none, or cannot be read. */
type GlobalAccount = { account: RegistryAccount } | 'none' | 'unknown'

interface Verdict {
  status: StatusKind | 'none'
  word: string
  sentence: string
  /** The worst first. */
  rank: number
}

/** With what the cluster and its projects sign in to registry.redhat.io, which serves nobody who does not. */
export function RedHatCredentials({ page: { secrets, streams } }: { page: PullSecretPage }) {
  const global = useGlobalAccount()
  // The samples of the cluster are checked whichever project is looked at.
  const ofSamples = usePullSecrets(samples)
  const { rows } = secrets
  const sampleRows = ofSamples.rows
  const all = useMemo(
    () => [
      ...rows.filter(
        ({ metadata }) => metadata.namespace !== samples && metadata.namespace !== globalPullSecretName.namespace,
      ),
      ...sampleRows,
    ],
    [rows, sampleRows],
  )
  const { items } = streams
  const projects = useMemo(() => projectCredentials(registry, items, all, { always: [samples] }), [items, all])
  if (secrets.pending || ofSamples.pending || global === undefined) return <SkeletonLines lines={4} />
  const isRead = (project: string) => (project === samples ? ofSamples : secrets).isRead(project)
  const judged = projects
    .map((project) => ({ ...project, verdict: verdictOf(project, global, isRead(project.namespace)) }))
    .toSorted((a, b) => a.verdict.rank - b.verdict.rank)
  return (
    <div className="rc-pull-secrets__details">
      <p className="rc-subtle">
        {t(
          'Every pull needs credentials. In production only registry service accounts are supported: their user names look like 12345678|name.',
        )}
      </p>
      <ul className="rc-pull-secrets__checks" aria-label={t('Credentials for {{registry}}', { registry })}>
        <li>
          <Check name={t('Global pull secret')} verdict={globalVerdict(global)} />
        </li>
        {judged.slice(0, shownAtMost).map(({ namespace, streams: importing, verdict, own }) => (
          <li key={namespace}>
            <Check name={t('Project {{name}}', { name: namespace })} verdict={verdict} streams={importing} />
            {!own && verdict.status !== 'success' && verdict.status !== 'none' && (
              <Button variant="link" isInline onClick={() => openCreatePullSecret({ namespace, registry })}>
                {t('Create pull secret')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {judged.length > shownAtMost && (
        <p className="rc-subtle">{t('and {{count}} more', { count: judged.length - shownAtMost })}</p>
      )}
    </div>
  )
}

function Check({ name, verdict, streams = 0 }: { name: string; verdict: Verdict; streams?: number }) {
  return (
    <>
      <strong className="rc-break">{name}</strong>{' '}
      <StatusLabel compact status={verdict.status}>
        {verdict.word}
      </StatusLabel>
      <div className="rc-subtle">
        {verdict.sentence} {streams > 0 && t('{{count}} image streams import from there.', { count: streams })}
      </div>
    </>
  )
}

function useGlobalAccount(): GlobalAccount | undefined {
  const { data, error } = useQuery(globalPullSecret())
  if (data) {
    if (!data.readable) return 'unknown'
    const [found] = credentialsFor([data], `${registry}/any`)
    return found ? { account: found.account } : 'none'
  }
  return error ? 'unknown' : undefined
}

function globalVerdict(global: GlobalAccount): Verdict {
  if (global === 'unknown')
    return { status: 'none', word: t('Not known'), sentence: t('It could not be read.'), rank: 0 }
  if (global === 'none') {
    const sentence = t(
      'Projects that import from there need credentials of their own, and nodes cannot pull from there.',
    )
    return { status: 'warning', word: t('None'), sentence, rank: 0 }
  }
  return accountVerdict(global.account, '')
}

function verdictOf(project: ProjectCredentials, global: GlobalAccount, isRead: boolean): Verdict {
  const { own, failing, streams } = project
  if (own) {
    const verdict = accountVerdict(own.account, own.secret)
    if (!failing) return verdict
    const sentence = t(
      '{{name}} has credentials. If it is newer than the failure, import again; otherwise the registry refuses them.',
      { name: own.secret },
    )
    return { status: 'danger', word: t('Imports are refused'), sentence, rank: 0 }
  }
  if (!isRead) {
    const sentence = t('What the secrets of this project are for cannot be read.')
    return failing
      ? { status: 'danger', word: t('Imports are refused'), sentence, rank: 1 }
      : { status: 'none', word: t('Not known'), sentence, rank: 4 }
  }
  if (failing) {
    const sentence =
      global === 'none' || global === 'unknown'
        ? t('It has no credentials.')
        : t('It has no credentials of its own, and those of the global pull secret are refused.')
    return { status: 'danger', word: t('Imports are refused'), sentence, rank: 0 }
  }
  if (global === 'unknown') {
    const sentence = t(
      'It has no credentials of its own. Imports use those of the global pull secret, if there are any.',
    )
    return { status: 'none', word: t('None of its own'), sentence, rank: 4 }
  }
  if (global !== 'none') {
    const sentence = t('It has no credentials of its own: imports use those of the global pull secret.')
    return { status: 'success', word: t('By the global one'), sentence, rank: 5 }
  }
  const sentence = t('Neither the project nor the cluster has credentials: imports from there fail.')
  return { status: streams > 0 ? 'danger' : 'warning', word: t('None'), sentence, rank: streams > 0 ? 1 : 3 }
}

function accountVerdict(account: RegistryAccount, secret: string): Verdict {
  const where = secret ? t('By the secret {{name}}.', { name: secret }) : ''
  if (account === 'serviceAccount') return { status: 'success', word: accountWord(account), sentence: where, rank: 6 }
  if (account !== 'personal') return { status: 'info', word: accountWord(account), sentence: where, rank: 4 }
  const sentence = t(
    'It stops working when the person changes the password or leaves. Use a registry service account instead.',
  )
  return { status: 'warning', word: accountWord(account), sentence: `${where} ${sentence}`, rank: 2 }
}
