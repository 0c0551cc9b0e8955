import { CheckIconConfig } from '@patternfly/react-icons/dist/esm/icons/check-icon'
import { CopyIconConfig } from '@patternfly/react-icons/dist/esm/icons/copy-icon'
import { useEffect, useState } from 'react'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { copyText } from './clipboard.ts'
import { Glyph } from './Glyph.tsx'
import { announce, showToast } from './toasts.ts'

export interface CopyButtonProps {
  /** What is copied, as the button's name says it: "Copy pull spec". */
  what: string
  /** A function where making it takes long. */
  text: string | (() => string)
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
    if (await copyText(typeof text === 'string' ? text : text())) {
      setCopied(true)
      announce(t('Copied'))
      return
    }
    const description = typeof text === 'string' && { description: text }
    showToast({ status: 'danger', title: t('The browser did not allow copying'), ...description })
  }
  const title = copied ? t('Copied') : name
  const icon = <Glyph config={copied ? CheckIconConfig : CopyIconConfig} />
  if (labelled) {
    return (
      <Button variant="link" title={title} icon={icon} onClick={() => void copy()}>
        {name}
      </Button>
    )
  }
  return (
    // PatternFly's button sets a hundred properties on each element: too much for every row of a table.
    <button type="button" className="rc-icon-button" aria-label={name} title={title} onClick={() => void copy()}>
      {icon}
    </button>
  )
}
