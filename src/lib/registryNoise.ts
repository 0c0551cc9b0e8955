import { isProbe } from './logLineNoise.ts'
import { refusalOf } from './registryMessages.ts'
import type { RegistryRequest } from './registryRequests.ts'

/** Whether a request is normal noise, as its lines are: the anonymous ping, HEAD 404, probes and scrapes that went well. */
export function isNoiseRequest({ operation, status, denial, uri, userAgent }: RegistryRequest): boolean {
  switch (operation) {
    case 'ping':
      return status === 401 && (denial === undefined || refusalOf(denial) === 'noToken')
    case 'exists':
      return status === 404
    case 'probe':
      return status === 200 && isProbe(uri, userAgent)
    case 'metrics':
      return status === 200
    default:
      return false
  }
}
