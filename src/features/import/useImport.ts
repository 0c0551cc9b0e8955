import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../k8s/ApiError.ts'
import { objectOf } from '../../k8s/queries.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { importImages, type ImportResult } from '../../k8s/resources/imageStreamImport.ts'
import { t } from '../../lib/t.ts'
import { announce, showToast } from '../../ui/toasts.ts'
import { useAction } from '../../ui/useAction.ts'
import { arrivalsOf, relevantOf, tagsAgain, type ImportRun } from './importRun.ts'

export interface ImportOutcome {
  run: ImportRun
  /** The stream before, by which a lost answer is told from the stream after. */
  before: ImageStream | undefined
  results: readonly ImportResult[]
  /** No answer arrived: the results were read from the stream. */
  lost: boolean
}

/** Imports, and finds out what came of it also when the answer is lost. */
export function useImport(stream: ImageStream | undefined, run: ImportRun) {
  const client = useQueryClient()
  const [outcome, setOutcome] = useState<ImportOutcome>()
  const [done, setDone] = useState(0)
  const { namespace, name } = run

  const all = useAction<ImageStream>({
    editing: stream && {
      type: ImageStream,
      namespace,
      name,
      base: stream,
      gone: false,
      relevant: (object) => relevantOf(object, run),
      // The form always shows the live stream.
      rebase: () => {},
    },
    perform: async (base: ImageStream | undefined) => {
      setOutcome(undefined)
      setDone(0)
      if (!base) await refuseExisting(client, namespace, name)
      const target = base ?? { metadata: { namespace, name } }
      const results = await importImages(client, target, run.wanted, (so) => setDone(so.length))
      setOutcome({ run, before: base, results, lost: false })
      say(results)
    },
    onLost: async () => {
      const latest = await read(client, namespace, name)
      setOutcome({ run, before: stream, results: arrivalsOf(stream, latest, run), lost: true })
      return true
    },
    onDone: () => all.reset(),
  })

  // Imports what failed once more, whatever the stream has become meanwhile.
  const again = useAction<ImageStream>({
    perform: async () => {
      if (!outcome) return
      const latest = await read(client, outcome.run.namespace, outcome.run.name)
      const target = latest ?? { metadata: { namespace: outcome.run.namespace, name: outcome.run.name } }
      const results = await importImages(client, target, { tags: tagsAgain(outcome.run, outcome.results) })
      setOutcome({ ...outcome, results: merged(outcome.results, results), lost: false })
      say(results)
    },
    onLost: async () => {
      if (!outcome) return true
      const latest = await read(client, outcome.run.namespace, outcome.run.name)
      const results = arrivalsOf(outcome.before, latest, outcome.run)
      const failed = new Set(outcome.results.filter(({ ok }) => !ok).map(({ tag }) => tag))
      const told = results.filter(({ tag }) => failed.has(tag))
      setOutcome({ ...outcome, results: merged(outcome.results, told), lost: true })
      return true
    },
    onDone: () => again.reset(),
  })

  return { all, again, outcome, done }
}

function merged(results: readonly ImportResult[], anew: readonly ImportResult[]): ImportResult[] {
  const byTag = new Map(anew.map((result) => [result.tag, result]))
  return results.map((result) => byTag.get(result.tag) ?? result)
}

/** The stream as it is now; undefined when there is none. */
async function read(client: QueryClient, namespace: string, name: string): Promise<ImageStream | undefined> {
  try {
    return await client.fetchQuery({ ...objectOf(ImageStream, { namespace, name }), staleTime: 0 })
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined
    throw error
  }
}

/** A stream that nobody knew of must not be written to without a look at its tags. */
async function refuseExisting(client: QueryClient, namespace: string, name: string): Promise<void> {
  if (!(await read(client, namespace, name))) return
  const message = t('The image stream {{name}} was made in the meantime. Look at what the import does to its tags.', {
    name,
  })
  throw new ApiError({ code: 409, reason: 'Conflict', message, url: '', method: 'POST' })
}

function say(results: readonly ImportResult[]): void {
  const failed = results.filter(({ ok }) => !ok).length
  if (failed === 0) showToast({ status: 'success', title: t('Imported {{count}} tags', { count: results.length }) })
  else announce(t('{{failed}} of {{count}} tags failed', { failed, count: results.length }))
}
