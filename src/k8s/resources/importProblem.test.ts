import { expect, test } from 'vitest'
import recording from '../../../mocks/data/recordings/04-imports.json' with { type: 'json' }
import { ApiError } from '../ApiError.ts'
import { importProblem } from './importProblem.ts'
import { resultsOf, type ImageStreamImport } from './imageStreamImport.ts'

test.each([
  ['import-host-missing', 'The host name of the source registry is not known', ['source']],
  ['import-tag-missing', 'The source registry has no such image', ['source']],
  ['import-insecure-needed', 'The source registry speaks plain HTTP only', ['insecure']],
  ['import-repository-missing', 'The source registry has no such image', ['source']],
  [
    'import-unauthorized-registry',
    'The source registry refused the credentials, or there are none',
    ['pullSecret', 'source'],
  ],
])('the recorded %s', (id, title, remedies) => {
  const body: unknown = recording.find((exchange) => exchange.id === id)?.response.body
  const [result] = resultsOf(body as ImageStreamImport)
  const problem = importProblem(result ?? {})
  expect(problem).toMatchObject({ title, remedies })
  // The server's words stay whole.
  expect(problem.message).toBe(result?.message)
  expect(problem.message).not.toBe('')
})

const refused = (code: number, reason: string, message: string) =>
  new ApiError({ code, reason, message, url: '', method: 'POST' })

test.each([
  [
    refused(
      422,
      'Invalid',
      'ImageStreamImport.image.openshift.io "a" is invalid: spec.images[0].from.name: Forbidden: importing images from registry "quay.io:443" is forbidden: registry "quay.io:443" not allowed by whitelist: "a:443"',
    ),
    'notAllowed',
  ],
  [refused(403, 'Forbidden', 'imagestreams "a" is forbidden: exceeded quota: streams'), 'quota'],
  [refused(504, 'Timeout', 'the server was unable to return a response in the time allotted: timeout'), 'timeout'],
  [refused(403, 'Forbidden', 'User "dev" cannot create resource "imagestreamimports"'), 'unknown'],
])('of a request refused as a whole: %s', (error, cause) => {
  expect(importProblem(error).cause).toBe(cause)
})

test.each([
  ['Unauthorized', 'incorrect username or password for image "X"', 'wrongCredentials', ['pullSecret']],
  ['InternalError', 'x509: certificate signed by unknown authority', 'certificate', ['insecure']],
  ['InternalError', 'toomanyrequests: You have reached your pull rate limit', 'rateLimit', ['pullSecret', 'retry']],
  ['InternalError', 'Get "https://h/v2/": net/http: request canceled (Client.Timeout exceeded)', 'timeout', ['retry']],
  ['NotV2Registry', 'registry "h" does not support the v2 Registry API', 'notRegistry', ['source']],
  ['Forbidden', 'forbidden: registry quay.io blocked', 'blocked', ['source']],
  ['Strange', 'something new', 'unknown', ['retry']],
])('%s %s', (reason, message, cause, remedies) => {
  expect(importProblem({ reason, message })).toMatchObject({ cause, remedies, message, reason })
})
