import { comparedName, isScopeInside, outerScopes, scopeMatches } from '../../lib/registryScope.ts'
import { t } from '../../lib/t.ts'
import type { MirrorRule, MirrorSet } from './mirrorSet.ts'
import { mergedSources } from './mirrorSetMerge.ts'

/** What is wrong with mirror sets, or not as one may think. */
export interface MirrorSetWarning {
  /** Danger: nodes take no configuration any more, or pulls fail. Info: worth knowing. */
  severity: 'danger' | 'warning' | 'info'
  text: string
  /** The same in a word or two. */
  brief: string
  /** The sets that it is about. */
  sets: readonly MirrorSet[]
}

/** An entry with the set that it stands in. */
export interface PlacedRule {
  set: MirrorSet
  rule: MirrorRule
}

/** Mirrors that have mirrors themselves: nobody follows those. */
export function loops(rules: readonly PlacedRule[]): MirrorSetWarning[] {
  const byTag = Map.groupBy(rules.filter(isByTag), ({ rule }) => rule.source)
  const byDigest = Map.groupBy(
    rules.filter((place) => !isByTag(place)),
    ({ rule }) => rule.source,
  )
  return rules.flatMap(({ set, rule }) => {
    // One pull goes by mirrors for tags, or by those for digests.
    const bySource = isByTag({ set, rule }) ? byTag : byDigest
    return rule.mirrors.flatMap((mirror) => {
      if (mirror === rule.source || isScopeInside(mirror, rule.source)) return []
      // Two that name each other are one loop, told once.
      const back = bySource.get(mirror)?.some(({ rule: other }) => other.mirrors.includes(rule.source)) === true
      if (back && mirror < rule.source) return []
      const reached = new Set<string>([mirror])
      const involved = new Set<MirrorSet>([set])
      for (const place of reached) {
        for (const next of outerScopes(comparedName(place)).flatMap((outer) => bySource.get(outer) ?? [])) {
          involved.add(next.set)
          for (const further of next.rule.mirrors) reached.add(further)
        }
      }
      if (reached.size === 1) return []
      const isLoop = [...reached].some((place) => place !== mirror && scopeMatches(rule.source, place))
      const names = { source: rule.source, mirror }
      return {
        severity: isLoop ? 'warning' : 'info',
        brief: isLoop ? t('Loop') : t('Mirror of a mirror'),
        text: isLoop
          ? t(
              '{{source}} and its mirror {{mirror}} mirror each other in a loop. Nodes do not follow mirrors of mirrors: each name is looked for in its own ones only.',
              names,
            )
          : t(
              'The mirror {{mirror}} of {{source}} has mirrors itself. Nodes do not follow those: they ask {{mirror}} alone.',
              names,
            ),
        sets: [...involved],
      } satisfies MirrorSetWarning
    })
  })
}

const isByTag = ({ set }: PlacedRule) => set.kind === 'ImageTagMirrorSet'

/** Sources that several sets name, or one several times. */
export function severalSets(sets: readonly MirrorSet[]): MirrorSetWarning[] {
  const sorts = [
    sets.filter(({ kind }) => kind !== 'ImageTagMirrorSet'),
    sets.filter(({ kind }) => kind === 'ImageTagMirrorSet'),
  ]
  return sorts.flatMap((sort) =>
    mergedSources(sort).flatMap(({ source, mirrors, contradictory }) => {
      const naming = new Set(mirrors.flatMap((mirror) => mirror.sets))
      if (naming.size < 2 && !contradictory) return []
      const named = sort.filter((set) => naming.has(set))
      const order = mirrors.map(({ location }) => location).join(', ')
      return {
        severity: contradictory ? 'warning' : 'info',
        brief: contradictory ? t('Order unclear') : t('In several sets'),
        text: contradictory
          ? t(
              'The entries of {{source}} want different orders. Nodes now try {{order}}; that may change with any update.',
              {
                source,
                order,
              },
            )
          : t('Several sets name {{source}}. Together they say: {{order}}.', { source, order }),
        sets: named,
      } satisfies MirrorSetWarning
    }),
  )
}

/** Only the most exact source counts, even if its mirrors are for tags and the image is named by digest. */
export function nested(rules: readonly PlacedRule[]): MirrorSetWarning[] {
  const bySource = Map.groupBy(rules, ({ rule }) => rule.source)
  return rules.flatMap((inner) => {
    const { source } = inner.rule
    const outers = outerScopes(source).flatMap((outer) => (outer === source ? [] : (bySource.get(outer) ?? [])))
    return outers.flatMap((outer): MirrorSetWarning[] => {
      const wider = outer.rule.source
      const own = bySource.get(source) ?? []
      const loses = !own.some((place) => isByTag(place) === isByTag(outer))
      const sets = [...new Set([inner.set, outer.set])]
      if (!loses) {
        return [
          {
            severity: 'info',
            brief: t('More exact'),
            text: t('For {{source}} its own mirrors count, and not those of {{wider}}.', { source, wider }),
            sets,
          },
        ]
      }
      const text = isByTag(outer)
        ? t(
            '{{source}} has mirrors for digests only, and hides those of {{wider}}: images in it that are named by tag have no mirror.',
            { source, wider },
          )
        : t(
            '{{source}} has mirrors for tags only, and hides those of {{wider}}: images in it that are named by digest have no mirror.',
            { source, wider },
          )
      return [{ severity: 'warning', brief: t('Hides mirrors'), text, sets }]
    })
  })
}
