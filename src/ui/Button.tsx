import { Button as PatternFlyButton } from '@patternfly/react-core/dist/esm/components/Button'
import type { ComponentProps } from 'react'

/** "disabled" would be overridden: PatternFly asks for isDisabled. */
export type ButtonProps = Omit<ComponentProps<typeof PatternFlyButton>, 'disabled'>

/** PatternFly's button. Secondary unless said otherwise: a page has one primary button at most. A plain one needs an aria-label. */
export function Button(props: ButtonProps) {
  return <PatternFlyButton variant="secondary" {...props} />
}
