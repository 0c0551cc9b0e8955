import type { ClusterOperator } from './clusterOperator.ts'
import { conditionOf, type Condition } from './registryConfig.ts'

export type UnionWord = 'Available' | 'Progressing' | 'Degraded'

/** One of the conditions that a condition of the ClusterOperator was made from. */
export interface UnionPart {
  /** `NodeCADaemonAvailable`; the condition's own type for the registry itself. */
  type: string
  reason?: string
  message?: string
}

/**
 * What a condition of the ClusterOperator was made from: all conditions of the Config that end with its type, and the pruner's.
 * Their reasons are joined by "::", each after its type without the word; their messages are lines after their type
 * (cluster-image-registry-operator pkg/resource/clusteroperator.go). Which of them is abnormal is not said.
 */
export function unionParts({ type: word, reason = '', message = '' }: Condition): UnionPart[] {
  const parts = new Map<string, UnionPart>()
  let last: UnionPart | undefined
  for (const line of message.split('\n')) {
    const [, type, text] = /^(\w+): (.*)$/s.exec(line) ?? []
    if (type?.endsWith(word)) {
      const before = parts.get(type)
      last = { type, message: before?.message ? `${before.message}\n${text}` : (text ?? '') }
      parts.set(type, last)
    } else if (line && last) last.message = `${last.message ?? ''}\n${line}`
  }
  const prefixes = [...parts.keys()].map((type) => type.slice(0, -word.length)).filter(Boolean)
  for (const token of reason.split('::').filter((each) => each && each !== 'AsExpected')) {
    const prefix =
      [...prefixes, ...knownPrefixes].find((each) => token.startsWith(each) && token.length > each.length) ?? ''
    const type = prefix + word
    parts.set(type, { ...parts.get(type), type, reason: token.slice(prefix.length) })
  }
  return [...parts.values()]
}

// Parts without a message are known by their reason alone.
const knownPrefixes = [
  'NodeCADaemonController',
  'NodeCADaemon',
  'ImagePruner',
  'ImageConfigController',
  'ImageRegistryCertificatesController',
  'AzureStackCloudController',
]

/**
 * The registry's own part of a condition of the ClusterOperator, as the Config has it: what is left for those who may not read
 * the Config. An abnormal union does not say which of its parts is: by its reason the registry's own is known to be well, and
 * when it says nothing at all while others do.
 */
export function ownPart(operator: ClusterOperator, word: UnionWord): Condition | undefined {
  const union = conditionOf(operator, word)
  if (!union) return undefined
  const parts = unionParts(union)
  const own = parts.find(({ type }) => type === word)
  const isWell = own ? wellReasons.has(own.reason ?? '') : parts.length > 0
  const { reason: _reason, message: _message, ...rest } = union
  return {
    ...rest,
    ...(isWell && { status: word === 'Available' ? 'True' : 'False' }),
    ...(own?.reason && { reason: own.reason }),
    ...(own?.message && { message: own.message }),
  }
}

const wellReasons = new Set(['Ready', 'MinimumAvailability', 'Removed', 'Unmanaged'])

/** The other parts of an abnormal condition that are abnormal: normal ones give no reason. */
export function abnormalParts(operator: ClusterOperator, word: UnionWord): Condition[] {
  const union = conditionOf(operator, word)
  if (!union || union.status === (word === 'Available' ? 'True' : 'False')) return []
  return unionParts(union).flatMap((part) => {
    if (part.type === word || !(part.reason || (word === 'Degraded' && part.message))) return []
    const { reason: _reason, message: _message, ...rest } = union
    return [{ ...rest, ...part }]
  })
}
