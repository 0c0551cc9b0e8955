import '@patternfly/patternfly/components/Button/button.css'
import { CheckIconConfig } from '@patternfly/react-icons/dist/esm/icons/check-icon'
import { CopyIconConfig } from '@patternfly/react-icons/dist/esm/icons/copy-icon'
import { useEffect, useState } from 'react'
import { t } from '../lib/t.ts'
import { copyText } from './clipboard.ts'
import { Glyph } from './Glyph.tsx'
import { announce, showToast } from './toasts.ts'

export interface CopyButtonProps {
  /** What is copied, as the button's name says it: "Copy pull spec". */
  what: string
  text: string
  /** Shows the words beside the icon. */
  labelled?: boolean
}

/** A button that copies a text and shows for a moment that it did. */
export function CopyButton({ what, text, labelled }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  // The check mark goes away by itself.
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const name = t('Copy {{what}}', { what })
  const copy = async () => {
    if (await copyText(text)) {
      setCopied(true)
      announce(t('Copied'))
    } else showToast({ status: 'danger', title: t('The browser did not allow copying'), description: text })
  }
  return (
    <button
      type="button"
      // PatternFly's button sets a hundred properties on each element: too much for every row of a table.
      className={labelled ? 'pf-v6-c-button pf-m-link pf-m-inline' : 'rc-icon-button'}
      aria-label={labelled ? undefined : name}
      title={copied ? t('Copied') : name}
      onClick={() => void copy()}
    >
      <span className={labelled ? 'pf-v6-c-button__icon pf-m-start' : undefined}>
        {copied ? <Glyph config={CheckIconConfig} /> : <Glyph config={CopyIconConfig} />}
      </span>
      {labelled && <span className="pf-v6-c-button__text">{name}</span>}
    </button>
  )
}
