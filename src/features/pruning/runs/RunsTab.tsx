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
  return name ? <RunView key={name} name={name} runs={runs} /> : <RunList runs={runs} />
}
