import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { mirrorSetKinds, rulesOf, type MirrorSetKind, type MirrorSetObject } from '../../../k8s/resources/mirrorSet.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import type { ObjectProblem } from '../../../ui/yaml/yamlObject.ts'
import { entriesOf, mirrorSetProblems } from './mirrorSetForm.ts'
import { entrySentence } from './mirrorSetWords.ts'

interface MirrorSetYamlProps {
  kind: MirrorSetKind
  name: string
}

const ignored = ['status']

/** A mirror set as YAML. */
export function MirrorSetYaml({ kind, name }: MirrorSetYamlProps) {
  const { type } = mirrorSetKinds[kind]
  const { data, error, refetch } = useQuery(objectOf(type, { name }))
  const checks = checksOf[kind]
  return (
    <Panel
      title={t('YAML of {{name}}', { name })}
      actions={<Link to={paths.policy('mirrors')}>{t('All mirror sets')}</Link>}
    >
      {data ? (
        <YamlTab
          type={type}
          object={data}
          gone={error instanceof ApiError && error.code === 404}
          ignored={ignored}
          objectProblems={checks.problems}
          consequences={checks.consequences}
        />
      ) : error ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </Panel>
  )
}

interface Checks {
  problems(object: object): ObjectProblem[]
  consequences(object: object): string[]
}

/** The checks of the form at the fields of the text. The editor wants the same functions again and again. */
const checksOf: Record<MirrorSetKind, Checks> = {
  ImageDigestMirrorSet: checksFor('ImageDigestMirrorSet'),
  ImageTagMirrorSet: checksFor('ImageTagMirrorSet'),
  ImageContentSourcePolicy: checksFor('ImageContentSourcePolicy'),
  ImageContentPolicy: checksFor('ImageContentPolicy'),
}

function checksFor(kind: MirrorSetKind): Checks {
  const { field } = mirrorSetKinds[kind]
  // Broken entries are left out by rulesOf; what is left is a set.
  const rulesIn = (object: object) => rulesOf(kind, object as MirrorSetObject)
  return {
    problems: (object) => {
      const rules = rulesIn(object)
      const found = mirrorSetProblems(
        kind,
        undefined,
        entriesOf(kind, { metadata: { name: '' }, spec: { [field]: rules } }),
      )
      return Object.entries(found).flatMap(([key, message]): ObjectProblem[] => {
        if (message === undefined) return []
        const [, ...rest] = key.split('.')
        const path = rest.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
        // One without mirrors counts for nothing, and is allowed.
        const severity = key === 'entries' || key.endsWith('.mirrors') ? 'warning' : 'error'
        return [{ path: ['spec', field, ...path], severity, message }]
      })
    },
    consequences: (object) => [
      ...rulesIn(object)
        .filter(({ mirrors }) => mirrors.length > 0)
        .slice(0, 5)
        .map((rule) => entrySentence(kind, rule)),
      t('The configuration of registries changes on all nodes, pool by pool.'),
    ],
  }
}
