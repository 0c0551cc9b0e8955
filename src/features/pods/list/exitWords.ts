import type { ContainerState } from '../../../k8s/resources/pod.ts'
import { t } from '../../../lib/t.ts'

type Terminated = NonNullable<ContainerState['terminated']>

/** How a container ended, to go on in a sentence with: "exit code 137: killed (SIGKILL)". */
export function exitWords(ended: Terminated): string {
  const { reason, signal, exitCode = 0 } = ended
  const meaning = exitMeaning(ended)
  const code = signal
    ? t('signal {{signal}}', { signal: String(signal) })
    : t('exit code {{code}}', { code: String(exitCode) })
  const said = reason && reason !== 'Error' && reason !== 'Completed' ? `${reason}, ${code}` : code
  return meaning ? `${said}: ${meaning}` : said
}

const signals: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
}

/** What an exit code or a signal means. */
function exitMeaning({ reason, signal, exitCode = 0 }: Terminated): string | undefined {
  if (reason === 'OOMKilled') return t('the kernel killed it, since it wanted more memory than its limit')
  if (reason === 'ContainerStatusUnknown')
    return t('nobody knows how it ended: its node was away or restarted, or cleared it up')
  if (reason === 'ContainerCannotRun' || reason === 'StartError') return t('its program could not be started')
  const by = signal || (exitCode > 128 && exitCode < 160 ? exitCode - 128 : 0)
  if (by === 9)
    return t(
      'killed (SIGKILL): by the kubelet when it did not end in time or failed its liveness probe, or by the kernel for its memory',
    )
  if (by === 15)
    return t('asked to end (SIGTERM), and it did: a delete, a rollout, a failed liveness probe, a node going down')
  if (by > 0) {
    const name = signals[by]
    return name ? t('ended by {{name}}', { name }) : t('ended by signal {{number}}', { number: String(by) })
  }
  switch (exitCode) {
    case 0:
      return t('no error')
    case 1:
      return t('an error of its own, which its log tells')
    case 2:
      return t('a panic of the program or options it does not know, which its log tells')
    case 126:
      return t('its program may not be executed')
    case 127:
      return t('its program is not in the image')
    default:
      return undefined
  }
}
