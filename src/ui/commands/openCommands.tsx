import { lazy } from 'react'
import { openDialog } from '../openDialog.tsx'

const CommandsDialog = lazy(async () => ({ default: (await import('./CommandsDialog.tsx')).CommandsDialog }))

/** What of the registry the commands are for. */
export interface CommandObject {
  namespace: string
  stream: string
  /** "" for the newest of the stream. */
  tag: string
}

/** Shows the commands to pull and push an image. */
export function openCommands(object: CommandObject): void {
  openDialog(<CommandsDialog {...object} />)
}
