import { t } from '../../lib/t.ts'

/** What the editor's own controls say. The keys are the library's. */
export function editorPhrases(): Record<string, string> {
  return {
    Completions: t('Suggestions'),
    Find: t('Find'),
    Replace: t('Replace with'),
    next: t('Next'),
    previous: t('Previous'),
    all: t('Select all'),
    'match case': t('Match case'),
    regexp: t('Regular expression'),
    'by word': t('Whole words'),
    replace: t('Replace'),
    'replace all': t('Replace all'),
    close: t('Close'),
    'current match': t('Current match'),
    'on line': t('on line'),
    'replaced match on line $': t('Replaced on line $'),
    'replaced $ matches': t('Replaced $ times'),
    'Go to line': t('Go to line'),
    go: t('Go'),
    'Fold line': t('Fold'),
    'Unfold line': t('Unfold'),
    'Folded lines': t('Folded lines'),
    'Unfolded lines': t('Unfolded lines'),
    to: t('to'),
    'folded code': t('Folded text'),
    unfold: t('Unfold'),
    'Selection deleted': t('Selection deleted'),
    Diagnostics: t('Problems'),
    'No diagnostics': t('No problems'),
    'Control character': t('Control character'),
  }
}
