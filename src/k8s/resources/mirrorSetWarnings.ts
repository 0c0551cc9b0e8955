import { comparedName, scopeProblem } from '../../lib/registryScope.ts'
import { t } from '../../lib/t.ts'
import type { ImageRegistrySources } from './imageConfig.ts'
import { runtimeVerdict } from './imagePolicy.ts'
import type { MirrorSet } from './mirrorSet.ts'
import { confEntryOf, registriesConf } from './mirrorSetConf.ts'
import { loops, nested, severalSets, type MirrorSetWarning, type PlacedRule } from './mirrorSetInterplay.ts'

const severities = ['danger', 'warning', 'info'] as const

/** What people should know of all mirror sets together, the worst first. `version`: of OpenShift, if it is known. */
export function mirrorSetWarnings(
  sets: readonly MirrorSet[],
  sources: ImageRegistrySources | null | undefined,
  version: string | undefined,
): MirrorSetWarning[] {
  // Nothing reads the oldest kind.
  const read = sets.filter(({ kind }) => kind !== 'ImageContentPolicy')
  const rules = read.flatMap((set) => set.entries.map((rule) => ({ set, rule })))
  const found = [
    ...rules.flatMap((place) => malformed(place)),
    ...conflictingPolicies(rules),
    ...unwritable(read, sources),
    ...rules.flatMap((place) => idle(place)),
    ...policed(rules, read, sources),
    ...loops(rules),
    ...severalSets(read),
    ...nested(rules),
    ...kindWarnings(sets, version),
  ]
  return severities.flatMap((severity) => unique(found.filter((warning) => warning.severity === severity)))
}

function unique(warnings: readonly MirrorSetWarning[]): MirrorSetWarning[] {
  const byText = new Map<string, MirrorSetWarning>()
  for (const warning of warnings) {
    const known = byText.get(warning.text)
    byText.set(warning.text, known ? { ...known, sets: [...new Set([...known.sets, ...warning.sets])] } : warning)
  }
  return [...byText.values()]
}

/** What the machine config operator refuses: helpers.go#L886, and names that the runtime refuses. */
function malformed({ set, rule: { source, mirrors, mirrorSourcePolicy } }: PlacedRule): MirrorSetWarning[] {
  const wrong = [
    ...(scopeProblem(source) === undefined ? [] : [source]),
    ...mirrors.filter((mirror) => scopeProblem(mirror, 'location') !== undefined),
  ]
  const nameless = mirrors.filter((mirror) => !wrong.includes(mirror) && !isHost(mirror))
  return [
    ...wrong.map((name) =>
      dangerOf(
        set,
        t('“{{name}}” is not the name of a registry: nodes keep the configuration they have until it is corrected.', {
          name,
        }),
      ),
    ),
    ...nameless.map((mirror) =>
      dangerOf(
        set,
        t('The mirror {{mirror}} has no dot and no port in its host: every pull of {{source}} fails.', {
          mirror,
          source,
        }),
        t('Pulls fail'),
      ),
    ),
    ...(mirrorSourcePolicy === 'NeverContactSource' && mirrors.includes(source)
      ? [
          dangerOf(
            set,
            t('{{source}} is never to be asked, and is its own mirror: nodes keep the configuration they have.', {
              source,
            }),
          ),
        ]
      : []),
  ]
}

function isHost(location: string): boolean {
  return comparedName(`${location}/a/b`).startsWith(location)
}

function conflictingPolicies(rules: readonly PlacedRule[]): MirrorSetWarning[] {
  const bySource = Map.groupBy(rules, ({ rule }) => rule.source)
  return [...bySource].flatMap(([source, places]) => {
    const policies = new Set(places.map(({ rule }) => rule.mirrorSourcePolicy ?? 'AllowContactingSource'))
    if (policies.size < 2) return []
    return {
      severity: 'danger',
      brief: t('Not applied'),
      text: t(
        'The mirror source policy of {{source}} is not the same everywhere: nodes keep the configuration they have until it is.',
        { source },
      ),
      sets: [...new Set(places.map(({ set }) => set))],
    }
  })
}

function unwritable(sets: readonly MirrorSet[], sources: ImageRegistrySources | null | undefined): MirrorSetWarning[] {
  const { unwritable: pair } = registriesConf(sets, sources)
  if (!pair) return []
  return [
    {
      severity: 'danger',
      brief: t('Not applied'),
      text: t(
        'Nodes keep the configuration they have: {{scope}} lies in the source {{source}}, and needs mirrors of its own beside a wildcard.',
        { ...pair },
      ),
      sets: sets.filter(({ entries }) => entries.some((rule) => rule.source === pair.source)),
    },
  ]
}

