import { CheckCircleIconConfig } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import { ExclamationCircleIconConfig } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { ExclamationTriangleIconConfig } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon'
import { InfoCircleIconConfig } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon'

/** PatternFly's icon for each state. */
export const statusGlyphs = {
  danger: ExclamationCircleIconConfig,
  warning: ExclamationTriangleIconConfig,
  success: CheckCircleIconConfig,
  info: InfoCircleIconConfig,
}
