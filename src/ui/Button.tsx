import '@patternfly/patternfly/components/Button/button.css'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'primary' | 'secondary' | 'tertiary' | 'danger' | 'link' | 'plain' | 'control'
  icon?: ReactNode
  inline?: boolean
  small?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A button with PatternFly's classes. A plain one needs an aria-label. */
export function Button({ variant = 'secondary', icon, inline, small, children, className, ...rest }: ButtonProps) {
  const classes = ['pf-v6-c-button', `pf-m-${variant}`, inline && 'pf-m-inline', small && 'pf-m-small', className]
  return (
    <button type="button" {...rest} className={classes.filter(Boolean).join(' ')}>
      {icon && <span className={`pf-v6-c-button__icon${children ? ' pf-m-start' : ''}`}>{icon}</span>}
      {children && <span className="pf-v6-c-button__text">{children}</span>}
    </button>
  )
}
