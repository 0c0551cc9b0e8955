/** A measured value at a time, in seconds since 1970. */
export type Measured = readonly [seconds: number, value: number]

/** A straight line: its value at `from`, and what it rises by in a second. */
export interface Line {
  from: number
  value: number
  perSecond: number
  /** How much of the ups and downs it explains: 1 all, 0 nothing. 1 as well where there are none. */
  rSquared: number
}

/** A fall of a value that something must have caused. */
export interface Drop {
  /** The first moment after it; seconds. */
  at: number
  by: number
}

export interface Growth {
  line: Line
  /** What the line goes by; seconds. */
  from: number
  to: number
  /** The fall after which it begins anew. */
  since?: Drop
  /** Falls within it: it goes through them. */
  drops: readonly Drop[]
  /** Steady: the line says most of it. Irregular: a date from it is a guess. Even: nothing to speak of is added or goes. */
  course: 'steady' | 'irregular' | 'even'
}

export interface GrowthOptions {
  /** A fall of this share of the highest value before it is a drop, and not noise. */
  dropShare?: number
  /** What is less than this share of the value a day is no growth. */
  evenShare?: number
  /** The shortest time that says anything; seconds. */
  leastSeconds?: number
  /** The fewest measurements that say anything. */
  leastPoints?: number
}

const daySeconds = 86_400
const steadyFrom = 0.8
/** How long a prune takes at most: what goes more slowly is a course and no fall. */
const fallSeconds = 8 * 3600
/** That many falls are a habit: the line goes through them. Fewer each begin something new. */
const habit = 3

/** The straight line nearest to some points by least squares; undefined for less than two moments. */
export function lineThrough(points: readonly Measured[]): Line | undefined {
  const [first] = points
  if (!first) return undefined
  const [from] = first
  const middle = points.reduce((sum, [at]) => sum + (at - from), 0) / points.length
  const mean = points.reduce((sum, [, value]) => sum + value, 0) / points.length
  let times = 0
  let both = 0
  let values = 0
  for (const [at, value] of points) {
    const away = at - from - middle
    times += away * away
    both += away * (value - mean)
    values += (value - mean) ** 2
  }
  if (times === 0) return undefined
  const perSecond = both / times
  const rSquared = values === 0 ? 1 : Math.min(1, (both * both) / (times * values))
  return { from, value: mean - perSecond * middle, perSecond, rSquared }
}

/** What a line says of a moment. */
export function valueAt({ from, value, perSecond }: Line, seconds: number): number {
  return value + perSecond * (seconds - from)
}

/** The falls in a course of values: each from a high point, within a few hours, down to where it is steep no more. */
export function dropsIn(points: readonly Measured[], dropShare = 0.02): Drop[] {
  const drops: Drop[] = []
  let falling: { drop: Drop; high: number } | undefined
  // Since the last fall, no longer ago than a fall takes: what shrinks slowly does not fall.
  let recent: Measured[] = []
  for (const point of points) {
    const [at, value] = point
    const last = recent.at(-1)
    if (falling && last && last[1] - value > (dropShare / 4) * Math.abs(falling.high)) {
      falling.drop.at = at
      falling.drop.by = falling.high - value
      recent = [point]
      continue
    }
    falling = undefined
    recent = recent.filter((each) => each === last || each[0] >= at - fallSeconds)
    const high = Math.max(...recent.map(([, of]) => of))
    if (value < high - dropShare * Math.abs(high)) {
      const drop = { at, by: high - value }
      drops.push(drop)
      falling = { drop, high }
      recent = []
    }
    recent.push(point)
  }
  return drops
}

/**
 * How a value grows: the straight line through what was measured since it last began anew. A lone fall, as after a prune by
 * hand, begins anew; falls that come again and again, as after every nightly prune, are part of how it grows, unless one is far
 * larger than the others. Undefined when too little was measured since.
 */
export function growthOf(points: readonly Measured[], options: GrowthOptions = {}): Growth | undefined {
  const { dropShare = 0.02, evenShare = 0.0005, leastSeconds = daySeconds / 2, leastPoints = 6 } = options
  const known = points.filter(([at, value]) => Number.isFinite(at) && Number.isFinite(value))
  const drops = dropsIn(known, dropShare)
  const since = drops.findLast((drop) => beginsAnew(drop, drops))
  const used = since ? known.filter(([at]) => at >= since.at) : known
  const from = used[0]?.[0]
  const to = used.at(-1)?.[0]
  const line = lineThrough(used)
  if (from === undefined || to === undefined || !line) return undefined
  if (used.length < leastPoints || to - from < leastSeconds) return undefined
  const level = Math.max(...used.map(([, value]) => Math.abs(value)))
  const isEven = Math.abs(line.perSecond) * daySeconds <= evenShare * level
  return {
    line,
    from,
    to,
    ...(since && { since }),
    drops: drops.filter(({ at }) => at > from),
    course: isEven ? 'even' : line.rSquared >= steadyFrom ? 'steady' : 'irregular',
  }
}

function beginsAnew(drop: Drop, drops: readonly Drop[]): boolean {
  if (drops.length < habit) return true
  const others = drops.filter((other) => other !== drop).map(({ by }) => by)
  const median = others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0
  return drop.by >= 3 * median
}

/** When a growing value reaches a limit, in seconds since 1970: never before `now`. Undefined when it does not grow. */
export function reaches({ line, course }: Growth, limit: number, now: number): number | undefined {
  if (course === 'even' || line.perSecond <= 0) return undefined
  return Math.max(now, line.from + (limit - line.value) / line.perSecond)
}
