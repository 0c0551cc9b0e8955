import { INTERNAL_HOST } from '../controllers/registryTemplate.ts'
import type { LogLine } from '../server/written.ts'
import { goTime, registryLine, type Fields, type Level } from './registryWriter.ts'

/** Lines one after the other, a fraction of a millisecond apart. */
function burst(at: number, lines: [level: Level, msg: string, fields?: Fields][]): LogLine[] {
  return lines.map(([level, msg, fields], i) =>
    registryLine(goTime(at * 1000 + i * 187, 37 + i * 13), level, msg, fields),
  )
}

/** What a registry writes as it starts at a time (milliseconds). */
export const startLines = (at: number): LogLine[] =>
  burst(at, [
    ['info', 'start registry', { distribution_version: 'v2.8.1+unknown', openshift_version: '' }],
    ['info', 'caching project quota objects with TTL 1m0s'],
    ['info', 'redis not configured'],
    ['info', 'using openshift blob descriptor cache'],
    ['warning', 'Registry does not implement RempositoryRemover. Will not be able to delete repos and tags'],
    ['info', `Starting upload purge in ${1 + (Math.floor(at / 1000) % 58)}m0s`],
    ['info', `Using "${INTERNAL_HOST}" as Docker Registry URL`],
    ['info', 'listening on :5000, tls'],
  ])

/** What a registry writes as it is told to end. */
export const stopLines = (at: number): LogLine[] =>
  burst(at, [
    ['info', 'shutting down image registry server'],
    ['info', 'server shutdown, bye.'],
  ])
