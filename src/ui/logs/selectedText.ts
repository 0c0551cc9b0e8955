import type { LogRow } from '../../logs/logProtocol.ts'

/** The place in the list of the row that a node is in. */
export function rowIndexOf(node: Node | null): number | undefined {
  const element = node instanceof Element ? node : node?.parentElement
  const index = element?.closest('[data-index]')?.getAttribute('data-index')
  return index === null || index === undefined ? undefined : Number(index)
}

/** The selection, if it holds text of rows inside a list. */
export function selectionIn(list: HTMLElement): Range | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  return list.contains(range.commonAncestorContainer) ? range : undefined
}

/** What is selected, as the log has it: without times, levels and sources; parts of a wrapped line are one line. */
export function selectedText(list: HTMLElement, range: Range, rowAt: (index: number) => LogRow | undefined): string {
  let text = ''
  let before: LogRow | undefined
  for (const element of list.querySelectorAll('[data-index]')) {
    const row = rowAt(Number(element.getAttribute('data-index')))
    const words = element.querySelector('.rc-log-row__text')
    if (!row || !words || !range.intersectsNode(element) || range.comparePoint(words, 0) > 0) continue
    const part = document.createRange()
    part.selectNodeContents(words)
    if (words.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset)
    if (words.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset)
    if (before && before.line !== row.line) text += '\n'
    const selected = part.toString()
    // Whole rows are what the log says, in whatever order they are shown; one without text shows a space.
    text += selected === words.textContent ? row.text : selected
    before = row
  }
  return text
}
