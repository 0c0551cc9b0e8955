import '@patternfly/patternfly/components/Alert/alert.css'
import type { ReactNode } from 'react'
import { t } from '../../lib/t.ts'
import { Glyph } from '../Glyph.tsx'
import { statusGlyphs } from '../statusGlyphs.ts'
import './access.css'

export type Verdict = 'asking' | 'allowed' | 'denied' | 'unknown'

/** The answer in a sentence that begins with it, read out when it comes or changes; below it why, and what to do. */
export function AccessVerdict({
  verdict,
  who,
  phrase,
  children,
}: {
  verdict: Verdict
  /** Undefined for the one who asks. */
  who: string | undefined
  /** What is asked for, to follow "may". */
  phrase: string
  children?: ReactNode
}) {
  const status = statuses[verdict]
  return (
    <div className={`pf-v6-c-alert pf-m-${status} pf-m-inline rc-verdict`}>
      <div className="pf-v6-c-alert__icon">
        <Glyph config={statusGlyphs[status]} />
      </div>
      <p className="pf-v6-c-alert__title" role="status">
        {sentenceOf(verdict, who, phrase)}
      </p>
      {children && <div className="pf-v6-c-alert__description rc-verdict__details">{children}</div>}
    </div>
  )
}

const statuses = { asking: 'info', allowed: 'success', denied: 'danger', unknown: 'warning' } as const

function sentenceOf(verdict: Verdict, who: string | undefined, phrase: string): string {
  switch (verdict) {
    case 'asking':
      return who === undefined
        ? t('Asking whether you may {{phrase}}', { phrase })
        : t('Asking whether {{who}} may {{phrase}}', { who, phrase })
    case 'allowed':
      return who === undefined
        ? t('Allowed: you may {{phrase}}', { phrase })
        : t('Allowed: {{who}} may {{phrase}}', { who, phrase })
    case 'denied':
      return who === undefined
        ? t('Denied: you may not {{phrase}}', { phrase })
        : t('Denied: {{who}} may not {{phrase}}', { who, phrase })
    case 'unknown':
      return who === undefined
        ? t('Not known: whether you may {{phrase}}', { phrase })
        : t('Not known: whether {{who}} may {{phrase}}', { who, phrase })
  }
}
