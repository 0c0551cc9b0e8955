import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { choiceOfAddress, writeChoice } from '../../../ui/commands/commandChoice.ts'
import { RegistryCommands } from '../../../ui/commands/RegistryCommands.tsx'

/** The commands to log in, pull and push. What they are for stands in the address, too. */
export function CommandsTab() {
  const [params, setParams] = useSearchParams()
  // The address follows a moment later than somebody types.
  const [choice, setChoice] = useState(() => choiceOfAddress(params))
  const project = params.get('project') ?? ''
  return (
    <RegistryCommands
      key={project}
      choice={{ ...choice, project }}
      onChange={(next) => {
        setChoice(next)
        setParams((now) => writeChoice(now, next), { replace: true })
      }}
    />
  )
}
