import type { Asked } from './asked.ts'
import { Chance } from './chance.ts'
import type { Fate } from './faultProxy.ts'

/** What goes wrong for a while. */
export interface Weather {
  name: string
  /** What becomes of a request; `chance` is its own, and the same whenever it is the same request of the same run. */
  fateOf(asked: Asked, chance: Chance): Fate | undefined
  /** What happens besides, at its beginning. */
  begins?: 'compact' | 'breakStreams' | 'dropWatches' | 'offline' | 'clock' | 'sleep'
  /** The person only looks, and requests are counted: as everything fails, or as nothing does. */
  counted?: 'failing' | 'idle'
  /** A reload is what a person does about it, and what the page tells them. */
  needsReload?: boolean
}

const failure = (
  code: number,
  reason: string,
  message: string,
  more: { retryAfter?: number; page?: boolean } = {},
): Fate => ({
  kind: 'status',
  code,
  reason,
  message,
  ...more,
})

const internal = failure(500, 'InternalError', 'an error on the server has prevented the request from succeeding')
const gateway = failure(502, 'BadGateway', 'Bad gateway', { page: true })
const busy = failure(429, 'TooManyRequests', 'the server has received too many requests', { retryAfter: 1 })
const unavailable = failure(503, 'ServiceUnavailable', 'the server is currently unable to handle the request')
const forbidden = failure(403, 'Forbidden', 'forbidden: not yet able to determine access')
const expired = failure(410, 'Expired', 'too old resource version')
const signedOut = failure(401, 'Unauthorized', 'Unauthorized')

const frame = (code: number, reason: string) =>
  ({
    kind: 'lines',
    text: `${JSON.stringify({
      type: 'ERROR',
      object: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: reason, reason, code },
    })}\n`,
  }) as const
const nothing = { kind: 'lines', text: '' } as const
const garbage = { kind: 'lines', text: '<html><body>Bad gateway</body></html>\n' } as const

const isStream = ({ verb }: Asked) => verb === 'watch' || verb === 'follow'
const never = () => undefined

const some =
  (probability: number, fates: readonly [Fate, ...Fate[]], ofStreams: readonly [Fate, ...Fate[]] = fates) =>
  (asked: Asked, chance: Chance): Fate | undefined => {
    if (asked.verb === 'file' || !chance.happens(probability)) return undefined
    const fate = chance.pick(isStream(asked) ? ofStreams : fates)
    // Only of a write the answer can be lost.
    return fate.kind === 'lose' && asked.verb !== 'write' ? { kind: 'drop' } : fate
  }

const errors = some(0.3, [internal, gateway, unavailable], [internal, gateway, frame(500, 'InternalError'), garbage])
const dropped = some(0.3, [{ kind: 'drop' }, { kind: 'lose' }, { kind: 'break' }], [{ kind: 'drop' }])
const stalled = some(0.2, [{ kind: 'stall' }, { kind: 'stallBody' }], [{ kind: 'mute' }, { kind: 'stall' }])
const damaged = some(
  0.3,
  [{ kind: 'cut' }, { kind: 'break' }],
  [garbage, { kind: 'lines', text: '{"type":"ADDED","obj' }],
)

/** Everything that can be in the air. */
export const weathers: readonly [Weather, ...Weather[]] = [
  { name: 'errors', fateOf: errors, begins: 'breakStreams' },
  { name: 'too many requests', fateOf: some(0.4, [busy]), begins: 'breakStreams' },
  // A refusal is an answer: what was refused at first is not asked again.
  { name: 'refusals', fateOf: some(0.25, [forbidden]), begins: 'breakStreams', needsReload: true },
  {
    name: 'old versions',
    fateOf: (asked, chance) =>
      asked.verb === 'watch'
        ? some(0.5, [expired], [expired, frame(410, 'Expired')])(asked, chance)
        : asked.query.has('continue') && chance.happens(0.5)
          ? expired
          : undefined,
    begins: 'compact',
  },
  {
    name: 'the image API is down',
    fateOf: ({ path }) => (path.startsWith('/apis/image.openshift.io/') ? unavailable : undefined),
    begins: 'breakStreams',
  },
  { name: 'dropped connections', fateOf: dropped, begins: 'breakStreams' },
  { name: 'stalled connections', fateOf: stalled, begins: 'breakStreams' },
  { name: 'slow answers', fateOf: some(0.7, [{ kind: 'slow', ms: 700 }], [nothing]) },
  { name: 'damaged answers', fateOf: damaged, begins: 'breakStreams' },
  {
    name: 'watches that end at once',
    fateOf: (asked) => (isStream(asked) ? nothing : undefined),
    begins: 'dropWatches',
  },
  {
    name: 'nobody is signed in',
    fateOf: ({ verb }) => (verb === 'file' ? undefined : signedOut),
    begins: 'breakStreams',
    needsReload: true,
  },
  // Code that was wanted meanwhile has not come.
  { name: 'offline', fateOf: never, begins: 'offline', needsReload: true },
  { name: 'a clock that jumps', fateOf: some(0.1, [internal]), begins: 'clock' },
  { name: 'a machine that sleeps', fateOf: never, begins: 'sleep' },
  {
    name: 'no files',
    fateOf: ({ verb, path }, chance) =>
      verb === 'file' && path.startsWith('/assets/') && chance.happens(0.4) ? { kind: 'drop' } : undefined,
    needsReload: true,
  },
  {
    name: 'a bit of everything',
    fateOf: (asked, chance) =>
      chance.pick([errors, some(0.3, [busy]), dropped, damaged, some(0.2, [{ kind: 'slow', ms: 300 }], [nothing])])(
        asked,
        chance,
      ),
    begins: 'breakStreams',
  },
  {
    name: 'everything fails',
    fateOf: ({ verb }, chance) => (verb === 'file' ? undefined : chance.pick([internal, gateway, { kind: 'drop' }])),
    begins: 'breakStreams',
    counted: 'failing',
  },
  { name: 'nothing is wrong', fateOf: never, counted: 'idle' },
]

const trouble = some(0.2, [internal, { kind: 'drop' }], [{ kind: 'drop' }, frame(500, 'InternalError')])

/** What the navigator meets. By chance of its own: it looks for leaks, and repeats nothing. */
export const troubled = (asked: Asked): Fate | undefined => trouble(asked, new Chance(Math.random()))
