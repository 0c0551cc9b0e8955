import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { canQuery } from '../../../k8s/access.ts'
import { ImageStreamImport } from '../../../k8s/resources/imageStreamImport.ts'
import type { SourceStream } from '../../../k8s/resources/importSource.ts'
import { importResultText, reimportTags } from '../../../k8s/resources/reimportTags.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { BulkDialog } from '../../../ui/BulkDialog.tsx'
import { RadioField } from '../../../ui/fields.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import {
  countTags,
  reimportCommandsOf,
  reimportEntries,
  tagsToReimport,
  type ReimportChoice,
  type ReimportEntry,
} from './reimportChoice.ts'
import './registries.css'

export interface ReimportSourceProps {
  /** Undefined: samples, from any registry. */
  host: string | undefined
  streams: readonly SourceStream[]
  /** What is chosen at first. */
  choice: ReimportChoice
}

// More projects than these are not asked about one by one: the API decides at the attempt.
const projectsAsked = 25

/** Imports again what image streams import from one registry: each stream with its own tags, with a result for each. */
export function ReimportSourceDialog({ host, streams: shown, choice: first }: ReimportSourceProps) {
  const client = useQueryClient()
  // What is imported changes the list that it came from.
  const [streams] = useState(shown)
  const [choice, setChoice] = useState(first)
  const [done] = useState(() => new Map<string, Set<string>>())
  const choices = useMemo(
    () => ({
      all: reimportEntries(streams, 'all'),
      failing: reimportEntries(streams, 'failing'),
      credentials: reimportEntries(streams, 'credentials'),
    }),
    [streams],
  )
  const entries = choices[choice]
  const command = useMemo(() => reimportCommandsOf(entries), [entries])
  const denied = useDenials(entries)
  const count = countTags(entries)
  const noted = useMemo(
    () =>
      entries.map((entry) => {
        const why = denied.get(entry.namespace)
        return why === undefined ? entry : { ...entry, note: `${entry.note}. ${why}` }
      }),
    [entries, denied],
  )

  const perform = async ({ key, namespace, stream: name }: ReimportEntry) => {
    const known = done.get(key) ?? new Set<string>()
    done.set(key, known)
    const results = await reimportTags(client, { namespace, name }, (stream) =>
      tagsToReimport(stream, { host, choice, done: known }),
    )
    for (const { tag, ok } of results) if (ok) known.add(tag)
    const failed = results.filter(({ ok }) => !ok)
    if (failed.length > 0)
      throw new Error(failed.map((result) => `${result.tag}: ${importResultText(result)}`).join('\n'))
  }
  // What nothing is to be done for is no choice, unless it was asked for.
  const option = (value: ReimportChoice, label: string) => {
    const tags = countTags(choices[value])
    return tags === 0 && value !== choice
      ? []
      : [{ value, label: t('{{label}}: {{count}} tags', { label, count: tags }) }]
  }
  return (
    <BulkDialog
      title={host === undefined ? t('Re-import samples') : t('Re-import from {{registry}}', { registry: host })}
      confirm={t('Re-import')}
      entries={noted}
      command={command}
      perform={perform}
      done={
        host === undefined
          ? t('Re-imported {{count}} tags', { count })
          : t('Re-imported {{count}} tags from {{registry}}', { count, registry: host })
      }
      {...(entries.length === 0 && { blocked: t('There is no such tag.') })}
    >
      <div className="rc-sources__choice">
        <Form aria-label={t('What is imported')} onSubmit={(event) => event.preventDefault()}>
          <RadioField
            name="choice"
            label={t('What is imported')}
            value={choice}
            onChange={(value) => setChoice(value === 'failing' || value === 'credentials' ? value : 'all')}
            options={[
              ...option(
                'all',
                host === undefined ? t('All tags') : t('All tags that ask for an image of this registry'),
              ),
              ...option('failing', t('Only those whose last import failed')),
              ...option('credentials', t('Only those that failed by their credentials')),
            ]}
          />
        </Form>
        <p>
          {t(
            'Each tag is imported with the policies it has. Tags whose source has another image move, and workloads that follow them roll out. What fails keeps the image it has.',
          )}
        </p>
        <RateLimit host={host} count={count} />
      </div>
    </BulkDialog>
  )
}

/** Docker Hub counts: https://docs.docker.com/docker-hub/usage/pulls/. */
function RateLimit({ host, count }: { host: string | undefined; count: number }) {
  if (host !== 'docker.io' || count === 0) return null
  return (
    <Alert inline status="warning" title={t('Docker Hub counts {{count}} pulls for this', { count })}>
      {t(
        'Every tag counts against the limit of the account that the project has credentials for, or of the cluster’s address, which all projects without credentials share. Over the limit, imports and pulls fail for hours.',
      )}
    </Alert>
  )
}

/** Why the user may not import into some of the projects. */
function useDenials(entries: readonly ReimportEntry[]): ReadonlyMap<string, string> {
  const projects = useMemo(() => [...new Set(entries.map(({ namespace }) => namespace))], [entries])
  const asked = projects.length > projectsAsked ? [] : projects
  return useQueries({
    queries: asked.map((namespace) => canQuery('create', ImageStreamImport, { namespace })),
    combine: (answers) => {
      const found = new Map<string, string>()
      for (const [index, { data }] of answers.entries()) {
        const namespace = asked[index]
        if (data?.allowed !== false || namespace === undefined) continue
        const { plural: resource, group } = ImageStreamImport
        found.set(namespace, sentence({ verb: 'create', resource, group, namespace }))
      }
      return found
    },
  })
}
