import { version } from '../../package.json'

/** The version of the console. */
export const consoleVersion = version
