import '@patternfly/patternfly/components/Table/table.css'
import { Link } from 'react-router'
import type { ApiError } from '../../k8s/ApiError.ts'
import { networkError } from '../../k8s/ApiError.ts'
import type { ImportResult } from '../../k8s/resources/imageStreamImport.ts'
import { importProblem } from '../../k8s/resources/importProblem.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { ActionAlerts } from '../../ui/ActionAlerts.tsx'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { StatusLabel, type StatusKind } from '../../ui/StatusLabel.tsx'
import type { ActionState } from '../../ui/useAction.ts'
import '../../ui/table.css'
import { isUnknown } from './importRun.ts'
import type { ImportOutcome } from './useImport.ts'

export interface ImportResultsProps {
  outcome: ImportOutcome
  /** Where another try of those that failed stands. */
  state: ActionState<unknown>
  onRetry(): void
  onLookUp(error: ApiError): void
}

/** What came of each tag; those that failed first. */
export function ImportResults({ outcome, state, onRetry, onLookUp }: ImportResultsProps) {
  const { run, results, lost } = outcome
  const failed = results.filter(({ ok }) => !ok)
  const unknown = failed.filter(isUnknown)
  const rows = [...failed, ...results.filter(({ ok }) => ok)]
  const busy = state.kind === 'busy' || state.kind === 'looking'
  return (
    <>
      <Alert
        inline
        live
        status={summaryStatus(results.length, failed.length, unknown.length)}
        title={summary(results.length, failed.length, unknown.length)}
        actions={
          <>
            {failed.some(({ tag }) => tag !== '') && (
              <Button variant="link" isInline isLoading={busy} isAriaDisabled={busy} onClick={() => !busy && onRetry()}>
                {t('Retry {{count}} failed', { count: failed.length })}
              </Button>
            )}
            {unknown.length > 0 && (
              <Button
                variant="link"
                isInline
                isAriaDisabled={busy}
                onClick={() => !busy && onLookUp(networkError(undefined, { url: '', method: 'POST' }))}
              >
                {t('Look again')}
              </Button>
            )}
            <Link to={paths.imageStream(run.namespace, run.name)}>
              {t('Open image stream {{name}}', { name: run.name })}
            </Link>
          </>
        }
      >
        {lost && <p>{t('The connection broke before the answer came. This is what the image stream says now.')}</p>}
        {unknown.length > 0 && (
          <p>{t('An import that is still under way shows only when it is done: look again before you retry.')}</p>
        )}
      </Alert>
      <ActionAlerts state={state} gone={false} blocked={undefined} problems={[]} mapped={0} onLookUp={onLookUp} />
      <div className="rc-import__tags" role="region" aria-label={t('Results of the import')}>
        <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Results of the import')}>
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr">
              {[t('Tag'), t('Result'), t('Image')].map((title) => (
                <th key={title} className="pf-v6-c-table__th" scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="pf-v6-c-table__tbody">
            {rows.map((result) => (
              <ResultRow key={result.tag} result={result} namespace={run.namespace} stream={run.name} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function summaryStatus(all: number, failed: number, unknown: number): StatusKind {
  if (failed === 0) return 'success'
  return unknown === failed || failed < all ? 'warning' : 'danger'
}

function summary(all: number, failed: number, unknown: number): string {
  if (failed === 0) return t('Imported {{count}} tags', { count: all })
  if (unknown === failed) return t('{{unknown}} of {{count}} tags: the outcome is unknown', { unknown, count: all })
  return t('{{failed}} of {{count}} tags failed', { failed, count: all })
}

interface ResultRowProps {
  result: ImportResult
  namespace: string
  stream: string
}

function ResultRow({ result, namespace, stream }: ResultRowProps) {
  const { tag, ok, message, digest, name } = result
  return (
    <tr className="pf-v6-c-table__tr">
      <th className="pf-v6-c-table__td rc-table__name" scope="row">
        {tag ? <Link to={paths.imageStreamTag(namespace, stream, tag)}>{tag}</Link> : name}
      </th>
      <td className="pf-v6-c-table__td">
        <div className="rc-import__result">
          <ResultLabel result={result} />
          {!ok && message && <ServerMessage message={message} />}
        </div>
      </td>
      {digest ? (
        <td className="pf-v6-c-table__td" data-label={t('Image')}>
          <Digest value={digest} />
        </td>
      ) : (
        <td className="pf-v6-c-table__td" />
      )}
    </tr>
  )
}

function ResultLabel({ result }: { result: ImportResult }) {
  if (result.ok)
    return (
      <StatusLabel status="success" compact>
        {t('Imported')}
      </StatusLabel>
    )
  const unknown = isUnknown(result)
  return (
    <StatusLabel status={unknown ? 'warning' : 'danger'} compact title={result.reason}>
      {unknown ? t('The outcome is unknown') : importProblem(result).title}
    </StatusLabel>
  )
}
