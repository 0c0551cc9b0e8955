/** Why the registry does not let a request in, by its message. */
export type Refusal = 'noToken' | 'badToken' | 'noPermission' | 'reviewFailed' | 'badName' | 'accessDenied' | 'other'

const context = 'error authorizing context: '

/** The message with which the registry answers the ping that every client begins with. */
export const anonymousPing = `${context}authorization header required`

const tokenMessages = ['invalid token: ', 'Get user failed with error: ', 'Self subject review failed with error: ']

/** What a message says of a request that is not let in; undefined when it is none of these. `accessDenied` only repeats what was said before. */
export function refusalOf(message: string): Refusal | undefined {
  if (message.startsWith(context)) {
    if (message === anonymousPing) return 'noToken'
    const why = message.slice(context.length)
    if (why === 'access denied') return 'accessDenied'
    return why === 'failed to decode credentials' ? 'badToken' : 'other'
  }
  if (message.startsWith('OpenShift access denied')) return 'noPermission'
  if (message.startsWith('OpenShift client error: ')) return 'reviewFailed'
  if (tokenMessages.some((start) => message.startsWith(start))) return isOutage(message) ? 'reviewFailed' : 'badToken'
  if (message.startsWith('error checking authorization: '))
    return message.includes('must be of the format') ? 'badName' : 'other'
  return undefined
}

/** Whether the API server did not answer at all: this says nothing of the token. */
function isOutage(message: string): boolean {
  return /\bdial tcp\b|connection (?:refused|reset)|i\/o timeout|no such host|x509: |context deadline exceeded|TLS handshake timeout|ServiceUnavailable|unable to handle the request|too many requests|Internal error occurred|: EOF$/i.test(
    message,
  )
}
