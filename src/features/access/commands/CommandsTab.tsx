import { useSearchParams } from 'react-router'
import { choiceOfAddress, writeChoice } from '../../../ui/commands/commandChoice.ts'
import { RegistryCommands } from '../../../ui/commands/RegistryCommands.tsx'

/** The commands to log in, pull and push. What they are for stands in the address. */
export function CommandsTab() {
  const [params, setParams] = useSearchParams()
  return (
    <RegistryCommands
      choice={choiceOfAddress(params)}
      onChange={(choice) => setParams((now) => writeChoice(now, choice), { replace: true })}
    />
  )
}
