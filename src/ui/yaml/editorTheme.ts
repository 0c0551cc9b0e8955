import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const token = (name: string) => `var(--pf-t--global--${name})`
const subtle = token('text--color--subtle')
const regular = token('text--color--regular')
const focus = token('border--color--clicked')
const floating = token('background--color--floating--default')
const secondary = token('background--color--secondary--default')
const mono = token('font--family--mono')
const small = token('font--size--body--sm')
const danger = token('icon--color--status--danger--default')
const warning = token('icon--color--status--warning--default')

const border = `${token('border--width--regular')} solid ${token('border--color--default')}`

// PatternFly's tokens reach into the shadow root, so that one set of rules does for all themes.
const theme = EditorView.theme({
  '&': {
    color: regular,
    backgroundColor: token('background--color--primary--default'),
    border,
    borderRadius: token('border--radius--small'),
    fontSize: small,
    minBlockSize: '12rem',
    maxBlockSize: 'min(70vh, 60rem)',
  },
  '&.cm-focused': { outline: `2px solid ${focus}`, outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: mono, lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: regular, paddingBlock: '8px' },
  '.cm-cursor, .cm-dropCursor': { borderInlineStartColor: regular, borderInlineStartWidth: '2px' },
  '.cm-gutters': { color: subtle, backgroundColor: secondary, borderInlineEnd: border },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { color: regular },
  '.cm-foldPlaceholder': { color: subtle, backgroundColor: secondary, border, marginInline: '0.5ch' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', paddingInline: '4px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: `color-mix(in srgb, ${token('color--brand--default')} 28%, transparent)` },
  '.cm-searchMatch': { backgroundColor: 'transparent', outline: `1px solid ${warning}` },
  '.cm-searchMatch-selected': {
    backgroundColor: `color-mix(in srgb, ${warning} 30%, transparent)`,
  },
  '.cm-matchingBracket, .cm-nonmatchingBracket': { backgroundColor: 'transparent', outline: border },

  '.cm-panels': { color: regular, backgroundColor: secondary, borderBlockEnd: border, fontFamily: 'inherit' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 8px',
    padding: '8px',
    paddingInlineEnd: '40px',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search .cm-textfield': { flex: '1 1 18rem' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    margin: '0',
    fontSize: small,
    color: regular,
  },
  '.cm-panel input[type=checkbox]': { margin: '0', accentColor: token('color--brand--default') },
  '.cm-textfield': {
    color: regular,
    backgroundColor: token('background--color--primary--default'),
    border,
    borderRadius: token('border--radius--small'),
    padding: '4px 8px',
    margin: '0',
    fontFamily: token('font--family--body'),
    fontSize: small,
    minInlineSize: '0',
  },
  '.cm-button': {
    color: token('text--color--link--default'),
    backgroundColor: token('background--color--primary--default'),
    backgroundImage: 'none',
    border,
    borderRadius: token('border--radius--pill'),
    padding: '3px 10px',
    margin: '0',
    fontFamily: token('font--family--body'),
    fontSize: small,
    cursor: 'pointer',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible': {
    outline: `2px solid ${focus}`,
    outlineOffset: '1px',
  },
  '.cm-panel.cm-search [name=close]': {
    color: regular,
    insetBlockStart: '8px',
    insetInlineEnd: '8px',
    inlineSize: '24px',
    blockSize: '24px',
    fontSize: '18px',
    cursor: 'pointer',
  },

  '.cm-tooltip': {
    color: regular,
    backgroundColor: floating,
    border,
    borderRadius: token('border--radius--small'),
    boxShadow: token('box-shadow--md'),
    fontFamily: token('font--family--body'),
    fontSize: small,
    maxInlineSize: 'min(28rem, 80vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: mono, maxBlockSize: '14rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', lineHeight: '1.4' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: regular,
    backgroundColor: token('background--color--floating--hover'),
    outline: `2px solid ${focus}`,
    outlineOffset: '-2px',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: token('font--weight--body--bold') },
  '.cm-completionDetail': { color: subtle, fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '8px', maxInlineSize: 'min(28rem, 55vw)' },
  '.cm-diagnostic': { padding: '6px 10px', borderInlineStart: 'none' },
  '.cm-lintRange-error': underline(danger),
  '.cm-lintRange-warning': underline(warning),
  '.cm-lint-marker': { inlineSize: '0.8em', blockSize: '0.8em' },
  '.cm-lint-marker-error': marker(danger, '50%'),
  '.cm-lint-marker-warning': marker(warning, '2px'),
})

function underline(color: string) {
  return { backgroundImage: 'none', textDecoration: `underline wavy ${color}`, textUnderlineOffset: '3px' }
}

// The library's own markers are pictures in data: addresses.
function marker(color: string, radius: string) {
  return { content: 'normal', backgroundColor: color, borderRadius: radius, marginBlockStart: '0.35em' }
}

const highlighting = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: token('text--color--link--default') },
  { tag: [tags.string, tags.special(tags.string)], color: token('text--color--status--success--default') },
  {
    tag: [tags.bool, tags.null, tags.number, tags.keyword, tags.typeName, tags.labelName],
    color: token('text--color--status--custom--default'),
  },
  { tag: [tags.lineComment, tags.comment, tags.meta], color: subtle, fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: subtle },
])

/** The look of the editor, in PatternFly's tokens. */
export const editorTheme: Extension = [theme, syntaxHighlighting(highlighting)]
