import {
  autocompletion,
  closeCompletion,
  completionKeymap,
  type Completion,
  type CompletionContext,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yamlLanguage } from '@codemirror/lang-yaml'
import { codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, LanguageSupport } from '@codemirror/language'
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { KindSchema } from '../../lib/kindSchema.ts'
import { completionsAt, type YamlOption } from './completion.ts'
import { editorPhrases } from './editorPhrases.ts'
import { editorTheme } from './editorTheme.ts'

export interface EditorSetup {
  label: string
  /** What the keys do. An id would not be found from inside the shadow root. */
  keys: string
  schema(): KindSchema | undefined
  onChange(text: string): void
}

/** Marks changes of the text that were not made in the editor. */
export const fromOutside = Annotation.define<boolean>()

/** The editor of YAML. Tab is not bound, so that it leaves the editor. */
export function editorSetup({ label, keys, schema, onChange }: EditorSetup): Extension {
  const complete = ({ state, pos, explicit, view }: CompletionContext) => {
    // Asked a moment after a key: the person may be elsewhere by then.
    if (view && !view.hasFocus) return null
    const typed = state.sliceDoc(state.doc.lineAt(pos).from, pos)
    // Not at every new line, but where a word or a value begins.
    if (!explicit && !/[\w-]$|:\s$/.test(typed)) return null
    const known = schema()
    const found = known && completionsAt(state.doc.toString(), pos, known)
    return found ? { from: found.from, options: found.options.map(completion), validFor: /^["']?[\w./-]*$/ } : null
  }
  return [
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    lintGutter(),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    search({ top: true }),
    new LanguageSupport(yamlLanguage),
    autocompletion({ override: [complete], icons: false }),
    EditorView.domEventHandlers({ beforeinput: writeLetters }),
    // Suggestions that were still on their way when the focus left would open over whatever is there now.
    EditorView.domEventHandlers({ blur: (_event, view) => void setTimeout(() => closeUnlessFocused(view), 250) }),
    EditorState.phrases.of(editorPhrases()),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': keys,
      spellcheck: 'false',
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((change) => change.annotation(fromOutside)))
        onChange(update.state.doc.toString())
    }),
    keymap.of([
      { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
    editorTheme,
  ]
}

/**
 * Where colored words are replaced, the browser would keep their look for what is typed, as a style attribute, which the
 * content security policy refuses. So letters are written by the editor; what is composed of several keys is left to the browser.
 */
function writeLetters(event: InputEvent, view: EditorView): boolean {
  const { inputType, data, isComposing } = event
  const { state } = view
  if (inputType !== 'insertText' || !data || isComposing || view.composing || state.readOnly) return false
  view.dispatch(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
  return true
}

function closeUnlessFocused(view: EditorView): void {
  if (!view.hasFocus) closeCompletion(view)
}

function completion({ label, kind, detail, info, insert }: YamlOption): Completion {
  return {
    label,
    type: kind,
    apply: insert,
    // The space keeps the two words apart when they are read out.
    ...(detail && { detail: ` ${detail}` }),
    ...(info !== undefined && { info }),
  }
}
