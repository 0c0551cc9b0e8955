import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { RunList } from './RunList.tsx'
import { RunView } from './RunView.tsx'
import { useRuns } from './useRuns.ts'
import './runs.css'

/** The pruner's runs, or the one that the address names. */
export function RunsTab() {
  const [params] = useSearchParams()
  const runs = useRuns()
  const name = params.get('run')
  useFocusOf(name)
  return name ? <RunView key={name} name={name} runs={runs} /> : <RunList runs={runs} />
}

/** Links between the runs and one of them go away with what they are in: the title of what takes its place has the focus then. */
function useFocusOf(name: string | null): void {
  const shown = useRef(name)
  // The focus belongs to the browser.
  useEffect(() => {
    if (shown.current === name) return
    shown.current = name
    if (document.activeElement !== document.body) return
    const title = document.querySelector<HTMLElement>('.rc-run__title > h2') ?? document.querySelector('h1')
    title?.focus()
  }, [name])
}
