import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { logsQueryOf, withChange, type LogsChange, type LogsQuery } from './logsQuery.ts'

type Edit = (params: URLSearchParams) => URLSearchParams

/** The query in the address, and how to change it by functions that stay the same. */
export interface LogsAddress {
  query: LogsQuery
  /** `quiet`: what is no step to go back over, such as each key of a search. */
  change(change: LogsChange, quiet?: boolean): void
  edit(edit: Edit): void
  /** The address after an edit, for links. */
  after(edit: Edit): string
}

/** What is shown of the logs is in the address alone. */
export function useLogsAddress(): LogsAddress {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  // Two changes in one turn must not undo each other.
  const latest = useRef(search)
  // The address belongs to the browser.
  useLayoutEffect(() => {
    latest.current = search
  }, [search])
  const go = useCallback(
    (edit: Edit, replace: boolean) => {
      const next = edit(new URLSearchParams(latest.current)).toString()
      latest.current = next && `?${next}`
      void navigate({ search: latest.current }, { replace, preventScrollReset: true, state: keepFocus })
    },
    [navigate],
  )
  const change = useCallback((next: LogsChange, quiet = false) => go((params) => withChange(params, next), quiet), [go])
  const edit = useCallback((next: Edit) => go(next, false), [go])
  return useMemo(
    () => ({
      query: logsQueryOf(new URLSearchParams(search)),
      change,
      edit,
      after: (next) => {
        const params = next(new URLSearchParams(search)).toString()
        return params ? `${pathname}?${params}` : pathname
      },
    }),
    [search, pathname, change, edit],
  )
}
