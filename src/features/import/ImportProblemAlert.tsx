import type { ImportProblem } from '../../k8s/resources/importProblem.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'

/** What the page can do about a failed import. */
export interface Remedies {
  onInsecure(): void
  onPullSecret(): void
  /** Looks at the tags that the repository has; absent where that is what failed. */
  onTags: (() => void) | undefined
  onRetry(): void
}

/** Why an image cannot be imported, what to do now, and the server's words. */
export function ImportProblemAlert({ problem, remedies }: { problem: ImportProblem; remedies: Remedies }) {
  const { cause, title, advice, message } = problem
  const offers = (remedy: ImportProblem['remedies'][number]) => problem.remedies.includes(remedy)
  return (
    <Alert
      inline
      live
      status="danger"
      title={title}
      actions={
        <>
          {offers('insecure') && (
            <Button variant="link" isInline onClick={remedies.onInsecure}>
              {t('Turn on Insecure and check again')}
            </Button>
          )}
          {offers('pullSecret') && (
            <Button variant="link" isInline onClick={remedies.onPullSecret}>
              {t('Create pull secret')}
            </Button>
          )}
          {cause === 'notFound' && remedies.onTags && (
            <Button variant="link" isInline onClick={remedies.onTags}>
              {t('Show the tags of the repository')}
            </Button>
          )}
          {offers('retry') && (
            <Button variant="link" isInline onClick={remedies.onRetry}>
              {t('Check again')}
            </Button>
          )}
        </>
      }
    >
      <p>{advice}</p>
      {message && <ServerMessage message={message} />}
    </Alert>
  )
}
