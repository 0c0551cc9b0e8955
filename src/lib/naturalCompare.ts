const isDigit = (code: number) => code >= 48 && code <= 57

/**
 * Compares as people count: 1.9 before 1.10. For names made of ASCII, where it is many times faster than Intl.Collator;
 * other characters sort by their code.
 */
export function naturalCompare(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(j)]
    if (!isDigit(x) || !isDigit(y)) {
      if (x !== y) return x - y
      i++
      j++
      continue
    }
    while (a.charCodeAt(i) === 48) i++
    while (b.charCodeAt(j) === 48) j++
    // Of two numbers without leading zeros the longer one is larger; of the same length the first digit that differs decides.
    let difference = 0
    while (isDigit(a.charCodeAt(i)) && isDigit(b.charCodeAt(j))) {
      difference ||= a.charCodeAt(i) - b.charCodeAt(j)
      i++
      j++
    }
    if (isDigit(a.charCodeAt(i))) return 1
    if (isDigit(b.charCodeAt(j))) return -1
    if (difference !== 0) return difference
  }
  const rest = a.length - i - (b.length - j)
  // 1.0 and 1.00 count the same but are two names.
  return rest !== 0 ? rest : a < b ? -1 : a > b ? 1 : 0
}
