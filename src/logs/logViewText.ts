/** A row that is not wrapped shows at most so many characters. */
export const longestRow = 5000

const tabWidth = 8

/** ANSI: colors and cursor (CSI), titles and links (OSC), and the short ones. */
const ansi = new RegExp(
  String.raw`\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-Z\\^-~])`,
  'g',
)

/** Controls, and marks that turn the direction of a text or break its line: shown, not obeyed. */
const controls = String.raw`[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]`
const hidden = new RegExp(controls, 'g')

/** What of a decoded line is not shown as it is. */
export const odd = new RegExp(controls)

/** A decoded line as it is shown: without ANSI codes, tabs as spaces, other controls as pictures. */
export function shownText(text: string): string {
  if (!odd.test(text)) return text
  const bare = text.includes('\u001b') ? text.replace(ansi, '') : text
  return expandTabs(bare).replace(hidden, picture)
}

function picture(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\u2426'
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text
  let shown = ''
  for (const part of text.split(/(?<=\t)/)) {
    if (!part.endsWith('\t')) shown += part
    else {
      shown += part.slice(0, -1)
      shown += ' '.repeat(tabWidth - (shown.length % tabWidth))
    }
  }
  return shown
}

/** Anything that may take no or two columns, or more than one UTF-16 unit: quick to rule out. */
const uneven = new RegExp(
  String.raw`[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u1100-\u11ff\u200b-\u200d\u20d0-\u20ff\u231a-\u27bf\u2b1b-\u2b55\u2e80-\ua4cf\ua960-\ua97f\uac00-\udfff\uf900-\ufaff\ufe00-\ufe6f\uff00-\uffe6]`,
)

/** Whether each UTF-16 unit of a shown text takes one column. */
export function isEven(text: string): boolean {
  return !uneven.test(text)
}

const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u
const flat = new RegExp(String.raw`^[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f]`, 'u')

/** Columns of one character: 0 for marks on the one before it, 2 for East Asian wide ones and emoji. */
function columnsOf(character: string, code: number): number {
  if (code < 0x300) return 1
  if (flat.test(character)) return 0
  if (code >= 0x20000 && code < 0x40000) return 2
  return wide.test(character) ? 2 : 1
}

/** How many columns a shown text takes. */
export function columnsOfText(text: string): number {
  if (isEven(text)) return text.length
  let columns = 0
  for (const character of text) columns += columnsOf(character, character.codePointAt(0) ?? 0)
  return columns
}

/** Where the parts of a shown text begin that take at most so many columns each; a part is never empty, nor longer than a row may be. */
export function partsOf(text: string, columns: number): number[] {
  if (isEven(text))
    return Array.from({ length: Math.max(1, Math.ceil(text.length / columns)) }, (_, part) => part * columns)
  const starts = [0]
  let start = 0
  let taken = 0
  let at = 0
  for (const character of text) {
    const width = columnsOf(character, character.codePointAt(0) ?? 0)
    if (at > start && (taken + width > columns || at + character.length - start > longestRow)) {
      starts.push(at)
      start = at
      taken = 0
    }
    taken += width
    at += character.length
  }
  return starts
}

/** The beginning of a text, without half a surrogate pair at its end. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