function idle({ set, rule: { source, mirrors } }: PlacedRule): MirrorSetWarning[] {
  const twice = mirrors.find((mirror, index) => mirrors.indexOf(mirror) !== index)
  return [
    ...(mirrors.every((mirror) => mirror === source)
      ? [
          warningOf(
            set,
            t('No mirror'),
            t('{{source}} has no mirror: its entry and its policy count for nothing.', { source }),
          ),
        ]
      : []),
    ...(twice === undefined
      ? []
      : [
          warningOf(
            set,
            t('Twice'),
            t('The mirror {{mirror}} of {{source}} stands there twice.', { mirror: twice, source }),
          ),
        ]),
  ]
}

/** What the image policy makes useless. */
function policed(
  rules: readonly PlacedRule[],
  sets: readonly MirrorSet[],
  sources: ImageRegistrySources | null | undefined,
): MirrorSetWarning[] {
  const conf = registriesConf(sets, sources)
  return rules.flatMap(({ set, rule: { source, mirrors } }) => {
    const verdict = runtimeVerdict(sources, source.replace(/^\*\./, 'any.'))
    const refused = !verdict.allowed && verdict.narrower.length === 0
    return [
      ...(refused
        ? [
            warningOf(
              set,
              verdict.entry ? t('Source blocked') : t('Source not allowed'),
              verdict.entry
                ? t('{{source}} is blocked ({{entry}}): nodes refuse its images by their name, and no mirror helps.', {
                    source,
                    entry: verdict.entry,
                  })
                : t(
                    '{{source}} is not an allowed registry: nodes refuse its images by their name, and no mirror helps.',
                    {
                      source,
                    },
                  ),
            ),
          ]
        : []),
      ...mirrors.flatMap((mirror) => {
        const blocked = mirror === source ? undefined : confEntryOf(conf, mirror)?.blocked
        if (!blocked) return []
        return blocked.by === 'blockedRegistries'
          ? warningOf(
              set,
              t('Mirror blocked'),
              t('The mirror {{mirror}} is never asked: {{entry}} is blocked.', { mirror, entry: blocked.entry }),
            )
          : warningOf(
              set,
              t('Mirror blocked'),
              t('The mirror {{mirror}} is never asked: it lies in a source that is never to be contacted.', { mirror }),
            )
      }),
    ]
  })
}

function kindWarnings(sets: readonly MirrorSet[], version: string | undefined): MirrorSetWarning[] {
  const old = sets.filter(({ kind }) => kind === 'ImageContentSourcePolicy')
  const now = sets.filter(({ kind }) => kind === 'ImageDigestMirrorSet' || kind === 'ImageTagMirrorSet')
  const oldest = sets.filter(({ kind }) => kind === 'ImageContentPolicy')
  const found: MirrorSetWarning[] = []
  if (oldest.length > 0)
    found.push({
      severity: 'warning',
      brief: t('Read by nothing'),
      text: t('Nothing reads ImageContentPolicy: nodes know nothing of it.'),
      sets: oldest,
    })
  if (old.length > 0)
    found.push({
      severity: 'info',
      brief: t('Deprecated'),
      text: t(
        'ImageContentSourcePolicy is deprecated. An ImageDigestMirrorSet with the same entries does the same: nodes do not change when it takes its place.',
      ),
      sets: old,
    })
  // The release notes of 4.13.27 and 4.14.3; openshift/machine-config-operator pull requests 3995 and 4027.
  if (old.length > 0 && now.length > 0 && mayRefuseBoth(version)) {
    found.push({
      // Nobody knows it to be so: no alarm.
      severity: version === undefined ? 'info' : 'danger',
      brief: t('Beside the old kind'),
      text: t(
        'OpenShift before 4.13.27, and 4.14 before 4.14.3, takes no mirror sets beside an ImageContentSourcePolicy: nodes keep the configuration they have.',
      ),
      sets: version === undefined ? old : [...old, ...now],
    })
  }
  return found
}

/** Whether a version of OpenShift refuses the old kind beside the new ones; one that nobody knows may. */
function mayRefuseBoth(version: string | undefined): boolean {
  const [, minor, patch] = /^4\.(\d+)\.(\d+)/.exec(version ?? '') ?? []
  if (minor === undefined || patch === undefined) return true
  return Number(minor) < 13 || (minor === '13' && Number(patch) < 27) || (minor === '14' && Number(patch) < 3)
}

function dangerOf(set: MirrorSet, text: string, brief = t('Not applied')): MirrorSetWarning {
  return { severity: 'danger', brief, text, sets: [set] }
}

function warningOf(set: MirrorSet, brief: string, text: string): MirrorSetWarning {
  return { severity: 'warning', brief, text, sets: [set] }
}
