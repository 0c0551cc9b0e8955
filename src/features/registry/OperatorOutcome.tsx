import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Link } from 'react-router'
import { asApiError } from '../../k8s/ApiError.ts'
import { objectOf } from '../../k8s/queries.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName, type Condition } from '../../k8s/resources/registryConfig.ts'
import { paths } from '../../lib/paths.ts'
import { listed, sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { CommandLine } from '../../ui/CommandLine.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import type { StatusKind } from '../../ui/StatusLabel.tsx'
import { changeConfig, lastChange, rememberChange, subscribeToChanges, type ConfigChange } from './configChange.ts'
import { outcomeOf, silentMs, type ConfigOutcome } from './configOutcome.ts'
import './operator-outcome.css'

/** What the operator makes of the last change that was saved, on every tab of the registry, until it is closed. */
export function OperatorOutcome() {
  const change = useSyncExternalStore(subscribeToChanges, lastChange)
  return (
    <div role="status" aria-label={t('Outcome of the last change')}>
      {change && <Outcome key={change.at} change={change} />}
    </div>
  )
}

function Outcome({ change }: { change: ConfigChange }) {
  const { data, error } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const [now, setNow] = useState(Date.now)
  const outcome = outcomeOf(change, data, error ? asApiError(error) : undefined, now)
  const waits = outcome.kind === 'waiting' && !outcome.silent
  // Time is outside React.
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, change.at + silentMs - Date.now()) + 10)
    return () => clearTimeout(timer)
  }, [waits, change])
  const { status, title, text } = wordsOf(outcome, change)
  return (
    <Alert
      inline
      status={status}
      title={title}
      onClose={() => rememberChange(undefined)}
      actions={outcome.kind === 'overwritten' && data && <ApplyAgain change={change} latest={data} />}
    >
      {text}
    </Alert>
  )
}

interface Words {
  status: StatusKind
  title: string
  text: ReactNode
}

function wordsOf(outcome: ConfigOutcome, { saved }: ConfigChange): Words {
  switch (outcome.kind) {
    case 'waiting':
      return outcome.silent
        ? { status: 'warning', title: t('Saved, and the operator has not answered for 30 seconds'), text: <Silent /> }
        : {
            status: 'info',
            title: t('Saved. Waiting for the operator'),
            text: t('It looks at every change within seconds.'),
          }
    case 'gone':
      return {
        status: 'warning',
        title: t('The Config was deleted after the change'),
        text: t('The operator makes a new one with its defaults: what was saved is lost.'),
      }
    case 'overwritten':
      return {
        status: 'warning',
        title: t('The change was overwritten'),
        text: (
          <>
            <p>
              {t(
                'The operator, which writes its own copy of the settings back, or somebody else set other values after it was saved:',
              )}
            </p>
            <ul className="rc-outcome__fields">
              {outcome.fields.map(({ path, asked, now }) => (
                <li key={path}>
                  <code>{path}</code>
                  {': '}
                  {t('saved')} <code>{asked}</code>
                  {', '}
                  {t('now')} <code>{now}</code>
                </li>
              ))}
            </ul>
          </>
        ),
      }
    case 'failed':
      return {
        status: 'danger',
        title: t('Saved, and the operator reports a problem'),
        text: (
          <>
            <p>
              {outcome.condition.type === 'Degraded'
                ? t(
                    'It has looked at the change and is degraded. Where that was so before, it need not be because of it.',
                  )
                : t('It could not apply all of it and tries again. What it could not apply is as before.')}
              {sentenceGap()}
              <StatusLink />
            </p>
            <RawCondition condition={outcome.condition} />
          </>
        ),
      }
    case 'applying':
      return {
        status: 'info',
        title: t('The operator has taken the change and applies it'),
        text: (
          <>
            <RawCondition condition={outcome.condition} />
            <StatusLink />
          </>
        ),
      }
    case 'unmanaged':
      return {
        status: 'info',
        title: t('Saved, without an effect for now'),
        text: t('The registry is unmanaged: the operator applies settings when it is managed again.'),
      }
    case 'done':
      return {
        status: 'success',
        title:
          saved.spec?.managementState === 'Removed'
            ? t('The operator has taken the change: the registry is removed')
            : t('The operator has taken the change'),
        text:
          outcome.filled.length > 0
            ? t('It has filled in itself: {{fields}}.', { fields: listed(outcome.filled) })
            : undefined,
      }
  }
}

function StatusLink() {
  return <Link to={paths.registry()}>{t('Look at the status')}</Link>
}

/** A condition in the operator's own words. */
function RawCondition({ condition: { type, status, reason, message } }: { condition: Condition }) {
  return (
    <div className="rc-outcome__condition">
      <code>{[`${type}=${status}`, reason].filter(Boolean).join(' ')}</code>
      {message && <ServerMessage message={message} />}
    </div>
  )
}

function Silent() {
  return (
    <>
      <p>
        {t(
          'The change is stored and nothing of it is applied yet. The operator may be stopped, restarting or unable to read the settings; it applies them when it is back.',
        )}
      </p>
      <CommandLine command={`oc get pods -n ${registryNamespace} -l name=cluster-image-registry-operator`} />
    </>
  )
}

function ApplyAgain({ change, latest }: { change: ConfigChange; latest: RegistryConfig }) {
  const client = useQueryClient()
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false })
  const apply = async () => {
    setState({ busy: true })
    try {
      await applyAgain(client, change, latest)
    } catch (error) {
      setState({ busy: false, problem: asApiError(error).message })
    }
  }
  return (
    <>
      <Button variant="link" isInline isLoading={state.busy} isAriaDisabled={state.busy} onClick={() => void apply()}>
        {t('Apply again')}
      </Button>
      {state.problem !== undefined && <ServerMessage message={state.problem} />}
    </>
  )
}

/** How often the operator may write its status in between. */
const mostTries = 4

/** Saves the change anew. That the operator meanwhile writes its status is no conflict; that other values are set is. */
async function applyAgain(client: QueryClient, change: ConfigChange, seen: RegistryConfig): Promise<void> {
  const overwritten = (config: RegistryConfig) => JSON.stringify(outcomeOf(change, config, undefined, Date.now()))
  for (let latest = seen, tries = 1; ; tries++) {
    try {
      await changeConfig(client, latest, change.patch)
      return
    } catch (error) {
      if (asApiError(error).code !== 409 || tries === mostTries) throw error
      latest = await client.fetchQuery({ ...objectOf(RegistryConfig, { name: registryConfigName }), staleTime: 0 })
      if (overwritten(latest) !== overwritten(seen)) throw error
    }
  }
}
