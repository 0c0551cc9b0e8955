import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { KindSchema } from '../../lib/kindSchema.ts'
import { t } from '../../lib/t.ts'
import { editorSetup, fromOutside } from './editorSetup.ts'
import { ProblemList } from './ProblemList.tsx'
import type { YamlProblem } from './yamlDocument.ts'
import './yaml.css'

export interface YamlEditorProps {
  /** The accessible name: "YAML of web". */
  label: string
  value: string
  /** Without it the text can only be read. */
  onChange?: ((value: string) => void) | undefined
  problems: readonly YamlProblem[]
  /** What completes fields and values; undefined while it loads. */
  schema: KindSchema | undefined
}

/**
 * A YAML text that can be edited, with its problems by line. Holds the whole editor library: import it only from code that is
 * loaded lazily itself.
 */
export function YamlEditor({ label, value, onChange, problems, schema }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<{ view: EditorView; writable: Compartment }>(undefined)
  const latest = useRef({ value, onChange, schema })
  // What was typed and has not come back as the value yet: typing goes on meanwhile.
  const onTheWay = useRef<string[]>([])
  // The editor lives outside React and asks for what it needs when something happens in it.
  useEffect(() => {
    latest.current = { value, onChange, schema }
  })

  // The editor is a document of its own, made once. In a shadow root its styles are sheets, which the content security policy allows.
  useEffect(() => {
    if (!host.current) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const writable = new Compartment()
    const view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          writable.of(accessOf(latest.current.onChange !== undefined)),
          editorSetup({
            label,
            keys: t('Tab leaves the editor. Ctrl+Space suggests, Ctrl+F searches, F8 goes to the next problem.'),
            schema: () => latest.current.schema,
            onChange: (text) => {
              onTheWay.current.push(text)
              latest.current.onChange?.(text)
            },
          }),
        ],
      }),
    })
    editor.current = { view, writable }
    return () => {
      view.destroy()
      editor.current = undefined
    }
  }, [label])

  // The text of the editor follows the value when that was changed elsewhere.
  useEffect(() => {
    const view = editor.current?.view
    if (!view) return
    const place = onTheWay.current.indexOf(value)
    onTheWay.current = place < 0 ? [] : onTheWay.current.slice(place + 1)
    if (place >= 0) return
    afterInput(() => {
      const text = view.state.doc.toString()
      if (text !== value) view.dispatch({ ...replacement(text, value), annotations: fromOutside.of(true) })
    })
  }, [value])

  const writes = onChange !== undefined
  // Whether the editor takes keys.
  useEffect(() => {
    const { view, writable } = editor.current ?? {}
    if (view && writable) afterInput(() => view.dispatch({ effects: writable.reconfigure(accessOf(writes)) }))
  }, [writes])

  // Problems are marked in the editor.
  useEffect(() => {
    const view = editor.current?.view
    if (!view) return
    afterInput(() => {
      const end = view.state.doc.length
      const marks = problems.map(({ from, to, severity, message }) => ({
        from: Math.min(from, end),
        to: Math.min(to, end),
        severity,
        message,
      }))
      view.dispatch(setDiagnostics(view.state, marks))
    })
  }, [problems])

  const goTo = ({ from }: YamlProblem) => {
    const view = editor.current?.view
    if (!view) return
    const anchor = Math.min(from, view.state.doc.length)
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    view.focus()
  }
  return (
    <div className="rc-yaml">
      <div ref={host} className="rc-yaml__editor" />
      <p className="rc-yaml__keys rc-subtle">
        {writes
          ? t('Tab leaves the editor. Ctrl+Space suggests, Ctrl+F searches, F8 goes to the next problem.')
          : t('Tab leaves the text. Ctrl+F searches.')}
      </p>
      <ProblemList problems={problems} onChoose={goTo} />
    </div>
  )
}

/**
 * React may run effects inside the browser's input event, when the letter is in the page but the editor has not read it yet:
 * a change made then would put the cursor back before it.
 */
function afterInput(change: () => void) {
  queueMicrotask(change)
}

function accessOf(writes: boolean) {
  return [EditorState.readOnly.of(!writes), EditorView.contentAttributes.of({ 'aria-readonly': String(!writes) })]
}

/** The smallest change from one text to another, so that the cursor and the view stay where they are. */
function replacement(before: string, after: string) {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { changes: { from: start, to: before.length - end, insert: after.slice(start, after.length - end) } }
}
