import type { ReactNode } from 'react'
import { chooseSignIn, sessionAddress } from '../k8s/signIn.ts'
import { t } from '../lib/t.ts'

export interface SignInLinkProps {
  /** The `signIn` of /config.json. */
  signIn: string
  /** Where one comes back to, within the host. */
  back: string
  /** In a tab of its own, so that this page stays as it is. */
  newTab?: boolean
  children?: ReactNode
}

/** A link that looks like a button, to where one signs in. */
export function SignInLink({ signIn, back, newTab = false, children }: SignInLinkProps) {
  return (
    <a
      className="pf-v6-c-button pf-m-primary"
      href={sessionAddress(signIn, back)}
      {...(newTab && { target: '_blank', rel: 'noopener' })}
      onClick={() => chooseSignIn(newTab ? 'new' : 'this')}
    >
      <span className="pf-v6-c-button__text">{children ?? t('Sign in')}</span>
    </a>
  )
}
