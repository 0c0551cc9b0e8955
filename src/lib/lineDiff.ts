/** One line of a comparison. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  text: string
  /** From 1; absent where the line is not in that text. */
  before?: number
  after?: number
}

/** Lines that changed, with some around them. */
export interface DiffHunk {
  lines: DiffLine[]
  /** How many equal lines were left out before it. */
  skipped: number
}

/** Above this many changed lines the two texts are shown as one block out and one in: the search for the shortest way grows with the square. */
const mostEdits = 4000

/** The shortest way from one text to another, line by line (Myers 1986). Line ends at the very end do not count. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const kinds = [
    ...Array<DiffLine['kind']>(start).fill('same'),
    ...middle,
    ...Array<DiffLine['kind']>(end).fill('same'),
  ]
  let [x, y] = [0, 0]
  return kinds.map((kind): DiffLine => {
    if (kind === 'removed') return { kind, text: a[x] ?? '', before: ++x }
    if (kind === 'added') return { kind, text: b[y] ?? '', after: ++y }
    return { kind, text: a[x] ?? '', before: ++x, after: ++y }
  })
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function shortest(a: readonly string[], b: readonly string[]): DiffLine['kind'][] {
  const most = a.length + b.length
  const furthest = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= Math.min(most, mostEdits); edits++) {
    trace.push(new Map(furthest))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = goesDown(furthest, diagonal, edits)
      let x = down ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      furthest.set(diagonal, x)
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length)
    }
  }
  return [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)]
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true
  return diagonal !== edits && (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0)
}

function walkBack(trace: readonly Map<number, number>[], width: number, height: number): DiffLine['kind'][] {
  const kinds: DiffLine['kind'][] = []
  let [x, y] = [width, height]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const down = goesDown(furthest, diagonal, edits)
    const from = down ? diagonal + 1 : diagonal - 1
    const startX = furthest.get(from) ?? 0
    const startY = startX - from
    while (x > startX && y > startY && x > 0 && y > 0) {
      kinds.push('same')
      x--
      y--
    }
    if (edits > 0) kinds.push(down ? 'added' : 'removed')
    x = startX
    y = startY
  }
  return kinds.toReversed()
}

/** The changed lines of a comparison, each with `around` equal lines before and after it. */
export function hunksOf(lines: readonly DiffLine[], around = 3): DiffHunk[] {
  const hunks: DiffHunk[] = []
  let open: DiffHunk | undefined
  let until = -1
  let shownTo = 0
  lines.forEach((line, index) => {
    if (line.kind !== 'same') {
      const from = Math.max(open && index <= until + around + 1 ? shownTo : index - around, shownTo)
      if (!open || from > shownTo || hunks.length === 0) {
        open = { lines: [], skipped: from - shownTo }
        hunks.push(open)
      }
      open.lines.push(...lines.slice(from, index + 1))
      shownTo = index + 1
      until = index + around
    } else if (open && index <= until) {
      open.lines.push(line)
      shownTo = index + 1
    }
  })
  return hunks
}
