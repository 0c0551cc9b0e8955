import { spawnSync } from 'node:child_process'

/** What the tests against real servers run: Debian's packages, each named as its command. */
export const realSoftware = ['prometheus', 'docker-registry', 'skopeo']

/** Whether a command is on this machine. */
export const hasCommand = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

/** What of it this machine lacks. */
export const missingSoftware = () => realSoftware.filter((name) => !hasCommand(name))
