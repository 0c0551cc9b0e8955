import { Link } from 'react-router'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'

/** What to do about a run that failed. `error` is the line of its log that says why. */
export function FailureAdvice({ error }: { error: string | undefined }) {
  const cause = causeOf(error)
  const command = commandFor(cause)
  return (
    <>
      <p>
        <strong>{t('What to do:')}</strong> {adviceFor(cause)}{' '}
        {cause === 'options' && <Link to={paths.pruning()}>{t('Look at the settings')}</Link>}
      </p>
      {command !== undefined && <CommandLine command={command} />}
    </>
  )
}

type Cause = 'registry' | 'rights' | 'options' | 'other'

function causeOf(error = ''): Cause {
  if (/failed to ping registry/.test(error)) return 'registry'
  if (/forbidden|unauthorized/i.test(error)) return 'rights'
  if (/--(keep|prune|confirm|all|registry|ignore)|unknown (shorthand )?flag|invalid argument/.test(error))
    return 'options'
  return 'other'
}

function adviceFor(cause: Cause): string {
  switch (cause) {
    case 'registry':
      return t('The registry did not answer. Look at its pods; once they are ready, run again.')
    case 'rights':
      return t(
        'The service account pruner of the runs lacks a right. It has them from the cluster role system:image-pruner: look at who has that.',
      )
    case 'options':
      return t('The command refuses its options, and so does every run. Put the settings right, then run again.')
    case 'other':
      return t(
        'The next run by schedule tries again. A run by hand shows at once whether the reason is gone; its log is in full below.',
      )
  }
}

function commandFor(cause: Cause): string | undefined {
  switch (cause) {
    case 'registry':
      return `oc get pods -n ${registryNamespace} -l docker-registry=default`
    case 'rights':
      return 'oc describe clusterrolebinding openshift-image-registry-pruner'
    default:
      return undefined
  }
}
