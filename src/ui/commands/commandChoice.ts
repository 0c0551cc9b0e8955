import { registryPlaces, registryTools, toolsAt } from '../../lib/registryCommands.ts'
import type { RegistryPlace, RegistryTool } from '../../lib/registryCommands.ts'

/** What the commands are for. Texts are as typed, "" while nothing is. */
export interface CommandChoice {
  tool: RegistryTool
  place: RegistryPlace
  project: string
  stream: string
  tag: string
  /** A service account of the project that logs in instead of the person. */
  account: string
  insecure: boolean
  own: string
  newTag: string
}

/** The choice as the address has it; what it does not say is as most people want it. */
export function choiceOfAddress(params: URLSearchParams): CommandChoice {
  const text = (name: string) => params.get(name) ?? ''
  const place = registryPlaces.find((each) => each === params.get('from')) ?? 'outside'
  const tool = toolsAt(place).find((each) => each === params.get('tool')) ?? registryTools[0]
  return {
    tool,
    place,
    project: text('project'),
    stream: text('stream'),
    tag: text('tag'),
    account: text('account'),
    insecure: text('insecure') === '1',
    own: text('own'),
    newTag: text('newTag'),
  }
}

/** Writes a choice into an address that may hold more. The project is chosen for the whole page. */
export function writeChoice(params: URLSearchParams, choice: CommandChoice): URLSearchParams {
  const { place, insecure, tool, project: _project, ...texts } = choice
  const wanted: Record<string, string> = {
    ...texts,
    tool: tool === registryTools[0] ? '' : tool,
    from: place === 'outside' ? '' : place,
    insecure: insecure ? '1' : '',
  }
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries(wanted))
    if (value) next.set(name, value)
    else next.delete(name)
  return next
}

/** A choice with some of it changed. A program that is not there gives way to the first that is. */
export function changeChoice(choice: CommandChoice, change: Partial<CommandChoice>): CommandChoice {
  const next = { ...choice, ...change }
  if (change.stream !== undefined && change.stream !== choice.stream) next.tag = ''
  return toolsAt(next.place).includes(next.tool) ? next : { ...next, tool: registryTools[0] }
}
