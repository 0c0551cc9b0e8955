import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { grantCommand, grantingRole } from '../../../ui/forbidden.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { KindReading, PreviewScope } from './previewProtocol.ts'

/** Kinds that could not be read and whose absence errs in the same way. */
export interface Uncertainty {
  /** Plurals, as the API names them. */
  plurals: readonly string[]
  state: 'forbidden' | 'failed'
  /** What is missing, and how that errs. */
  sentence: string
  /** The server's words, each once. */
  messages: readonly string[]
}

/** What could not be read, and how the preview errs by that; empty when it is certain. */
export function uncertaintiesOf(
  kinds: readonly KindReading[],
  { overSizeLimit, namespace }: Pick<PruneOptions, 'overSizeLimit' | 'namespace'>,
): Uncertainty[] {
  const groups = new Map<string, { effect: Effect; state: Uncertainty['state']; kinds: KindReading[] }>()
  for (const kind of kinds) {
    if (kind.state !== 'forbidden' && kind.state !== 'failed') continue
    const effect = effectOf(kind.plural, namespace)
    // Limits say something only where they decide.
    if (effect === 'limits' && !overSizeLimit) continue
    const key = `${effect} ${kind.state} ${kind.state === 'failed' ? kind.message : ''}`
    const group = groups.get(key) ?? { effect, state: kind.state, kinds: [] }
    group.kinds.push(kind)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ effect, state, kinds: missing }) => ({
    plurals: missing.map(({ plural }) => plural),
    state,
    sentence: sentenceOf(effect, listed(missing.map(({ plural }) => plural)), state),
    messages: [...new Set(missing.flatMap(({ message }) => (message ? [message] : [])))],
  }))
}

type Effect = 'workloads' | 'limits' | 'images' | 'imagesOfProject' | 'streams'

function effectOf(plural: string, namespace: string | undefined): Effect {
  if (plural === 'limitranges') return 'limits'
  if (plural === 'images') return namespace === undefined ? 'images' : 'imagesOfProject'
  return plural === 'imagestreams' ? 'streams' : 'workloads'
}

function sentenceOf(effect: Effect, kinds: string, state: Uncertainty['state']): string {
  const lacks =
    state === 'forbidden' ? t('You may not list {{kinds}}.', { kinds }) : t('{{kinds}} could not be read.', { kinds })
  return `${lacks} ${effectSentence(effect)}`
}

function effectSentence(effect: Effect): string {
  switch (effect) {
    case 'limits':
      return t(
        'No image looks too large, so nothing looks over the size limit. The run itself may see the limits: it may delete more than shown.',
      )
    case 'images':
      return t(
        'Only the history of tags is judged here, as if all its images were there. Which images a run deletes, and what that frees, is not known.',
      )
    case 'imagesOfProject':
      return t(
        'History is judged as if all its images were there: old revisions whose image is gone go too in the run.',
      )
    case 'streams':
      return t('Without them nothing can be judged.')
    default:
      return t('Images that only these use look unused. The run itself may see them: it may delete less than shown.')
  }
}

/** The commands by which an administrator lets somebody read what could not be read, each once. */
export function grantsFor(
  kinds: readonly KindReading[],
  { namespace }: PreviewScope,
  user: string | undefined,
): string[] {
  const commands = kinds
    .filter(({ state }) => state === 'forbidden')
    .map(({ plural, group }) => {
      const right = {
        verb: 'list',
        resource: plural,
        group,
        // Images belong to no project.
        ...(namespace && plural !== 'images' && { namespace }),
        ...(user && { user }),
      }
      return grantCommand(right, grantingRole(right))
    })
  return [...new Set(commands)]
}
