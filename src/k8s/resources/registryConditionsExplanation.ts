/** How a condition is: `none` says that nobody here can tell. */
export type Tone = 'success' | 'info' | 'warning' | 'danger' | 'none'

export interface Explanation {
  tone: Tone
  /** The state in words: "Not available". */
  state: string
  /** Undefined for conditions that are not known here. */
  meaning?: string
  next?: string
}
