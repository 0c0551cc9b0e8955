import { EditorView } from '@codemirror/view'
import { act, waitFor } from '@testing-library/react'
// The editor is the largest chunk of the console: it is read before the first test, and not while its clock runs.
import './YamlTab.tsx'

// jsdom lays nothing out: the editor is told that no letter is anywhere.
Range.prototype.getClientRects = () => document.createElement('i').getClientRects()

const patience = { timeout: 10_000 }

/** The editor on the page, once it is there. It lives in a shadow root, where queries do not look, and typing needs a real browser. */
export async function findEditor(): Promise<EditorView> {
  return waitFor(() => {
    const content = document.querySelector('.rc-yaml__editor')?.shadowRoot?.querySelector<HTMLElement>('.cm-content')
    const view = content && EditorView.findFromDOM(content)
    if (!view) throw new Error('there is no editor of YAML on the page')
    return view
  }, patience)
}

/** The text in the editor. */
export const editorText = (view: EditorView) => view.state.doc.toString()

/** Replaces a piece of the text, as somebody does who types. */
export function typeOver(view: EditorView, piece: string, text: string): void {
  const from = editorText(view).indexOf(piece)
  if (from < 0) throw new Error(`there is no ${JSON.stringify(piece)} in\n${editorText(view)}`)
  act(() => view.dispatch({ changes: { from, to: from + piece.length, insert: text } }))
}
