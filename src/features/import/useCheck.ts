import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError, type ApiError } from '../../k8s/ApiError.ts'
import { ImageStreamImport, importBody, resultsOf, type WantedImages } from '../../k8s/resources/imageStreamImport.ts'
import { resourcePath } from '../../k8s/path.ts'
import { sendJson } from '../../k8s/request.ts'
import { streamNameProblem } from '../../lib/imageNames.ts'
import { nameOf, requestOf, type Check, type CheckRequest, type ImportForm } from './importForm.ts'

export type CheckState =
  | { kind: 'idle' }
  | { kind: 'busy' }
  | { kind: 'failed'; error: ApiError; request: CheckRequest }
  | { kind: 'ready'; check: Check; request: CheckRequest }

/** A look that found something to import. */
export interface GoodCheck {
  check: Check
  request: CheckRequest
}

/** Looks at a source with an import that stores nothing. What was found stays until something else is. */
export function useCheck(): { state: CheckState; good: GoodCheck | undefined; run(form: ImportForm): void } {
  const [good, setGood] = useState<GoodCheck>()
  const [asked, setAsked] = useState<{ request: CheckRequest; name: string; round: number }>()
  const { data, error, isFetching } = useQuery({
    queryKey: ['k8s', 'importCheck', asked],
    queryFn: ({ signal }) => (asked ? look(asked.request, asked.name, signal) : null),
    enabled: asked !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const state = stateOf()
  if (state.kind === 'ready' && state.check !== good?.check && state.check.results.some(({ ok }) => ok))
    setGood({ check: state.check, request: state.request })
  return {
    state,
    good,
    run: (form) => {
      const name = streamNameProblem(form.project, nameOf(form)) === undefined ? nameOf(form) : 'check'
      setAsked((before) => ({ request: requestOf(form), name, round: (before?.round ?? 0) + 1 }))
    },
  }

  function stateOf(): CheckState {
    if (!asked) return { kind: 'idle' }
    const { request } = asked
    if (isFetching) return { kind: 'busy' }
    if (error) return { kind: 'failed', error: asApiError(error), request }
    return data ? { kind: 'ready', check: data, request } : { kind: 'busy' }
  }
}

async function look(request: CheckRequest, name: string, signal: AbortSignal): Promise<Check> {
  const { project, source, scope, insecure } = request
  const policies = {
    importPolicy: {
      ...(insecure && { insecure: true }),
      // All platforms of one image tell more; of a whole repository they would be hundreds of requests to its registry.
      importMode: scope === 'image' ? 'PreserveOriginal' : 'Legacy',
    },
    referencePolicy: { type: 'Source' },
  }
  const wanted: WantedImages =
    scope === 'image' ? { tags: [{ from: source, ...policies }] } : { repository: source, policies }
  const body = importBody({ metadata: { namespace: project, name } }, wanted, { dryRun: true })
  const { group, version, kind } = ImageStreamImport
  const answer = await sendJson<ImageStreamImport>(
    'POST',
    resourcePath(ImageStreamImport, { namespace: project }),
    { apiVersion: `${group}/${version}`, kind, ...body },
    { signal },
  )
  return {
    results: resultsOf({ ...answer, spec: answer.spec ?? body.spec }),
    additionalTags: answer.status?.repository?.additionalTags ?? [],
  }
}
