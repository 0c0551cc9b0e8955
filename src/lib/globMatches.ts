/** Whether a text fits a pattern of `*` and `?`: in steps, so that many stars stay cheap. */
export function globMatches(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0]
  let position = 0
  while (position < text.length) {
    const letter = pattern[at]
    if (letter === '*') {
      star = at++
      mark = position
    } else if (letter === '?' || letter === text[position]) {
      at++
      position++
    } else if (star >= 0) {
      at = star + 1
      position = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
