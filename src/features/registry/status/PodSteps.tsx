import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { StatusLabel, type StatusLabelProps } from '../../../ui/StatusLabel.tsx'
import type { PodStep } from './podRestart.ts'

/** The pods of a restart and where each stands. */
export function PodSteps({ pods, steps }: { pods: readonly string[]; steps: ReadonlyMap<string, PodStep> }) {
  if (pods.length === 0) return null
  return (
    <ol className="rc-status-dialog__parts" aria-label={t('Pods')}>
      {pods.map((name) => {
        const step = steps.get(name)
        return (
          <li key={name}>
            <code>{name}</code> {step && <Step step={step} />}
            {step && <Words step={step} />}
          </li>
        )
      })}
    </ol>
  )
}

function Step({ step }: { step: PodStep }) {
  const [status, word] = label(step)
  return (
    <StatusLabel status={status} compact>
      {word}
    </StatusLabel>
  )
}

function label({ kind }: PodStep): [StatusLabelProps['status'], string] {
  switch (kind) {
    case 'waiting':
      return ['none', t('Not yet')]
    case 'evicting':
      return ['info', t('Evicting')]
    case 'heldBack':
      return ['warning', t('Held back by the budget')]
    case 'replacing':
      return ['info', t('Waiting for its replacement')]
    case 'replaced':
      return ['success', t('Replaced')]
    case 'gone':
      return ['success', t('Gone already')]
    case 'failed':
      return ['danger', t('Failed')]
  }
}

function Words({ step }: { step: PodStep }) {
  if (step.kind === 'heldBack') {
    return (
      <div>
        <p className="rc-subtle">{t('It runs on. The eviction is tried again every few seconds.')}</p>
        <ServerMessage message={step.message} />
      </div>
    )
  }
  if (step.kind === 'replacing' && step.trouble) {
    const { reason, message } = step.trouble
    return <ServerMessage message={message ? `${reason}: ${message}` : reason} />
  }
  if (step.kind !== 'failed') return null
  const right = step.error?.code === 403 ? missingRight(step.error) : undefined
  return (
    <div>
      <p>
        {right && sentence(right)}
        {sentenceGap()}
        {step.evicted ? t('It is gone.') : t('It runs on.')}
      </p>
      <ServerMessage message={step.message} />
    </div>
  )
}
